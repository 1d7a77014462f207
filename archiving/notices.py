"""What this room wants said: a capture needs a person's help, and it is past its day."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import Account, Assignment
from archiving import schedule
from archiving.models import Capture
from socialgov.notices.due import Due
from socialgov.notices.kinds import NoticeKind, Urgency
from socialgov.organisation.models import Person, Role
from socialgov.organisation.selectors import holders, managers_of
from socialgov.policy import selectors as policy
from socialgov.policy.citing import rule_in_force
from socialgov.policy.schema.base import Function

CAPTURES = ngettext_lazy("%(count)d half-yearly capture", "%(count)d half-yearly captures", "count")


def still_waits(about: Model | None, context: dict) -> bool:
    """Whether nobody has handed in screenshots since."""
    return isinstance(about, Capture) and about.can_be_handed_in


NEEDS_HELP = NoticeKind(
    name="capture_needs_help",
    rule=rule_in_force("capture"),
    urgency=Urgency.ORDINARY,
    subject=_("We can't get into %(platform)s. Help us with a few screenshots: %(account)s"),
    template="archiving/mail/needs_help.txt",
    counted=CAPTURES,
    still_true=still_waits,
)
OVERDUE = NoticeKind(
    name="capture_overdue",
    rule=rule_in_force("capture"),
    urgency=Urgency.ORDINARY,
    subject=_("The half-yearly capture of %(account)s was due %(due)s"),
    template="archiving/mail/needs_help.txt",
    counted=CAPTURES,
    still_true=still_waits,
)


def due(*, now: datetime) -> Iterator[Due]:
    """Captures that wait for screenshots: told when it turns out, and once more when the day has passed."""
    for capture in _waiting():
        account = capture.account
        context = {"platform": account.platform_name, "account": str(account)}
        url = reverse("archiving:hand_in", args=[account.pk])
        for person in helpers(account, now=now):
            yield Due(
                kind=NEEDS_HELP.name,
                key=f"capture {capture.pk}",
                recipient_id=person.pk,
                about=capture,
                context=context,
                url=url,
            )
            if capture.due_on and capture.due_on < timezone.localdate(now):
                yield Due(
                    kind=OVERDUE.name,
                    key=f"capture {capture.pk} {capture.due_on}",
                    recipient_id=person.pk,
                    about=capture,
                    context=context,
                    url=url,
                    due_at=timezone.make_aware(datetime.combine(capture.due_on, time(23, 59, 59))),
                )


def _waiting() -> QuerySet[Capture]:
    """The latest capture of each account that is captured, where it waits for a person."""
    newest = Capture.objects.filter(account=OuterRef("account")).order_by("-ordered_at", "-pk").values("pk")[:1]
    return (
        Capture.objects.filter(state__in=Capture.UNSETTLED, account__in=schedule.scheduled())
        .annotate(newest=Subquery(newest))
        .filter(pk=F("newest"))
        .select_related("account__unit")
    )


def helpers(account: Account, *, now: datetime) -> list[Person]:
    """Who is asked: whom the guidelines name (VAL-08: the webmaster), where that is the office or the manager.

    Else the account's administrators (OSB-18), else the responsible manager, else the communications office.
    """
    named = _named(account, now=now)
    if named:
        return named
    today = timezone.localdate(now)
    running = Assignment.objects.filter(account=account, role=Assignment.Role.ADMINISTRATOR, starts_on__lte=today)
    administrators = Person.objects.filter(
        is_active=True, assignments__in=running.filter(Q(ends_on=None) | Q(ends_on__gte=today))
    ).distinct()
    if administrators:
        return list(administrators)
    if account.unit is not None and (managers := list(managers_of(account.unit, now=now))):
        return managers
    return list(holders(Role.COMMUNICATIONS, now=now))


def _named(account: Account, *, now: datetime) -> list[Person]:
    try:
        by = policy.guidelines().capture.by
    except policy.NothingAdopted:
        return []
    if by is Function.COMMUNICATIONS:
        return list(holders(Role.COMMUNICATIONS, now=now))
    if by is Function.MANAGER and account.unit is not None:
        return list(managers_of(account.unit, now=now))
    return []
