"""A year of the calendar, month by month, as a person looks at it."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from socialgov.policy.swedish_days import names_of_free_days
from socialgov.policy.worktime import WorkCalendar

A_WEEK = [date(2024, 1, day) for day in range(1, 8)]  # Monday to Sunday


@dataclass(frozen=True)
class Day:
    """One date: kind is `work`, `short`, `closed`, `holiday` or `weekend`; `name` says why it is not ordinary."""

    date: date
    kind: str
    name: str = ""
    closes_at: time | None = None


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday; None for days of another month."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    workdays: int


def months(year: int, calendar: WorkCalendar, *, notes: dict[date, str], language: str) -> list[Month]:
    """The year's months. `notes` are the municipality's own reasons for closed days."""
    names = names_of_free_days(year, language)

    def day(value: date) -> Day:
        if value in calendar.closed_days:
            return Day(value, "closed", notes.get(value) or _("The municipality is closed"))
        if value in names:
            return Day(value, "holiday", names[value])
        if not calendar.is_workday(value):
            return Day(value, "weekend")
        if closes_at := calendar.early_closings.get(value):
            return Day(value, "short", notes.get(value) or _("Closes early"), closes_at)
        return Day(value, "work")

    found = []
    for number in range(1, 13):
        weeks = tuple(
            tuple(day(value) if value.month == number else None for value in week)
            for week in Calendar().monthdatescalendar(year, number)
        )
        workdays = sum(calendar.is_workday(d.date) for week in weeks for d in week if d)
        found.append(Month(date(year, number, 1), weeks, workdays))
    return found


def workdays(year: int, calendar: WorkCalendar) -> int:
    """How many days of the year are working days."""
    first = date(year, 1, 1)
    return sum(calendar.is_workday(first + timedelta(days=n)) for n in range((date(year + 1, 1, 1) - first).days))


def special_days(found: list[Month]) -> list[Day]:
    """The days that have a name, in order."""
    return [day for month in found for week in month.weeks for day in week if day and day.name]
