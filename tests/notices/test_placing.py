"""When a notice leaves: at once, in the reader's own working hours, or in the mail at 8.00."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from socialgov.notices.models import Mail, Notice
from socialgov.notices.placing import place
from tests.factories.notices import NoticeFactory
from tests.factories.organisation import NOW, AbsenceFactory, PersonFactory, WorkingHoursFactory

pytestmark = pytest.mark.django_db


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A Swedish moment in November 2026 (winter time). The 20th is a Friday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def notice(**with_):
    when = with_.pop("when", NOW)
    return NoticeFactory(created_at=when, ready_at=with_.pop("ready", when), **with_)


def part_timer():
    """Wed–Fri 8–12."""
    person = PersonFactory()
    for weekday in (3, 4, 5):
        WorkingHoursFactory(person=person, weekday=weekday, opens=time(8), closes=time(12))
    return person


def test_an_alarm_leaves_at_night_on_a_sunday():
    notice(alarm=True, when=at(22, 3))
    assert place(now=at(22, 3)) == 1
    assert Mail.objects.get().is_alarm


def test_a_prompt_notice_leaves_at_once_in_the_readers_working_hours():
    notice(prompt=True, when=at(20, 10))
    assert place(now=at(20, 10)) == 1


@pytest.mark.parametrize("moment", [at(20, 7, 59), at(20, 12), at(23, 10), at(21, 10)])
def test_a_prompt_notice_waits_outside_the_readers_own_hours(moment):
    notice(prompt=True, person=part_timer(), when=moment)
    assert place(now=moment) == 0
    assert Notice.objects.get().state == Notice.State.WAITING


def test_a_prompt_notice_from_the_weekend_leaves_when_the_reader_is_back():
    notice(prompt=True, person=part_timer(), when=at(21, 10))
    assert place(now=at(25, 7, 59)) == 0
    assert place(now=at(25, 8)) == 1


def test_ordinary_notices_are_gathered_in_one_mail_at_eight():
    person = PersonFactory()
    for hour in (9, 11, 16):
        notice(person=person, when=at(19, hour))
    assert place(now=at(19, 16, 30)) == 0
    assert place(now=at(20, 7, 59)) == 0
    assert place(now=at(20, 8)) == 1
    mail = Mail.objects.get()
    assert mail.is_summary
    assert mail.notices.count() == 3


def test_there_is_one_morning_mail_a_day():
    person = PersonFactory()
    notice(person=person, when=at(19, 9))
    assert place(now=at(20, 8)) == 1
    notice(person=person, when=at(20, 8, 5), ready=at(19, 20))
    assert place(now=at(20, 8, 5)) == 0
    assert place(now=at(23, 8)) == 1


def test_what_comes_during_the_day_waits_for_the_next_morning():
    notice(when=at(20, 8, 1))
    assert place(now=at(20, 14)) == 0
    assert place(now=at(23, 8)) == 1


def test_after_an_outage_the_morning_mail_leaves_when_the_system_is_back():
    notice(when=at(19, 9))
    assert place(now=at(20, 9, 30)) == 1
    assert place(now=at(20, 9, 31)) == 0


def test_an_outage_that_ends_in_the_evening_is_caught_up_in_the_next_working_morning():
    notice(when=at(19, 9))
    assert place(now=at(20, 22)) == 0
    assert place(now=at(22, 8)) == 0
    assert place(now=at(23, 8)) == 1


def test_someone_whose_day_begins_later_gets_the_mail_then():
    person = PersonFactory()
    WorkingHoursFactory(person=person, weekday=5, opens=time(13), closes=time(17))
    notice(person=person, when=at(19, 9))
    assert place(now=at(20, 12, 59)) == 0
    assert place(now=at(20, 13)) == 1


def test_an_absent_persons_notice_is_read_by_the_substitute():
    substitute = PersonFactory()
    person = PersonFactory()
    AbsenceFactory(person=person, substitute=substitute)
    said = notice(prompt=True, person=person)
    place(now=NOW)
    said.refresh_from_db()
    assert said.reader == substitute
    assert said.mail.address == substitute.email


def test_a_substitutes_own_hours_count():
    person = PersonFactory()
    AbsenceFactory(person=person, substitute=part_timer())
    notice(prompt=True, person=person, when=at(20, 14))
    assert place(now=at(20, 14)) == 0


def test_without_a_substitute_a_notice_waits_until_the_person_is_back():
    person = PersonFactory()
    AbsenceFactory(person=person, first_day=date(2026, 11, 20), last_day=date(2026, 11, 22))
    notice(prompt=True, person=person)
    assert place(now=NOW) == 0
    assert place(now=at(23, 8)) == 1


def test_without_a_substitute_an_alarm_reaches_the_absent_person():
    person = PersonFactory()
    AbsenceFactory(person=person)
    notice(alarm=True, person=person)
    place(now=NOW)
    assert Mail.objects.get().person == person


def test_someone_who_is_also_substitute_for_another_receiver_is_told_once():
    person, substitute = PersonFactory(), PersonFactory()
    AbsenceFactory(person=person, substitute=substitute)
    for receiver in (person, substitute):
        notice(prompt=True, person=receiver, key="same")
    assert place(now=NOW) == 1
    assert sorted(Notice.objects.values_list("state", flat=True)) == ["in_mail", "same_reader"]


def test_a_shared_notice_is_told_once_in_the_morning_mail_too():
    person, substitute = PersonFactory(), PersonFactory()
    AbsenceFactory(person=person, substitute=substitute)
    for receiver in (person, substitute):
        notice(person=receiver, key="same", when=at(19, 9))
    assert place(now=NOW) == 1
    assert Mail.objects.get().notices.count() == 1


def test_what_has_expired_is_dropped_and_marked_so():
    notice(prompt=True, expires_at=NOW, when=at(20, 9))
    assert place(now=NOW) == 0
    assert Notice.objects.get().state == Notice.State.EXPIRED


def test_nothing_is_sent_to_someone_who_has_left():
    notice(alarm=True, person=PersonFactory(left=True))
    assert place(now=NOW) == 0
    assert Notice.objects.get().state == Notice.State.NO_READER


def test_a_notice_held_back_waits_for_its_moment():
    notice(prompt=True, ready=NOW + timedelta(minutes=30))
    assert place(now=NOW) == 0
    assert place(now=NOW + timedelta(minutes=30)) == 1


def test_a_function_mailbox_gets_prompt_notices_at_once():
    notice(prompt=True, to_mailbox=True, when=at(22, 3))
    assert place(now=at(22, 3)) == 1


def test_a_function_mailbox_gets_ordinary_notices_at_eight_on_a_working_day():
    notice(to_mailbox=True, when=at(20, 9))
    assert place(now=at(21, 9)) == 0
    assert place(now=at(23, 8)) == 1


def test_a_sweep_that_runs_twice_makes_no_second_mail():
    for _n in range(5):
        notice(prompt=True)
        notice(alarm=True)
    assert place(now=NOW) == 10
    assert place(now=NOW) == 0


def test_the_morning_of_the_spring_clock_change_begins_at_eight_local_time():
    spring = datetime(2026, 3, 27, 12, tzinfo=UTC)
    notice(when=spring)
    assert place(now=datetime(2026, 3, 30, 5, 59, tzinfo=UTC)) == 0
    assert place(now=datetime(2026, 3, 30, 6, 0, tzinfo=UTC)) == 1
