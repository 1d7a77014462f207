"""The clocks give what the domain notes computed by hand."""

from datetime import date, time, timedelta

import pytest

from socialgov.policy.worktime import (
    NoWorkingTime,
    Window,
    WindowError,
    WorkCalendar,
    checks_that_count,
    days_after,
    half_year_after,
    latest_checks,
    months_after,
)
from tests.policy.moments import ALL_DAYS, LIBRARY, ORDINARY, SHORT_23_DECEMBER, at, day, local

ROWS = [  # received, six hours, one working day, last of five days
    ("2026-05-08 17:30", "2026-05-11 14:00", "2026-05-11 17:00", "2026-05-13"),
    ("2026-05-13 16:30", "2026-05-15 13:30", "2026-05-15 17:00", "2026-05-18"),
    ("2026-05-14 10:00", "2026-05-15 14:00", "2026-05-15 17:00", "2026-05-19"),
    ("2026-04-02 18:00", "2026-04-07 14:00", "2026-04-07 17:00", "2026-04-07"),
    ("2026-06-19 09:00", "2026-06-22 14:00", "2026-06-22 17:00", "2026-06-24"),
    ("2026-12-22 16:00", "2026-12-23 13:00", "2026-12-23 17:00", "2026-12-27"),
    ("2026-06-18 15:00", "2026-06-22 12:00", "2026-06-22 17:00", "2026-06-23"),
    ("2026-12-23 18:00", "2026-12-28 14:00", "2026-12-28 17:00", "2026-12-28"),
    ("2026-12-30 18:00", "2027-01-04 14:00", "2027-01-04 17:00", "2027-01-04"),
    ("2026-03-27 16:00", "2026-03-30 13:00", "2026-03-30 17:00", "2026-04-01"),
    ("2026-10-23 16:00", "2026-10-26 13:00", "2026-10-26 17:00", "2026-10-28"),
    ("2026-05-16 10:00", "2026-05-18 14:00", "2026-05-18 17:00", "2026-05-21"),
]


@pytest.mark.rule("ATV-40")
@pytest.mark.parametrize(("received", "six_hours", "one_day", "fifth"), ROWS)
def test_the_computed_examples_hold(received, six_hours, one_day, fifth):
    t = at(received)
    assert local(ORDINARY.add_hours(t, 6)) == six_hours
    assert local(ORDINARY.one_day(t)) == one_day
    assert ORDINARY.five_days(t).limit == at(f"{fifth} 23:59:59")


@pytest.mark.rule("ATV-35")
def test_five_days_are_planned_by_the_last_closing_time_before():
    limit, plan_by = ORDINARY.five_days(at("2026-12-22 16:00"))
    assert (local(limit), local(plan_by)) == ("2026-12-27 23:59", "2026-12-23 17:00")


def test_what_cannot_be_planned_in_working_time_is_planned_now():
    closed = WorkCalendar(closed_days=frozenset(date(2026, 7, d) for d in range(1, 32)))
    t = at("2026-07-10 12:00")
    assert closed.five_days(t).plan_by == t


@pytest.mark.rule("ATV-40")
@pytest.mark.parametrize(
    ("received", "target"),
    [
        ("2026-11-16 10:00", "2026-11-17 10:00"),
        ("2026-11-20 10:00", "2026-11-23 10:00"),
        ("2026-11-20 22:00", "2026-11-23 22:00"),
        ("2026-11-18 10:35", "2026-11-19 10:35"),
        ("2026-11-21 10:00", "2026-11-23 23:59"),  # a Saturday: the whole of Monday, and not Tuesday's first moment
        ("2026-05-13 09:00", "2026-05-15 09:00"),
    ],
)
def test_the_nearest_day_on_weekdays_is_24_hours_of_working_days(received, target):
    assert local(ORDINARY.within_day(at(received))) == target


def test_the_nearest_day_never_ends_on_a_closed_day():
    assert local(ORDINARY.within_day(at("2026-05-13 00:00"))) == "2026-05-13 23:59"


# --- Windows ----------------------------------------------------------------------------------------------------------
def test_the_clock_pauses_outside_the_accounts_own_window():
    assert local(LIBRARY.add_hours(at("2026-11-20 15:00"), 6)) == "2026-11-24 14:00"
    assert local(LIBRARY.one_day(at("2026-11-20 15:00"))) == "2026-11-24 17:00"


def test_a_window_on_all_days_still_counts_working_days_only():
    assert local(ALL_DAYS.one_day(at("2026-11-15 10:26"))) == "2026-11-16 16:00"
    assert local(ALL_DAYS.add_hours(at("2026-11-20 15:00"), 2)) == "2026-11-23 10:00"


def test_a_persons_own_hours_may_lie_on_a_weekend_but_not_on_a_holiday():
    nurse = WorkCalendar(window=Window.of(time(8), time(12), [6, 7]), weekends_by_window=True)
    assert nurse.is_open(at("2026-11-21 09:00"))
    assert nurse.is_open(at("2026-11-22 09:00"))
    assert not nurse.is_open(at("2026-06-20 09:00"))
    assert local(nurse.next_opening(at("2026-11-22 12:00"))) == "2026-11-28 08:00"


