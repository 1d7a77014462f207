"""Working days, monitored hours and the clocks that run in them. Pure: no database, no clock, no settings.

Moments go in aware and come out in UTC; days and window edges are local, in Europe/Stockholm. A wall time that the
spring night skips is moved forward, one that the autumn night repeats means its first occurrence.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from socialgov.policy.swedish_days import free_days

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)
LONGEST_SEARCH_DAYS = 4000

Hours = tuple[tuple[time, time], ...]


class NoWorkingTime(ValueError):
    """The window and the closed days leave no time at all in which the clock could run."""


class WindowError(ValueError):
    """Hours that cannot be: closing before opening, or two that overlap."""


class Limit(NamedTuple):
    """The hard limit (yttersta gräns) and the last closing time before it: the moment received, when none is left."""

    limit: datetime
    plan_by: datetime


@dataclass(frozen=True)
class Window:
    """When something is watched, or someone works: for each weekday (1 = Monday … 7) none, one or more stretches.

    A stretch that closes at 00:00 lasts until midnight.
    """

    hours: tuple[Hours, ...]

    def __post_init__(self):
        if len(self.hours) != 7:
            raise WindowError("a window has the hours of seven weekdays")
        for stretches in self.hours:
            for opens, closes in stretches:
                if closes != MIDNIGHT and closes <= opens:
                    raise WindowError(f"{opens:%H:%M}–{closes:%H:%M} closes before it opens")
            for (_, earlier), (later, _) in pairwise(stretches):
                if earlier == MIDNIGHT or later < earlier:
                    raise WindowError(f"the hours that open {later:%H:%M} overlap the ones before")

    @classmethod
    def of(cls, opens: time, closes: time, weekdays: Iterable[int] = range(1, 6)) -> "Window":
        """The same hours on each of the weekdays given: Monday to Friday unless said otherwise."""
        chosen = set(weekdays)
        return cls(tuple(((opens, closes),) if day in chosen else () for day in range(1, 8)))

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[int, time, time]]) -> "Window":
        """From (weekday, opens, closes) in any order, as in a table; `time.max` too is midnight at the day's end."""
        rows = sorted((day, opens, MIDNIGHT if closes == time.max else closes) for day, opens, closes in rows)
        return cls(tuple(tuple((o, c) for day, o, c in rows if day == weekday) for weekday in range(1, 8)))

    def on(self, day: date) -> Hours:
        """The stretches of that date's weekday, whether or not it is a working day."""
        return self.hours[day.isoweekday() - 1]

    @property
    def is_empty(self) -> bool:
        """Whether no weekday has any hours."""
        return not any(self.hours)


