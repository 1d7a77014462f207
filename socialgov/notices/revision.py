"""The communications office is told once when the guidelines are soon to be looked over (FAR-01)."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from socialgov.look import times
from socialgov.notices.calendar import DueDay
from socialgov.notices.due import Due
from socialgov.notices.kinds import NoticeKind, Urgency
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import holds
from socialgov.organisation.selectors import holders
from socialgov.policy import revision, selectors
from socialgov.policy.citing import rule_of


def still_in_force(about: Model | None, context: dict) -> bool:
    """Whether no other version has been adopted since."""
    return about is not None and about.pk == selectors.current().pk


KIND = NoticeKind(
    name="guidelines_revision",
    rule=lazy(rule_of, str)("revision"),
    urgency=Urgency.ORDINARY,
    subject=_("The guidelines are to be looked over by %(day)s"),
    template="notices/mail/revision.txt",
    title=_("Revision of the guidelines"),
    still_true=still_in_force,
)


def due(now: datetime) -> Iterator[Due]:
    """Once for each version and person, from the day the guidelines say."""
    found = revision.due(now)
    if found is None:
        return
    for person in holders(Role.COMMUNICATIONS, now=now):
        yield Due(
            kind=KIND.name,
            key=f"guidelines:{found.adopted.pk}",
            recipient_id=person.pk,
            about=found.adopted,
            context={"day": times.date_long(found.by)},
            url=reverse("policy:draft"),
            send_after=now,
            due_at=datetime.combine(found.by, time.max, tzinfo=timezone.get_current_timezone()),
        )


def due_days(*, actor: Actor, now: datetime) -> Iterator[DueDay]:
    """The day by which the guidelines are looked over, for the communications office's own calendars."""
    found = revision.due(now)
    if found and holds(actor, Role.COMMUNICATIONS, now=now):
        yield DueDay(
            key=f"guidelines-{found.adopted.pk}",
            title=_text("Look the guidelines over"),
            day=found.by,
            url=reverse("policy:guidelines"),
        )
