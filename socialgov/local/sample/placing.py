"""Where a comment of the sample falls at the present moment, so that it keeps its class (sample.md, section 0).

Works backwards from the deadline: of the days and times that give the class, the one most like the reference is taken.
An evening stays an evening, and a weekend a weekend where the class allows it. What no moment gives (nothing falls due
today on a Saturday) becomes the nearest.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.models import Account
from accounts.selectors import work_calendar
from moderation.services.clocks import times_for
from moderation.standing import Standing, by_clock
from socialgov.local.sample.clock import REFERENCE_DAY
from socialgov.policy.worktime import WorkCalendar

HOME = ZoneInfo("Europe/Stockholm")
LONGEST_BACK = 30
INSTEAD = {
    "today": ("today", "soon", "later"),
    "soon": ("soon", "today", "later"),
    "later": ("later", "today", "soon"),
    "target_passed": ("target_passed", "limit_today", "later"),
    "limit_today": ("limit_today", "soon", "today", "target_passed"),
}


def clock(text: str) -> time:
    """`6.55` or `06:55` as a time."""
    hour, minute = text.replace(":", ".").split(".")
    return time(int(hour), int(minute))


def at(day: date, text: str) -> datetime:
    return datetime.combine(day, clock(text), HOME)


def reference(text: str) -> datetime:
    """ "19 20:31" as that moment of November 2026."""
    day, moment = text.split()
    return at(REFERENCE_DAY.replace(day=int(day)), moment)


def workday_after(day: date, n: int, moment: str, calendar: WorkCalendar) -> datetime:
    """The time `moment` on the n:th working day after `day`; 0 is the day itself."""
    return at(calendar.workday_after(day, n) if n else day, moment)


def keeping_class(
    ref: datetime, standing: str, *, account: Account, kind: str, now: datetime, cache: dict | None = None
) -> datetime:
    """When a comment received at `ref` in the reference week came in, to be of class `standing` now."""
    cache = {} if cache is None else cache
    if account.pk not in cache:
        cache[account.pk] = work_calendar(account)
    calendar = cache[account.pk]

    def standing_of(received: datetime) -> Standing:
        key = (account.pk, kind, received)
        if key not in cache:
            times = times_for(account, kind=kind, received_at=received, calendar=calendar)
            cache[key] = by_clock(times.target_at, times.limit_at, now=now, calendar=calendar)
        return cache[key]

    for wanted in INSTEAD[standing]:
        for received in candidates(ref, now):
            if standing_of(received) == Standing(wanted):
                return received
    return now - timedelta(minutes=30)


def latest(ref: datetime, *, now: datetime, before: timedelta = timedelta(minutes=5)) -> datetime:
    """The latest moment with the reference's time of day that lies `before` behind us, on a weekend if it was one."""
    for back in range(LONGEST_BACK):
        day = now.astimezone(HOME).date() - timedelta(days=back)
        received = datetime.combine(day, ref.timetz().replace(tzinfo=None), HOME)
        if received <= now - before and (is_weekend(ref.date()) == is_weekend(day) or not is_weekend(ref.date())):
            return received
    return now - before


def fresh(ref: datetime, *, now: datetime) -> datetime:
    """As many minutes ago as it was at the reference time."""
    return now - (at(REFERENCE_DAY, "10.00") - ref)


def is_weekend(day: date) -> bool:
    return day.isoweekday() > 5


def candidates(ref: datetime, now: datetime) -> Iterator[datetime]:
    """Moments behind us, those most like the reference first: its time of day, then near it, then any."""
    today = now.astimezone(HOME).date()
    usual = (REFERENCE_DAY - ref.date()).days
    days = sorted(range(LONGEST_BACK), key=lambda n: (_unlike(today - timedelta(days=n), ref), abs(n - usual), n))
    for moments in ([ref.time()], _near(ref.time()), _any()):
        for back in days[: 2 * 14]:
            for moment in moments:
                received = datetime.combine(today - timedelta(days=back), moment, HOME)
                if received < now:
                    yield received
    for minutes in (5, 15, 45):
        yield now - timedelta(minutes=minutes)


def _unlike(day: date, ref: datetime) -> bool:
    return is_weekend(day) != is_weekend(ref.date())


def _near(moment: time) -> list[time]:
    """Every half hour of the same part of the day: evening from 17, morning before 8, working hours between."""
    hours = range(17, 24) if moment.hour >= 17 else range(5, 8) if moment.hour < 8 else range(8, 17)
    return sorted((time(h, m) for h in hours for m in (4, 34)), key=lambda t: abs(t.hour - moment.hour))


def _any() -> list[time]:
    return [time(h, m) for h in range(24) for m in (9, 29, 49)]