OFFICE_HOURS = Window.of(time(8), time(17))
WHOLE_DAYS = Window.of(MIDNIGHT, MIDNIGHT, range(1, 8))


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are working days (arbetsdagar), which hours are watched in them, and the clocks of the guidelines.

    A working day is Monday to Friday, not a public holiday, not midsommarafton, julafton or nyårsafton, and not in
    `closed_days`. `early_closings` cuts the window of a day. `saturday_is_workday` is a municipality's choice;
    `weekends_by_window` makes weekend days with hours count, for people's own hours.
    """

    closed_days: frozenset[date] = frozenset()
    early_closings: Mapping[date, time] = field(default_factory=dict)
    window: Window = OFFICE_HOURS
    saturday_is_workday: bool = False
    weekends_by_window: bool = False

    # --- Days -----------------------------------------------------------------------------------------------------
    def is_workday(self, day: date) -> bool:
        """Whether `day` is an arbetsdag. A day that closes early is one."""
        if day in self.closed_days or day in free_days(day.year):
            return False
        if day.isoweekday() <= 5 or (self.weekends_by_window and self.window.on(day)):
            return True
        return day.isoweekday() == 6 and self.saturday_is_workday

    def workday_after(self, day: date, n: int = 1) -> date:
        """The n:th working day after `day`, which itself never counts."""
        for candidate in self._days_from(day + ONE_DAY):
            if self.is_workday(candidate):
                n -= 1
                if n <= 0:
                    return candidate
        raise NoWorkingTime("no working day is left")

    # --- Hours ----------------------------------------------------------------------------------------------------
    def hours_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """The watched stretches of a date as moments: nothing unless it is a working day; cut by an early closing."""
        if not self.is_workday(day):
            return []
        stretches = [(_instant(day, opens), _closing(day, closes)) for opens, closes in self.window.on(day)]
        if (early := self.early_closings.get(day)) is not None:
            end = _instant(day, early)
            stretches = [(start, min(stop, end)) for start, stop in stretches if start < end]
        return [(start, stop) for start, stop in stretches if start < stop]

    def is_open(self, at: datetime) -> bool:
        """Whether the moment lies in watched hours. The closing moment itself does not."""
        return any(start <= at < stop for start, stop in self.hours_on(_day(at)))

    def next_opening(self, t: datetime) -> datetime:
        """The first watched moment at or after t."""
        return self.add_hours(t, 0)

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """How much watched time lies between two moments; nothing when they come in the wrong order."""
        total = timedelta()
        for day in self._days_from(_day(start)):
            if day > _day(end):
                break
            for opens, closes in self.hours_on(day):
                total += max(timedelta(), min(closes, _utc(end)) - max(opens, _utc(start)))
        return total

    def last_closing(self, day: date) -> datetime | None:
        """The last closing moment on `day` or before it; None if there is none within a year."""
        for back in range(366):
            if stretches := self.hours_on(day - timedelta(days=back)):
                return _kept_on(day - timedelta(days=back), stretches[-1][1])
        return None

    # --- Clocks ---------------------------------------------------------------------------------------------------
    def add_hours(self, t: datetime, hours: float) -> datetime:
        """The moment when that many watched hours have passed since t; paused outside the window (ATV-40: six)."""
        return self._run(t, timedelta(hours=hours))

    def weekday_hours(self, t: datetime, hours: float) -> datetime:
        """The moment when that many hours of working days have passed: whole days, not the window's."""
        return WorkCalendar(
            closed_days=self.closed_days, window=WHOLE_DAYS, saturday_is_workday=self.saturday_is_workday
        ).add_hours(t, hours)

    def within_day(self, t: datetime) -> datetime:
        """ATV-40 "närmaste dygnet på vardagar": Monday 10:00 gives Tuesday 10:00, Friday 10:00 gives Monday 10:00."""
        return self.weekday_hours(t, 24)

    def one_day(self, t: datetime) -> datetime:
        """ATV-40, LJU-04 "inom en arbetsdag": closing time of the next working day."""
        return self.working_days(t, 1)

    def working_days(self, t: datetime, n: int) -> datetime:
        """Closing time of the n:th watched working day after the day of receipt, which does not count."""
        stretches = self._watched_day_after(_day(t), n)
        return _kept_on(_day(stretches[0][0]), stretches[-1][1])

    def rolling_days(self, t: datetime, n: int) -> datetime:
        """The other reading of a working day: the same time of day n watched days after the first watched moment."""
        start = self.next_opening(t)
        stretches = self._watched_day_after(_day(start), n)
        same_time = _instant(_day(stretches[0][0]), start.astimezone(STOCKHOLM).time())
        return _kept_on(_day(stretches[0][0]), min(max(same_time, stretches[0][0]), stretches[-1][1]))

    def five_days(self, t: datetime) -> Limit:
        """ATV-35 "absolut senast efter fem dagar": calendar days, never extended."""
        return self.limit_after(t, 5)

    def limit_after(self, t: datetime, days: int) -> Limit:
        """The last second of the n:th calendar day after the day of receipt, whatever day that is."""
        return self._limit_on(t, _day(t) + timedelta(days=days))

    def limit_after_working_days(self, t: datetime, days: int) -> Limit:
        """The other reading of the limit: the last second of the n:th working day after the day of receipt."""
        return self._limit_on(t, self.workday_after(_day(t), days))

    def warning(self, t: datetime, target: datetime, share: float = 0.6) -> datetime:
        """When `share` of the watched time between t and the target has passed; the target itself if there is none."""
        total = self.working_time(t, target)
        return min(self._run(t, total * share), _utc(target)) if total else _utc(target)

    # --- How it is done -------------------------------------------------------------------------------------------
    def _limit_on(self, t: datetime, last: date) -> Limit:
        return Limit(_last_second(last), max(_utc(t), self.last_closing(last) or _utc(t)))

    def _run(self, t: datetime, duration: timedelta) -> datetime:
        """Walk local dates, consuming `duration` of absolute time inside the watched stretches."""
        moment = _utc(t)
        for day in self._days_from(_day(t)):
            for opens, closes in self.hours_on(day):
                start = max(opens, moment)
                if start >= closes:
                    continue
                if duration <= closes - start:
                    return _kept_on(day, start + duration)
                duration -= closes - start
        raise NoWorkingTime("the window has no hours left to count")

    def _watched_day_after(self, day: date, n: int) -> list[tuple[datetime, datetime]]:
        for candidate in self._days_from(day + ONE_DAY):
            if stretches := self.hours_on(candidate):
                n -= 1
                if n <= 0:
                    return stretches
        raise NoWorkingTime("no watched day is left")

    def _days_from(self, day: date) -> Iterator[date]:
        if self.window.is_empty:
            raise NoWorkingTime("the window has no hours")
        return (day + timedelta(days=n) for n in range(LONGEST_SEARCH_DAYS))


