"""What must hold for every moment, every window and every calendar."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from socialgov.policy.worktime import STOCKHOLM, Window, WorkCalendar, checks_that_count, months_after
from tests.policy.moments import day

settings.register_profile("worktime", max_examples=120, deadline=None, database=None)
settings.load_profile("worktime")

START, END = day("2026-01-01"), day("2027-12-31")
dates = st.dates(START, END)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
hours = st.floats(0.25, 60, allow_nan=False)
quarters = st.integers(0, 95).map(lambda n: time(n // 4, 15 * (n % 4)))


@st.composite
def windows(draw):
    """One stretch on each of some weekdays, at least one of them Monday to Friday."""
    rows = []
    weekdays = draw(st.sets(st.integers(1, 5), min_size=1)) | draw(st.sets(st.integers(6, 7)))
    for weekday in weekdays:
        opens, closes = sorted(draw(st.tuples(quarters, quarters)))
        rows.append((weekday, opens, closes if closes > opens else time(0)))
    return Window.from_rows(rows)


@st.composite
def calendars(draw):
    return WorkCalendar(
        closed_days=draw(st.frozensets(dates, max_size=20)),
        early_closings=draw(st.dictionaries(dates, quarters, max_size=8)),
        window=draw(windows()),
        saturday_is_workday=draw(st.booleans()),
    )


def clocks(calendar: WorkCalendar, n: float):
    """The clocks that run in working time. The calendar days of the hard limit are none of them."""
    return [
        lambda t: calendar.add_hours(t, n),
        calendar.within_day,
        calendar.one_day,
        lambda t: calendar.working_days(t, 3),
        lambda t: calendar.rolling_days(t, 2),
        lambda t: calendar.weekday_hours(t, n),
    ]


@given(calendars(), moments, hours)
def test_no_working_time_clock_ends_on_a_closed_day(calendar, t, n):
    for clock in clocks(calendar, n):
        assert calendar.is_workday(clock(t).astimezone(STOCKHOLM).date())


@given(calendars(), moments, hours)
def test_no_clock_ends_before_it_starts(calendar, t, n):
    for clock in clocks(calendar, n):
        assert clock(t) >= t
    assert calendar.five_days(t).limit > t
    assert t <= calendar.five_days(t).plan_by or calendar.five_days(t).plan_by == t


@given(calendars(), moments, st.timedeltas(timedelta(0), timedelta(days=12)), hours)
def test_what_comes_later_is_never_due_earlier(calendar, t, later, n):
    for clock in clocks(calendar, n):
        assert clock(t) <= clock(t + later)
    assert calendar.five_days(t).limit <= calendar.five_days(t + later).limit


@given(calendars(), moments, hours, st.frozensets(dates, min_size=1, max_size=5))
def test_closing_another_day_never_makes_a_working_time_clock_earlier(calendar, t, n, closed):
    assume(not calendar.early_closings)
    stricter = replace(calendar, closed_days=calendar.closed_days | closed)
    for before, after in zip(clocks(calendar, n), clocks(stricter, n), strict=True):
        assert before(t) <= after(t)


@given(calendars(), moments, st.frozensets(dates, min_size=1, max_size=5))
def test_closing_another_day_never_moves_the_calendar_days_of_the_limit(calendar, t, closed):
    stricter = replace(calendar, closed_days=calendar.closed_days | closed)
    assert stricter.five_days(t).limit == calendar.five_days(t).limit
    assert stricter.five_days(t).plan_by <= max(t, calendar.five_days(t).plan_by)


@given(calendars(), moments, hours)
def test_the_time_asked_for_is_the_time_that_passes(calendar, t, n):
    passed = calendar.working_time(t, calendar.add_hours(t, n))
    assert abs(passed - timedelta(hours=n)) <= timedelta(seconds=1)


@given(calendars(), moments, hours, hours)
def test_hours_add_up(calendar, t, first, second):
    in_two = calendar.add_hours(calendar.add_hours(t, first), second)
    assert abs(in_two - calendar.add_hours(t, first + second)) <= timedelta(seconds=2) or calendar.working_time(
        calendar.add_hours(t, first + second), in_two
    ) <= timedelta(seconds=2)


@given(calendars(), moments)
def test_the_next_opening_is_open(calendar, t):
    opening = calendar.next_opening(t)
    assert calendar.is_open(opening)
    assert not calendar.is_open(t) or opening == t


@given(calendars(), moments, st.floats(0.1, 0.9), st.floats(0.1, 0.9))
def test_a_larger_share_never_warns_earlier_and_never_after_the_target(calendar, t, one, other):
    target = calendar.within_day(t)
    low, high = sorted((one, other))
    assert calendar.warning(t, target, low) <= calendar.warning(t, target, high) <= target
    assert calendar.warning(t, target, low) >= t


@given(dates, st.integers(1, 48))
def test_months_move_to_the_right_month_and_never_past_its_end(start, n):
    end = months_after(start, n)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == n
    assert end.day <= start.day


@given(st.lists(moments, max_size=12), dates, st.integers(1, 6))
def test_checks_that_count_are_spread_and_on_the_day(checks, on, apart):
    spread = timedelta(hours=apart)
    counted = checks_that_count(checks, on, apart=spread)
    assert all(c.astimezone(STOCKHOLM).date() == on for c in counted)
    assert all(later - earlier >= spread for earlier, later in pairwise(counted))
    assert bool(counted) == any(c.astimezone(STOCKHOLM).date() == on for c in checks)
