from datetime import date

import pytest

from socialgov.organisation import selectors
from socialgov.organisation.models import Role
from tests.factories.organisation import (
    NOW,
    AbsenceFactory,
    GrantFactory,
    PersonFactory,
    UnitFactory,
    acting,
    municipality,
    tree,
)

pytestmark = pytest.mark.django_db


def test_units_below_are_found_at_any_depth_in_one_question(django_assert_num_queries):
    units = tree()
    department = next(unit for unit in units if unit.kind == "department")
    with django_assert_num_queries(1):
        found = set(selectors.units_below([department]))
    assert found == {department, *(unit for unit in units if unit.parent_id == department.pk)}
    assert set(selectors.units_below([municipality()])) == set(units)
    assert set(selectors.units_below([])) == set()


def test_units_above_reach_the_municipality():
    department = UnitFactory(department=True)
    unit = UnitFactory(parent=department)
    assert set(selectors.units_above(unit)) == {unit, department, municipality()}


def test_a_role_held_above_counts_for_the_unit_below_and_not_the_other_way_round():
    department = UnitFactory(department=True)
    unit = UnitFactory(parent=department)
    chief, boss = PersonFactory(unit=department, manager=True), PersonFactory(unit=unit, manager=True)
    assert set(selectors.holders(Role.MANAGER, unit=unit, now=NOW)) == {chief, boss}
    assert set(selectors.holders(Role.MANAGER, unit=department, now=NOW)) == {chief}
    assert set(selectors.holders(Role.MANAGER, now=NOW)) == {chief, boss}
    assert set(selectors.units_with_role(acting(chief), Role.MANAGER, now=NOW)) == {department, unit}


def test_someone_who_has_left_or_whose_last_day_has_passed_holds_nothing():
    unit = UnitFactory()
    PersonFactory(unit=unit, manager=True, left=True)
    PersonFactory(unit=unit, manager=True, leaves_on=date(2026, 11, 19))
    last_day_today = PersonFactory(unit=unit, manager=True, leaves_on=date(2026, 11, 20))
    assert set(selectors.holders(Role.MANAGER, unit=unit, now=NOW)) == {last_day_today}
    assert set(selectors.managers_of(unit, now=NOW)) == {last_day_today}


def test_one_person_with_the_role_twice_is_one_holder():
    person = PersonFactory(manager=True)
    GrantFactory(person=person, role=Role.MANAGER, unit=municipality())
    assert list(selectors.holders(Role.MANAGER, unit=person.unit, now=NOW)) == [person]


def test_the_manager_is_the_nearest_one_upward():
    department = UnitFactory(department=True)
    unit = UnitFactory(parent=department)
    below = UnitFactory(parent=unit)
    chief = PersonFactory(unit=department, manager=True)
    assert set(selectors.managers_of(below, now=NOW)) == {chief}
    boss = PersonFactory(unit=unit, manager=True)
    assert set(selectors.managers_of(below, now=NOW)) == {boss}
    assert set(selectors.managers_of(municipality(), now=NOW)) == set()


def test_roles_of_gathers_the_roles_of_several_people():
    one, two = PersonFactory(communications=True, system_administrator=True), PersonFactory(manager=True)
    assert selectors.roles_of([one.pk, two.pk], now=NOW) == {
        Role.COMMUNICATIONS,
        Role.SYSTEM_ADMINISTRATOR,
        Role.MANAGER,
    }
    assert selectors.roles_of([], now=NOW) == set()


def test_an_actor_covers_only_those_who_are_away_today():
    jonas = PersonFactory()
    away = AbsenceFactory(substitute=jonas).person
    for state in ("past", "coming", "cancelled"):
        AbsenceFactory(substitute=jonas, **{state: True})
    AbsenceFactory()
    assert acting(jonas).covers == (away.pk,)
    assert acting(jonas).people == (jonas.pk, away.pk)


def test_whoever_stands_in_for_someone_away_also_stands_in_for_whom_they_would_have():
    karin, jonas, lina = PersonFactory(), PersonFactory(), PersonFactory()
    AbsenceFactory(person=karin, substitute=jonas)
    assert acting(jonas).covers == (karin.pk,)
    assert acting(lina).covers == ()
    assert selectors.standing_in(karin, now=NOW) == jonas
    AbsenceFactory(person=jonas, substitute=lina)
    assert set(acting(lina).covers) == {karin.pk, jonas.pk}
    assert selectors.standing_in(karin, now=NOW) == lina


def test_nobody_stands_in_for_someone_who_has_left():
    jonas = PersonFactory()
    AbsenceFactory(person=PersonFactory(left=True), substitute=jonas)
    assert acting(jonas).covers == ()


def test_who_has_left_can_not_act():
    with pytest.raises(ValueError, match="may sign in"):
        acting(PersonFactory(left=True))


def test_absence_today_names_the_substitute():
    absence = AbsenceFactory(substitute=PersonFactory())
    assert selectors.absence_today(absence.person, now=NOW) == absence
    assert selectors.absence_today(absence.substitute, now=NOW) is None