# --- Calendar intervals and checks ----------------------------------------------------------------------------------
def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day when it has no such day (31 August + 6 = 28 February)."""
    return day + relativedelta(months=months)


def half_year_after(day: date) -> date:
    """OSB-18, ATV-44, VAL-08: the next half-yearly capture is due six months after the last."""
    return months_after(day, 6)


def days_after(last: datetime, days: int) -> datetime:
    """The last second of the n:th local date after a moment. ATV-47: a weekly check falls due after seven."""
    return _last_second(_day(last) + timedelta(days=days))


def checks_that_count(checks: Iterable[datetime], day: date, *, apart: timedelta) -> list[datetime]:
    """The checks of a local date of which each comes at least `apart` after the one counted before it (ATV-38)."""
    counted: list[datetime] = []
    for check in sorted(_utc(c) for c in checks if _day(c) == day):
        if not counted or check - counted[-1] >= apart:
            counted.append(check)
    return counted


def latest_checks(day: date, *, times: int, apart: timedelta, window: Window = OFFICE_HOURS) -> list[datetime]:
    """When each of a day's checks must be made at the latest, so that the rest still fit before closing time.

    A date without hours in the window (most weekends) ends at midnight.
    """
    hours = window.on(day)
    end = _closing(day, hours[-1][1]) if hours else _last_second(day)
    return [end - apart * left for left in reversed(range(times))]


# --- Local days and moments ------------------------------------------------------------------------------------------
def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be placed on the clock")
    return moment.astimezone(UTC)


def _day(moment: datetime) -> date:
    return _utc(moment).astimezone(STOCKHOLM).date()


def _instant(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall.replace(fold=0), STOCKHOLM).astimezone(UTC)


def _closing(day: date, closes: time) -> datetime:
    return _instant(day + ONE_DAY, MIDNIGHT) if closes == MIDNIGHT else _instant(day, closes)


def _kept_on(day: date, moment: datetime) -> datetime:
    """Midnight at the end of a day is given as that day's last second, so that no deadline carries the next date."""
    return min(moment, _last_second(day))


def _last_second(day: date) -> datetime:
    return _instant(day, time(23, 59, 59))
