from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from socialgov.journal.selectors import history_of
from socialgov.organisation import hours, services
from socialgov.organisation.models import Absence, Person
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.querysets import local_day
from socialgov.organisation.stale import Stale
from tests.factories.organisation import NOW, AbsenceFactory, PersonFactory, UnitFactory, acting

pytestmark = pytest.mark.django_db
TODAY = local_day(NOW)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def add(person, first=0, last=7, substitute=None, actor=None) -> Absence:
    return services.add_absence(
        person=person,
        first_day=day(first),
        last_day=day(last),
        substitute=substitute,
        actor=acting(actor or person),
        now=NOW,
    )


def change(absence, actor=None, **changes) -> Absence:
    values = {name: getattr(absence, name) for name in ("version", "first_day", "last_day", "substitute")} | changes
    return services.change_absence(absence=absence, **values, actor=acting(actor or absence.person), now=NOW)


def test_entering_the_same_absence_twice_is_one_absence():
    person, jonas = PersonFactory(), PersonFactory()
    assert add(person, substitute=jonas) == add(person, substitute=jonas)
    assert history_of(Absence.objects.get()).get().verb == "absence.entered"


def test_absence_that_overlaps_is_refused_and_next_to_each_other_is_not():
    person = PersonFactory()
    first = add(person, 0, 7)
    with pytest.raises(services.AbsenceOverlaps) as caught:
        add(person, 7, 9)
    assert caught.value.absence == first
    assert add(person, 8, 9)
    with pytest.raises(services.AbsenceOverlaps):
        change(first, last_day=day(8))


def test_days_that_have_passed_can_not_be_entered():
    with pytest.raises(services.AbsenceIsOver):
        add(PersonFactory(), -9, -1)
    assert add(PersonFactory(), -9, 0)


@pytest.mark.parametrize("who", ["self", "left", "leaving"])
def test_the_substitute_is_someone_else_who_stays(who):
    person = PersonFactory()
    substitute = {
        "self": lambda: person,
        "left": lambda: PersonFactory(left=True),
        "leaving": lambda: PersonFactory(leaves_on=day(3)),
    }[who]()
    with pytest.raises(services.NoSubstitute):
        add(person, substitute=substitute)


def test_two_who_stand_in_for_each_other_the_same_days_are_refused_in_the_vocabularys_words():
    anneli, fatima = PersonFactory(name="Anneli Kaffegren"), PersonFactory(name="Fatima Solbänk")
    add(fatima, substitute=anneli)
    with pytest.raises(services.LoopOfSubstitutes) as caught:
        add(anneli, substitute=fatima)
    with translation.override("sv"):
        assert str(caught.value) == "Anneli ersätts av Fatima, som ersätts av Anneli. Välj någon annan."
    assert add(anneli, 8, 9, substitute=fatima)


def test_a_loop_through_several_people_is_refused_only_where_all_are_away_at_once():
    a, b, c = PersonFactory(name="A X"), PersonFactory(name="B X"), PersonFactory(name="C X")
    add(a, 0, 5, substitute=b)
    add(b, 4, 9, substitute=c)
    with pytest.raises(services.LoopOfSubstitutes) as caught:
        add(c, 5, 6, substitute=a)
    assert [person.name for person in caught.value.people] == ["C X", "A X", "B X"]
    assert add(c, 6, 9, substitute=a)


def test_a_change_can_close_a_loop_too():
    a, b = PersonFactory(), PersonFactory()
    add(a, substitute=b)
    bare = add(b)
    with pytest.raises(services.LoopOfSubstitutes):
        change(bare, substitute=a)


def test_a_stale_change_is_refused_and_an_equal_one_changes_nothing():
    absence = add(PersonFactory())
    change(absence, last_day=day(9))
    with pytest.raises(Stale):
        change(absence, last_day=day(8))
    fresh = Absence.objects.get()
    assert change(fresh).version == 1


def test_what_has_begun_ends_yesterday_and_what_has_not_is_taken_away():
    person = PersonFactory()
    begun = add(person, -3, 3)
    coming = add(person, 10, 12)
    for absence in (begun, coming, coming):
        services.cancel_absence(absence=absence, actor=acting(person), now=NOW)
    begun.refresh_from_db()
    coming.refresh_from_db()
    assert (begun.last_day, begun.cancelled_at, coming.cancelled_at) == (day(-1), None, NOW)
    assert add(person, 0, 3)


def test_a_colleague_enters_nothing_and_a_manager_does():
    unit = UnitFactory()
    person, boss = PersonFactory(unit=unit), PersonFactory(unit=unit, manager=True)
    with pytest.raises(NotPermitted):
        add(person, actor=PersonFactory(unit=unit))
    absence = add(person, actor=boss)
    with pytest.raises(NotPermitted):
        change(absence, actor=PersonFactory(unit=unit), last_day=day(9))
    with pytest.raises(NotPermitted):
        services.cancel_absence(absence=absence, actor=acting(PersonFactory()), now=NOW)


def test_working_hours_are_set_from_text():
    person = PersonFactory()
    set_hours = {"person": person, "actor": acting(person), "now": NOW}
    services.set_working_hours(version=0, text="ons–fre 8–12", **set_hours)
    services.set_working_hours(version=0, text="ons-fre 8-12", **set_hours)  # sent twice
    assert person.working_hours.count() == 3
    with pytest.raises(Stale):
        services.set_working_hours(version=0, text="mån 8–12", **set_hours)
    with pytest.raises(hours.NotHours):
        services.set_working_hours(version=1, text="ibland", **set_hours)
    services.set_working_hours(version=1, text="", **set_hours)
    assert person.working_hours.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_absences_entered_at_the_same_moment_do_not_overlap_or_loop():
    a, b = PersonFactory(), PersonFactory()
    outcomes = []

    def attempt(person, substitute):
        try:
            add(Person.objects.get(pk=person.pk), substitute=Person.objects.get(pk=substitute.pk))
            outcomes.append("entered")
        except services.NoSubstitute:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=attempt, args=pair) for pair in ((a, b), (b, a))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["entered", "refused"]


def test_the_database_itself_refuses_overlap():
    absence = AbsenceFactory()
    with pytest.raises(IntegrityError, match="organisation_absence_no_overlap"), transaction.atomic():
        AbsenceFactory(person=absence.person)
