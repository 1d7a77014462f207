"""The registrar's clock: the number should come by the close of the next working day (OSL 5:1, promptly)."""

from datetime import datetime, timedelta

from django.utils import timezone

from socialgov.organisation.collectors import closings
from socialgov.policy.worktime import WorkCalendar

LOOK_AHEAD = timedelta(days=40)
SECOND_REMINDER_AFTER_WORKDAYS = 5


def number_due(sent_at: datetime) -> datetime:
    """The close of the working day after the one it was sent."""
    return calendar(sent_at).one_day(sent_at)


def second_reminder(due_at: datetime) -> datetime:
    """When whoever sent it is told that no number has come."""
    return calendar(due_at).working_days(due_at, SECOND_REMINDER_AFTER_WORKDAYS)


def calendar(around: datetime) -> WorkCalendar:
    """The municipality's working days from that moment on."""
    first = timezone.localdate(around)
    known = closings(first_day=first, last_day=first + LOOK_AHEAD)
    return WorkCalendar(
        closed_days=frozenset(c.day for c in known if c.closes_at is None),
        early_closings={c.day: c.closes_at for c in known if c.closes_at is not None},
    )
