"""Where an item stands against its clock, and the clock as the screen shows it. Pure: no database."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from moderation.models import Item
from socialgov.look import deadlines
from socialgov.look.times import local_day
from socialgov.policy.worktime import WorkCalendar

SOON = timedelta(hours=4)  # of working time


class Standing(StrEnum):
    """The classes that a person meets in the queue, from the most urgent to what is done."""

    DANGER = "danger"
    NOW = "now"
    LIMIT_PASSED = "limit_passed"
    LIMIT_TODAY = "limit_today"
    TARGET_PASSED = "target_passed"
    SOON = "soon"
    TODAY = "today"
    LATER = "later"
    DONE = "done"


def standing(item: Item, *, now: datetime, calendar: WorkCalendar) -> Standing:
    """What is closed is done; what is urgent goes before its clock."""
    if not item.is_open:
        return Standing.DONE
    if item.urgency:
        return Standing(item.urgency)
    return by_clock(item.target_at, item.limit_at, now=now, calendar=calendar)


def by_clock(
    target_at: datetime | None, limit_at: datetime | None, *, now: datetime, calendar: WorkCalendar
) -> Standing:
    """Soon: at most four working hours are left to the target."""
    if limit_at and now > limit_at:
        return Standing.LIMIT_PASSED
    if target_at and now <= target_at:
        if calendar.working_time(now, target_at) <= SOON:
            return Standing.SOON
        return Standing.TODAY if local_day(target_at) == local_day(now) else Standing.LATER
    if limit_at and local_day(limit_at) == local_day(now):
        return Standing.LIMIT_TODAY
    return Standing.TARGET_PASSED if target_at else Standing.LATER


def clock_of(item: Item) -> deadlines.Clock:
    """The reply clock as `look` shows it: what is urgent asks for a decision, what is taken away for no answer."""
    seen = item.detected_at
    clock = deadlines.Clock(
        target=item.target_at,
        limit=item.limit_at,
        plan_by=local_day(item.plan_by) if item.plan_by else None,
        received=item.received_at,
        seen=seen,
        counted_from=item.counted_from,
    )
    if item.answered_at and item.handling == Item.Handling.ANSWERED:
        return replace(clock, state=deadlines.State.ANSWERED, answered=item.answered_at)
    if not item.is_open:
        return deadlines.Clock(deadlines.State.NO_CLOCK)
    if item.urgency == Item.Urgency.DANGER:
        return deadlines.Clock(deadlines.State.DANGER, received=item.received_at)
    if item.urgency == Item.Urgency.NOW:
        return deadlines.Clock(deadlines.State.ACT_NOW, received=item.received_at, seen=seen)
    return clock if item.due_at else deadlines.Clock(deadlines.State.NO_CLOCK)
