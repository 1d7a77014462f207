"""What the archive puts on the first page: captures that are late, due soon, or need a person's help."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Account, Assignment
from archiving import schedule
from archiving.schedule import Due
from socialgov.look import deadlines, times
from socialgov.look.deadlines import Look, Phrase
from socialgov.look.todo import Group, Mark, Todo
from socialgov.notices.calendar import DueDay
from socialgov.organisation.actor import Actor
from socialgov.policy.citing import cite


def todos(*, actor: Actor, now: datetime) -> list[Todo]:
    """The actor's accounts whose half-yearly capture is late, near, or waits for screenshots."""
    mine = Account.objects.changeable_by(actor, now=now).filter(pk__in=schedule.scheduled()).select_related("unit")
    return [
        _row(due, due.due_on, now=now)
        for due in schedule.due_for_all(mine, now=now)
        if due.due_on and (due.is_overdue or due.is_soon or due.waits_for_help)
    ]


def _row(due: Due, by: date, *, now: datetime) -> Todo:
    account = due.account
    if due.is_overdue:
        words = _("The half-yearly capture should have been taken %(day)s") % {"day": times.date_short(by, today=now)}
        phrase = Phrase(words, Look.PASSED)
    else:
        phrase = deadlines.capture(by, now)
    helps = due.waits_for_help
    return Todo(
        key=f"capture:{account.pk}",
        title=_("The half-yearly capture needs your help") if helps else _("Half-yearly capture"),
        url=reverse("archiving:account", args=[account.pk]),
        group=Group.WEEK,
        phrase=phrase,
        due_at=datetime.combine(by, time.max, tzinfo=timezone.get_current_timezone()),
        account=Mark(account.name, account.platform),
        rule=str(cite("capture")),
        note=_("The platform asks for sign-in. Five screenshots are enough.") if helps else "",
        next_label=_("Hand in screenshots") if helps else _("Take capture now"),
        next_url=reverse("archiving:hand_in" if helps else "archiving:order", args=[account.pk]),
        method="get" if helps else "post",
    )


def due_days(*, actor: Actor, now: datetime) -> Iterator[DueDay]:
    """For a person's own calendar: the next picture of each account that they administer."""
    today = timezone.localdate(now)
    parts = Assignment.objects.filter(role=Assignment.Role.ADMINISTRATOR, starts_on__lte=today, person=actor.person_id)
    mine = schedule.scheduled().filter(assignments__in=parts.filter(Q(ends_on=None) | Q(ends_on__gte=today))).distinct()
    for due in schedule.due_for_all(mine, now=now):
        if due.due_on:
            yield DueDay(
                key=f"capture-{due.account.pk}",
                title=_("Half-yearly capture: %(account)s") % {"account": due.account},
                day=due.due_on,
                url=reverse("archiving:account", args=[due.account.pk]),
            )