def test_a_part_timer_works_wednesday_to_friday_until_noon():
    mornings = WorkCalendar(window=Window.of(time(8), time(12), [3, 4, 5]))
    assert not mornings.is_open(at("2026-11-24 09:00"))
    assert mornings.is_open(at("2026-11-25 08:00"))
    assert not mornings.is_open(at("2026-11-25 12:00"))
    assert local(mornings.next_opening(at("2026-11-27 12:00"))) == "2026-12-02 08:00"


def test_a_lunch_break_pauses_the_clock():
    window = Window.from_rows(
        [(n, time(13), time(17)) for n in range(1, 6)] + [(n, time(8), time(12)) for n in range(1, 6)]
    )
    assert local(WorkCalendar(window=window).add_hours(at("2026-11-16 11:00"), 2)) == "2026-11-16 14:00"


@pytest.mark.parametrize("rows", [[(1, time(17), time(8))], [(1, time(8), time(12)), (1, time(11), time(13))]])
def test_hours_that_cannot_be_are_refused(rows):
    with pytest.raises(WindowError):
        Window.from_rows(rows)


def test_a_window_without_hours_is_said_and_not_searched_for_ever():
    with pytest.raises(NoWorkingTime):
        WorkCalendar(window=Window.from_rows([])).add_hours(at("2026-11-16 11:00"), 6)
    with pytest.raises(NoWorkingTime):
        WorkCalendar(window=Window.of(time(8), time(12), [7])).one_day(at("2026-11-16 11:00"))


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        ORDINARY.add_hours(at("2026-11-16 11:00").replace(tzinfo=None), 6)


# --- Closures ---------------------------------------------------------------------------------------------------------
def test_an_early_closing_cuts_the_window_and_the_day_still_counts():
    t = at("2026-12-22 16:00")
    assert local(SHORT_23_DECEMBER.add_hours(t, 6)) == "2026-12-28 09:00"
    assert local(SHORT_23_DECEMBER.one_day(t)) == "2026-12-23 12:00"
    assert local(SHORT_23_DECEMBER.five_days(t).plan_by) == "2026-12-23 12:00"
    assert SHORT_23_DECEMBER.is_workday(date(2026, 12, 23))


def test_an_early_closing_before_the_window_opens_leaves_no_watched_time():
    calendar = WorkCalendar(early_closings={date(2026, 11, 23): time(7)})
    assert local(calendar.one_day(at("2026-11-20 10:00"))) == "2026-11-24 17:00"


def test_a_closed_day_moves_the_target():
    closed = WorkCalendar(closed_days=frozenset({date(2026, 11, 20)}))
    assert local(closed.one_day(at("2026-11-19 16:00"))) == "2026-11-23 17:00"


def test_days_are_counted_forward_without_the_first():
    assert ORDINARY.workday_after(date(2026, 11, 20), 2) == date(2026, 11, 24)
    assert ORDINARY.workday_after(date(2026, 12, 23)) == date(2026, 12, 28)


# --- The other readings -----------------------------------------------------------------------------------------------
def test_hours_may_run_round_the_clock_on_weekdays():
    assert local(ORDINARY.weekday_hours(at("2026-11-16 15:00"), 6)) == "2026-11-16 21:00"
    assert local(ORDINARY.weekday_hours(at("2026-11-20 22:00"), 6)) == "2026-11-23 04:00"


def test_saturday_may_count_as_a_weekday():
    calendar = WorkCalendar(window=Window.of(time(8), time(17), range(1, 7)), saturday_is_workday=True)
    assert local(calendar.one_day(at("2026-11-20 10:00"))) == "2026-11-21 17:00"
    assert local(calendar.within_day(at("2026-11-20 10:00"))) == "2026-11-21 10:00"
    assert not calendar.is_workday(date(2026, 6, 20))


def test_the_limit_may_be_five_working_days():
    limit, plan_by = ORDINARY.limit_after_working_days(at("2026-12-22 16:00"), 5)
    assert (local(limit), local(plan_by)) == ("2027-01-04 23:59", "2027-01-04 17:00")


def test_a_working_day_may_roll_to_the_same_hour():
    assert local(ORDINARY.rolling_days(at("2026-11-20 10:00"), 1)) == "2026-11-23 10:00"
    assert local(ORDINARY.rolling_days(at("2026-11-20 17:30"), 1)) == "2026-11-24 08:00"
    assert local(SHORT_23_DECEMBER.rolling_days(at("2026-12-22 16:00"), 1)) == "2026-12-23 12:00"


