"""Times, days, lengths of time and numbers are written as the vocabulary's section 0 says."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import translation

from socialgov.look import times

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # Friday 10.00 in Sweden


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def _swedish():
    with translation.override("sv"):
        yield


@pytest.mark.parametrize(
    ("moment", "swedish", "english"),
    [
        (datetime(2026, 11, 20, 13, 0, tzinfo=UTC), "i dag kl. 14.00", "today 14:00"),
        (datetime(2026, 11, 21, 7, 5, tzinfo=UTC), "i morgon kl. 8.05", "tomorrow 8:05"),
        (datetime(2026, 11, 19, 16, 0, tzinfo=UTC), "i går kl. 17.00", "yesterday 17:00"),
        (datetime(2026, 5, 11, 12, 0, tzinfo=UTC), "mån 11 maj kl. 14.00", "Mon 11 May 14:00"),
        (datetime(2027, 5, 18, 12, 0, tzinfo=UTC), "18 maj 2027 kl. 14.00", "18 May 2027 14:00"),
        (datetime(2026, 11, 20, 23, 30, tzinfo=UTC), "i morgon kl. 0.30", "tomorrow 0:30"),
    ],
)
def test_a_moment(moment, swedish, english):
    assert plain(times.when(moment, now=NOW)) == swedish
    with translation.override("en"):
        assert plain(times.when(moment, now=NOW)) == english


def test_a_day_is_told_in_swedish_time_also_at_the_turn_of_the_year():
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert plain(times.day(new_year, today=NOW)) == "1 jan 2027"
    assert plain(times.day(new_year, today=new_year)) == "i dag"
    assert plain(times.day(date(2026, 12, 31), today=new_year)) == "i går"


def test_the_clock_changes_to_summer_time():
    assert plain(times.clock(datetime(2026, 3, 29, 0, 59, tzinfo=UTC))) == "kl. 1.59"
    assert plain(times.clock(datetime(2026, 3, 29, 1, 0, tzinfo=UTC))) == "kl. 3.00"


def test_long_and_sortable_forms():
    moment = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
    assert plain(times.exact(moment)) == "20 november 2026 kl. 14.00"
    assert plain(times.stamp(moment)) == "2026-11-20 14.00"
    assert plain(times.hours(time(8), time(17))) == "kl. 8.00–17.00"
    assert plain(times.days(date(2026, 12, 28), date(2026, 12, 31), today=NOW)) == "28–31 dec"
    assert plain(times.days(date(2026, 12, 19), date(2027, 1, 10), today=NOW)) == "19 dec–10 jan 2027"
    assert plain(times.days_long(date(2026, 6, 15), date(2026, 8, 14))) == "15 juni–14 augusti"


@pytest.mark.parametrize(
    ("length", "swedish", "english"),
    [
        (timedelta(seconds=20), "20 sek", "20 sec"),
        (timedelta(minutes=40), "40 min", "40 min"),
        (timedelta(minutes=59, seconds=59), "59 min", "59 min"),
        (timedelta(hours=1), "1 tim", "1 h"),
        (timedelta(hours=3, minutes=10), "3 tim 10 min", "3 h 10 min"),
        (timedelta(hours=24), "1 dag", "1 day"),
        (timedelta(days=2, hours=5), "2 dagar", "2 days"),
        (timedelta(seconds=-5), "0 sek", "0 sec"),
    ],
)
def test_a_length_of_time(length, swedish, english):
    assert plain(times.duration(length)) == swedish
    with translation.override("en"):
        assert plain(times.duration(length)) == english


def test_numbers():
    assert plain(times.number(1240)) == "1 240"
    assert plain(times.number(12)) == "12"
    assert plain(times.number(3.5)) == "3,5"
    assert plain(times.number(-1240)) == "−1 240"
    assert plain(times.percent(12)) == "12 %"
    assert plain(times.workdays(1)) == "1 arbetsdag"
    assert plain(times.workdays(2)) == "2 arbetsdagar"
    with translation.override("en"):
        assert times.number(1240) == "1,240"


@pytest.mark.parametrize(
    "text",
    [
        times.duration(timedelta(minutes=40)),
        times.number(1240),
        times.day(date(2026, 11, 23), today=NOW),
        times.clock(NOW),
    ],
)
def test_nothing_is_torn_apart_at_a_line_end(text):
    assert " " not in text
