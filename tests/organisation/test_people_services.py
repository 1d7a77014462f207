from datetime import timedelta

import pytest

from socialgov.journal.selectors import history_of
from socialgov.organisation import services
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.models import Absence, Grant, Person, Role
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.querysets import local_day
from socialgov.organisation.selectors import roles_of
from socialgov.organisation.stale import Stale
from socialgov.wiring.models import OutboxEvent
from tests.factories.organisation import (
    NOW,
    AbsenceFactory,
    GrantFactory,
    PersonFactory,
    UnitFactory,
    acting,
    municipality,
)

pytestmark = pytest.mark.django_db
TODAY = local_day(NOW)


def emitted() -> list[str]:
    return list(OutboxEvent.objects.order_by("pk").values_list("name", flat=True))


def verbs(about) -> list[str]:
    return list(history_of(about).values_list("verb", flat=True))


def create(actor, **changes) -> Person:
    values = {"name": "Lina Pennfors", "email": "Lina@Provkoping.example", "unit": municipality()}
    return services.create_person(**values | changes, actor=acting(actor), now=NOW)


def change(person, actor, **changes) -> Person:
    fields = ("version", "name", "email", "title", "phone", "unit")
    values = {name: getattr(person, name) for name in fields} | changes
    return services.change_person(person=person, **values, actor=acting(actor), now=NOW)


def test_a_new_person_can_not_sign_in_until_they_have_chosen_a_password(karin):
    lina = create(karin)
    assert not lina.has_usable_password()
    assert lina.email == "lina@provkoping.example"
    assert verbs(lina) == ["person.added"]
    assert emitted() == ["organisation.PersonAdded"]


def test_the_same_address_in_other_letters_is_the_same_person(karin):
    lina = create(karin)
    with pytest.raises(services.EmailTaken) as caught:
        create(karin, email="LINA@provkoping.EXAMPLE", name="Någon annan")
    assert caught.value.person == lina


def test_only_the_office_of_the_unit_lets_people_in(karin):
    elsewhere = UnitFactory()
    other = PersonFactory(unit=elsewhere)
    GrantFactory(person=other, role=Role.COMMUNICATIONS, unit=elsewhere)
    with pytest.raises(NotPermitted):
        create(other)
    assert create(other, unit=elsewhere).unit == elsewhere
    with pytest.raises(NotPermitted):
        create(PersonFactory(manager=True))


def test_nobody_is_let_in_to_a_closed_unit(karin):
    with pytest.raises(services.UnitIsClosed):
        create(karin, unit=UnitFactory(closed=True))


def test_a_change_is_noted_without_names_and_an_equal_one_is_no_change(karin):
    person = PersonFactory()
    change(person, karin, title="rektor")
    change(Person.objects.get(pk=person.pk), karin)
    entry = history_of(person).get()
    assert (entry.verb, entry.data, entry.actor_id) == ("person.changed", {"fields": ["title"]}, karin.pk)


def test_a_stale_change_says_who_was_faster(karin):
    person, jonas = PersonFactory(), PersonFactory(name="Jonas Tallkvitter", communications=True)
    change(person, jonas, title="rektor")
    with pytest.raises(Stale, match="Jonas Tallkvitter") as caught:
        change(person, karin, title="lärare")
    assert caught.value.row.title == "rektor"


def test_the_office_can_not_take_over_a_system_administrator_through_the_address(karin):
    office = PersonFactory(communications=True)
    with pytest.raises(NotPermitted):
        change(karin, office, email="office@provkoping.example")
    assert change(karin, office, title="kommunikatör").title == "kommunikatör"
    with pytest.raises(NotPermitted):
        services.grant_package(
            person=office, package="system_administrator", unit=municipality(), actor=acting(office), now=NOW
        )


def test_someone_moves_only_to_a_unit_the_office_looks_after(karin):
    unit, elsewhere = UnitFactory(), UnitFactory()
    office, person = PersonFactory(unit=unit), PersonFactory(unit=unit)
    GrantFactory(person=office, role=Role.COMMUNICATIONS, unit=unit)
    with pytest.raises(NotPermitted):
        change(person, office, unit=elsewhere)


def test_who_leaves_loses_access_roles_coming_absence_and_substitutions(karin):
    lina = PersonFactory(manager=True)
    GrantFactory(person=lina, later=True)
    coming, covered = AbsenceFactory(person=lina, coming=True), AbsenceFactory(substitute=lina)
    services.deactivate_person(person=lina, actor=acting(karin), now=NOW)
    lina = Person.objects.get(pk=lina.pk)
    assert (lina.is_active, lina.left_at, lina.leaves_on) == (False, NOW, TODAY)
    assert not Grant.objects.not_ended(NOW + timedelta(days=1)).filter(person=lina).exists()
    coming.refresh_from_db()
    covered.refresh_from_db()
    assert coming.cancelled_at == NOW
    assert covered.substitute is None
    assert emitted() == ["organisation.AbsenceSet", "organisation.PersonLeft"]


def test_leaving_twice_is_leaving_once(karin):
    lina = PersonFactory()
    for _time in range(2):
        services.deactivate_person(person=lina, actor=acting(karin), now=NOW)
    assert verbs(lina) == ["person.left"]


