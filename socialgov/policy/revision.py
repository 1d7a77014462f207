"""When the guidelines in force are to be looked over again, and from which day someone is reminded (FAR-01)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from socialgov.look import deadlines
from socialgov.look.todo import Group, Todo
from socialgov.organisation.actor import Actor
from socialgov.policy import selectors
from socialgov.policy.citing import cite
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.models import Adopted
from socialgov.policy.permissions import may_adopt
from socialgov.policy.worktime import STOCKHOLM, months_after


@dataclass(frozen=True, slots=True)
class Revision:
    """The version in force is to be looked over by a day that is near."""

    adopted: Adopted
    by: date
    since: date


def due(now: datetime) -> Revision | None:
    """The revision to remind of: from `revision.remind_before` ahead of its day, until another version is adopted."""
    try:
        adopted = selectors.current()
    except selectors.NothingAdopted:
        return None
    if adopted.revise_by is None:
        return None
    since = remind_from(adopted.revise_by, adopted.document)
    if now.astimezone(STOCKHOLM).date() < since:
        return None
    return Revision(adopted, adopted.revise_by, since)


def remind_from(by: date, document: Guidelines) -> date:
    """The first day on which someone is reminded of a revision due `by`."""
    return months_after(by, -document.revision.remind_before.months)


def todos(*, actor: Actor, now: datetime) -> list[Todo]:
    """The row of Att göra for who may adopt guidelines."""
    revision = due(now)
    if revision is None or not may_adopt(actor, now=now):
        return []
    return [
        Todo(
            key="guidelines:revision",
            title=_("Look over the guidelines"),
            url=reverse("policy:guidelines"),
            group=Group.WEEK,
            phrase=deadlines.due(revision.by, now),
            due_at=datetime.combine(revision.by, time.max, tzinfo=timezone.get_current_timezone()),
            rule=str(cite("revision")),
            next_label=_("Open the draft"),
            next_url=reverse("policy:draft"),
        )
    ]