# --- Summer and winter time -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("spring", "autumn"), [("2026-03-29", "2026-10-25"), ("2027-03-28", "2027-10-31")], ids=["2026", "2027"]
)
class TestTheNightTheClockIsChanged:
    ROUND_THE_CLOCK = WorkCalendar(window=Window.of(time(0), time(0), range(1, 8)), weekends_by_window=True)
    NIGHT = WorkCalendar(window=Window.of(time(2, 30), time(8), range(1, 8)), weekends_by_window=True)

    def test_in_spring_six_hours_pass_by_the_clock_on_the_wall_as_seven(self, spring, autumn):
        if not self.ROUND_THE_CLOCK.is_workday(day(spring)):
            pytest.skip("Easter Sunday 2027")
        assert local(self.ROUND_THE_CLOCK.add_hours(at(f"{spring} 00:00"), 6)) == f"{spring} 07:00"

    def test_in_autumn_six_hours_pass_by_the_clock_on_the_wall_as_five(self, spring, autumn):
        assert local(self.ROUND_THE_CLOCK.add_hours(at(f"{autumn} 00:00"), 6)) == f"{autumn} 05:00"
        assert self.ROUND_THE_CLOCK.working_time(at(f"{autumn} 00:00"), at(f"{autumn} 23:59:59")) > timedelta(hours=24)

    def test_a_window_edge_that_is_skipped_moves_forward(self, spring, autumn):
        if self.NIGHT.is_workday(day(spring)):
            assert local(self.NIGHT.next_opening(at(f"{spring} 00:00"))) == f"{spring} 03:30"

    def test_a_window_edge_that_comes_twice_means_the_first(self, spring, autumn):
        assert self.NIGHT.next_opening(at(f"{autumn} 00:00")) == at(f"{autumn} 02:30", fold=0)

    def test_the_ordinary_window_does_not_notice(self, spring, autumn):
        for sunday in (day(spring), day(autumn)):
            friday = f"{sunday - timedelta(days=2)} 16:00"
            if not ORDINARY.is_workday(sunday - timedelta(days=2)):
                continue
            assert local(ORDINARY.add_hours(at(friday), 6))[11:] == "13:00"
            assert local(ORDINARY.five_days(at(friday)).limit)[11:] == "23:59"


# --- Warnings, intervals and checks ----------------------------------------------------------------------------------
def test_the_warning_comes_when_its_share_of_the_working_time_has_passed():
    t = at("2026-11-16 08:00")
    assert local(ORDINARY.warning(t, ORDINARY.add_hours(t, 6))) == "2026-11-16 11:36"
    assert local(ORDINARY.warning(t, ORDINARY.one_day(t))) == "2026-11-17 09:48"
    assert local(ORDINARY.warning(t, ORDINARY.add_hours(t, 6), share=0.5)) == "2026-11-16 11:00"


def test_the_warning_for_what_comes_at_night_lies_in_working_time():
    t = at("2026-11-20 22:00")
    assert local(ORDINARY.warning(t, ORDINARY.within_day(t))) == "2026-11-23 13:24"


def test_without_working_time_the_warning_is_the_target_itself():
    t = at("2026-11-21 10:00")
    assert ORDINARY.warning(t, at("2026-11-22 10:00")) == at("2026-11-22 10:00")


@pytest.mark.rule("OSB-18", "ATV-44", "VAL-08")
@pytest.mark.parametrize(
    ("last", "due"), [("2026-05-18", "2026-11-18"), ("2026-08-31", "2027-02-28"), ("2027-08-31", "2028-02-29")]
)
def test_half_a_year_ends_on_a_day_that_exists(last, due):
    assert half_year_after(day(last)) == day(due)


@pytest.mark.rule("ATV-41", "FAR-01")
def test_months_are_calendar_months():
    assert months_after(day("2026-11-20"), 3) == day("2027-02-20")
    assert months_after(day("2026-11-30"), 3) == day("2027-02-28")
    assert months_after(day("2026-03-25"), 48) == day("2030-03-25")
    assert months_after(day("2030-03-25"), -6) == day("2029-09-25")


@pytest.mark.rule("ATV-47")
def test_the_next_weekly_check_is_at_most_seven_dates_later():
    assert days_after(at("2026-11-16 09:00"), 7) == at("2026-11-23 23:59:59")
    assert days_after(at("2026-10-23 09:00"), 7) == at("2026-10-30 23:59:59")


@pytest.mark.rule("ATV-38")
def test_two_checks_close_together_count_as_one():
    three = timedelta(hours=3)
    checks = [at("2026-11-21 09:00"), at("2026-11-21 11:00"), at("2026-11-21 12:00"), at("2026-11-20 23:00")]
    assert [local(c)[11:] for c in checks_that_count(checks, day("2026-11-21"), apart=three)] == ["09:00", "12:00"]
    assert checks_that_count([], day("2026-11-21"), apart=three) == []


@pytest.mark.rule("ATV-38")
def test_the_first_of_two_checks_must_leave_room_for_the_second():
    three = timedelta(hours=3)
    weekday = latest_checks(day("2026-11-20"), times=2, apart=three)
    assert [local(c)[11:] for c in weekday] == ["14:00", "17:00"]
    saturday = latest_checks(day("2026-11-21"), times=2, apart=three)
    assert [local(c)[11:] for c in saturday] == ["20:59", "23:59"]