def test_access_ends_the_day_after_the_last_and_not_before(karin):
    lina = PersonFactory()
    services.set_last_day(person=lina, version=0, leaves_on=TODAY, actor=acting(karin), now=NOW)
    assert services.end_those_who_left(actor=SYSTEM, now=NOW) == 0
    assert services.end_those_who_left(actor=SYSTEM, now=NOW + timedelta(days=1)) == 1
    assert services.end_those_who_left(actor=SYSTEM, now=NOW + timedelta(days=2)) == 0
    assert not Person.objects.get(pk=lina.pk).is_active
    assert emitted() == ["organisation.PersonLeaving", "organisation.PersonLeft"]


def test_a_last_day_that_has_passed_ends_access_now_and_can_be_taken_back_before(karin):
    lina, fatima = PersonFactory(), PersonFactory()
    services.set_last_day(person=lina, version=0, leaves_on=TODAY - timedelta(days=1), actor=acting(karin), now=NOW)
    assert not Person.objects.get(pk=lina.pk).is_active
    services.set_last_day(person=fatima, version=0, leaves_on=TODAY, actor=acting(karin), now=NOW)
    services.set_last_day(person=fatima, version=1, leaves_on=None, actor=acting(karin), now=NOW)
    assert Person.objects.get(pk=fatima.pk).leaves_on is None


def test_the_only_system_administrator_stays(karin):
    me = acting(karin)
    with pytest.raises(services.LastSystemAdministrator):
        services.deactivate_person(person=karin, actor=me, now=NOW)
    with pytest.raises(services.LastSystemAdministrator):
        services.set_last_day(person=karin, version=0, leaves_on=TODAY, actor=me, now=NOW)
    with pytest.raises(services.LastSystemAdministrator):
        services.end_package(person=karin, package="system_administrator", unit=municipality(), actor=me, now=NOW)
    Person.objects.filter(pk=karin.pk).update(leaves_on=TODAY)
    assert services.end_those_who_left(actor=SYSTEM, now=NOW + timedelta(days=1)) == 0
    Person.objects.filter(pk=karin.pk).update(leaves_on=None)
    PersonFactory(system_administrator=True)
    services.deactivate_person(person=karin, actor=me, now=NOW)
    assert not Person.objects.get(pk=karin.pk).is_active


def test_a_system_administrator_of_the_sample_is_no_other_for_a_real_one(karin):
    PersonFactory(system_administrator=True, is_sample=True)
    with pytest.raises(services.LastSystemAdministrator):
        services.deactivate_person(person=karin, actor=acting(karin), now=NOW)


def test_who_comes_back_comes_without_roles(karin):
    lina = PersonFactory(manager=True)
    services.deactivate_person(person=lina, actor=acting(karin), now=NOW)
    services.reactivate_person(person=lina, actor=acting(karin), now=NOW + timedelta(days=30))
    lina = Person.objects.get(pk=lina.pk)
    assert (lina.is_active, lina.left_at, lina.leaves_on) == (True, None, None)
    assert roles_of([lina.pk], now=NOW + timedelta(days=30)) == set()


def test_a_package_is_given_and_taken_as_a_whole(karin):
    lina = PersonFactory()
    give = {"person": lina, "package": "administrator", "unit": lina.unit, "actor": acting(karin), "now": NOW}
    services.grant_package(**give)
    services.grant_package(**give)
    assert roles_of([lina.pk], now=NOW) == {Role.ADMINISTRATOR, Role.OPERATOR}
    assert Grant.objects.filter(person=lina).count() == 2
    services.end_package(**give)
    services.end_package(**give)
    assert roles_of([lina.pk], now=NOW) == set()
    assert verbs(lina) == ["role.granted", "role.ended"]


def test_a_role_taken_back_ends_at_once_and_the_time_it_was_held_stays(karin):
    boss = PersonFactory(manager=True)
    services.end_package(person=boss, package="manager", unit=boss.unit, actor=acting(karin), now=NOW)
    assert roles_of([boss.pk], now=NOW) == set()
    assert Grant.objects.get(person=boss).ends_on == TODAY - timedelta(days=1)


def test_who_has_left_is_given_nothing(karin):
    left = PersonFactory(left=True)
    with pytest.raises(services.NotActive):
        services.grant_package(person=left, package="manager", unit=left.unit, actor=acting(karin), now=NOW)


def test_the_first_person_is_set_up_from_nothing_once():
    first = services.set_up(municipality="Osby kommun", name="Karin", email="k@osby.example", now=NOW)
    assert roles_of([first.pk], now=NOW) == {Role.COMMUNICATIONS, Role.SYSTEM_ADMINISTRATOR}
    with pytest.raises(services.AlreadySetUp):
        services.set_up(municipality="Osby kommun", name="Kim", email="kim@osby.example", now=NOW)


def test_a_substitute_acts_with_both_names_in_the_journal(karin):
    jonas, lina = PersonFactory(), PersonFactory()
    AbsenceFactory(person=karin, substitute=jonas)
    change(lina, jonas, title="lärare")
    entry = history_of(lina).get()
    assert (entry.actor_id, entry.on_behalf_of_id) == (jonas.pk, karin.pk)
    assert Absence.objects.count() == 1
