from datetime import UTC, date, datetime, time

import pytest

from socialgov.organisation import presence
from socialgov.organisation.collectors import Closing
from socialgov.organisation.models import WorkingHours
from socialgov.organisation.selectors import is_working, next_working_moment
from tests.factories.organisation import NOW, AbsenceFactory, PersonFactory, WorkingHoursFactory

pytestmark = pytest.mark.django_db


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment in Swedish winter time, 2026."""
    return datetime(2026, month, day, hour - 1, minute, tzinfo=UTC)


@pytest.fixture
def jonas():
    """Works Wednesday to Friday 8–12."""
    person = PersonFactory()
    for weekday in (3, 4, 5):
        WorkingHoursFactory(person=person, weekday=weekday)
    return person


def test_someone_works_in_their_own_hours_only(jonas):
    assert is_working(jonas, at=at(20, 8))
    assert is_working(jonas, at=at(20, 11, 59))
    assert not is_working(jonas, at=at(20, 12))
    assert not is_working(jonas, at=at(16, 9))  # Monday


def test_without_hours_of_their_own_people_work_office_hours():
    assert is_working(PersonFactory(), at=at(16, 16, 59))
    assert not is_working(PersonFactory(), at=at(21, 9))


def test_the_next_working_moment_skips_days_without_hours(jonas):
    assert next_working_moment(jonas, after=at(20, 13)) == at(25, 8)
    assert next_working_moment(jonas, after=at(20, 10)) == at(20, 10)
    assert next_working_moment(jonas, after=at(20, 6)) == at(20, 8)


def test_absence_moves_the_next_working_moment_past_its_last_day(jonas):
    AbsenceFactory(person=jonas, first_day=date(2026, 11, 20), last_day=date(2027, 11, 17))
    assert not is_working(jonas, at=at(20, 9))
    assert next_working_moment(jonas, after=NOW) == datetime(2027, 11, 18, 7, tzinfo=UTC)


def test_a_cancelled_absence_changes_nothing(jonas):
    AbsenceFactory(person=jonas, cancelled=True)
    assert is_working(jonas, at=at(20, 9))


def test_a_night_shift_counts_on_both_sides_of_midnight():
    nurse = PersonFactory()
    WorkingHours.objects.create(person=nurse, weekday=5, opens=time(22), closes=time.max)
    WorkingHours.objects.create(person=nurse, weekday=6, opens=time(0), closes=time(7))
    assert is_working(nurse, at=at(20, 23, 59))
    assert is_working(nurse, at=datetime(2026, 11, 20, 23, 0, tzinfo=UTC))
    assert not is_working(nurse, at=at(21, 7))


def test_nobody_works_on_a_closed_day_and_only_until_noon_on_a_short_one(jonas, monkeypatch):
    closed = [Closing(date(2026, 12, 23), time(11)), Closing(date(2026, 12, 24)), Closing(date(2026, 12, 25))]
    monkeypatch.setattr(presence, "closings", lambda **_between: closed)
    assert is_working(jonas, at=at(23, 10, 59, month=12))
    assert not is_working(jonas, at=at(23, 11, month=12))
    assert next_working_moment(jonas, after=at(23, 11, month=12)) == at(30, 8, month=12)


def test_hours_follow_the_clock_on_the_wall_across_summer_time():
    person = PersonFactory()
    friday, monday = datetime(2026, 3, 27, 7, tzinfo=UTC), datetime(2026, 3, 30, 6, tzinfo=UTC)
    assert is_working(person, at=friday)
    assert is_working(person, at=monday)
    assert not is_working(person, at=datetime(2026, 3, 27, 6, 59, tzinfo=UTC))
