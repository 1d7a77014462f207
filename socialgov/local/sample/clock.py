"""The sample is written for Friday 20 November 2026. Any other week it is moved by whole weeks, so weekdays stay."""

from datetime import date, datetime, timedelta

from django.utils import timezone

REFERENCE_DAY = date(2026, 11, 20)


def weeks_moved(now: datetime) -> timedelta:
    """How far the sample's days are moved: the whole weeks between its reference week and the present one."""
    monday = REFERENCE_DAY - timedelta(days=REFERENCE_DAY.weekday())
    today = timezone.localdate(now)
    return today - timedelta(days=today.weekday()) - monday


def moved(day: date, now: datetime) -> date:
    """A day of the sample as it falls at `now`."""
    return day + weeks_moved(now)
