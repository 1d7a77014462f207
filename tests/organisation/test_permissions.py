from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from socialgov.organisation import querysets
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.middleware import ActorMiddleware
from socialgov.organisation.models import Absence, Person, Role, Unit
from socialgov.organisation.permissions import (
    NotPermitted,
    _answers,
    allows,
    capacity,
    capacity_for_role,
    holds,
    one_reading,
)
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


def changeable(actor):
    return Person.objects.changeable_by(actor, NOW)


def test_the_names_of_roles_in_querysets_are_those_of_the_model():
    for name in ("COMMUNICATIONS", "MANAGER", "AUDITOR", "SYSTEM_ADMINISTRATOR"):
        assert getattr(querysets, name) == Role[name].value


def test_the_communications_office_changes_everyone_below_it_and_nobody_beside_it():
    office, other = UnitFactory(department=True), UnitFactory(department=True)
    karin = PersonFactory(unit=office)
    GrantFactory(person=karin, role=Role.COMMUNICATIONS)
    below, beside = PersonFactory(unit=UnitFactory(parent=office)), PersonFactory(unit=other)
    assert set(changeable(acting(karin))) == {karin, below}
    assert not allows(changeable, beside, acting(karin))


def test_a_role_that_has_ended_or_not_begun_gives_nothing():
    person = PersonFactory()
    GrantFactory(person=person, role=Role.COMMUNICATIONS, ended=True)
    GrantFactory(person=person, role=Role.SYSTEM_ADMINISTRATOR, later=True)
    assert not changeable(acting(person)).exists()
    assert not holds(acting(person), *Role, now=NOW)


def test_a_role_counts_on_its_last_day_in_sweden_and_not_the_day_after():
    person = PersonFactory()
    GrantFactory(person=person, role=Role.MANAGER, ends_on=querysets.local_day(NOW))
    late_evening = NOW.replace(hour=22, minute=59)  # 23.59 in Sweden
    assert holds(acting(person), Role.MANAGER, now=late_evening)
    assert not holds(acting(person), Role.MANAGER, now=late_evening + timedelta(minutes=1))


def test_who_acts_alone_is_recorded_alone_even_when_standing_in_for_someone():
    karin, jonas = PersonFactory(communications=True), PersonFactory(communications=True)
    AbsenceFactory(person=karin, substitute=jonas)
    assert capacity(changeable, karin, acting(jonas)) == acting(jonas).alone()


def test_a_substitute_acts_on_behalf_of_the_one_who_is_away():
    karin, jonas = PersonFactory(communications=True), PersonFactory()
    assert not allows(changeable, karin, acting(jonas))
    AbsenceFactory(person=karin, substitute=jonas)
    assert capacity(changeable, karin, acting(jonas)).on_behalf_of_id == karin.pk
    assert capacity_for_role(acting(jonas), Role.COMMUNICATIONS, now=NOW).on_behalf_of_id == karin.pk


def test_without_permission_the_sentence_says_whom_to_ask():
    with pytest.raises(NotPermitted, match=r"Fråga Kommunikation|Ask Communications"):
        capacity(changeable, PersonFactory(), acting(PersonFactory()))
    with pytest.raises(NotPermitted):
        capacity_for_role(acting(PersonFactory()), Role.MANAGER, now=NOW)


def test_the_system_may_but_sees_nothing_as_a_person():
    someone = PersonFactory()
    assert capacity(changeable, someone, SYSTEM) == SYSTEM
    assert not Person.objects.visible_to(SYSTEM, NOW).exists()


def test_a_manager_sets_the_absence_of_their_own_people_only():
    unit = UnitFactory()
    boss = PersonFactory(unit=unit, manager=True)
    own, other = PersonFactory(unit=UnitFactory(parent=unit)), PersonFactory()
    assert set(Person.objects.presence_changeable_by(acting(boss), NOW)) == {boss, own}
    theirs, others = AbsenceFactory(person=own), AbsenceFactory(person=other)
    past, cancelled = AbsenceFactory(person=own, past=True), AbsenceFactory(person=own, cancelled=True)
    assert set(Absence.objects.changeable_by(acting(boss), NOW)) == {theirs}
    assert set(Absence.objects.visible_to(acting(boss), NOW)) == {theirs, past, cancelled}
    assert others not in Absence.objects.visible_to(acting(boss), NOW)


def test_everyone_sees_colleagues_and_units_but_not_a_sample_that_was_removed():
    viewer = PersonFactory(unit=municipality())
    gone = UnitFactory(is_sample=True, closed=True)
    removed, left = PersonFactory(unit=gone, is_sample=True, left=True), PersonFactory(unit=viewer.unit, left=True)
    assert set(Person.objects.visible_to(acting(viewer), NOW)) == {viewer, left}
    assert removed not in Person.objects.visible_to(acting(viewer), NOW)
    assert gone not in Unit.objects.visible_to(acting(viewer), NOW)


def test_within_one_reading_a_question_of_rights_is_asked_once(django_assert_num_queries):
    actor = acting(PersonFactory(communications=True))
    with one_reading(), django_assert_num_queries(2):
        for _time in range(3):
            assert holds(actor, Role.COMMUNICATIONS, now=NOW)
            assert not holds(actor, Role.REGISTRAR, now=NOW)
    with django_assert_num_queries(2):
        assert holds(actor, Role.COMMUNICATIONS, now=NOW)
        assert holds(actor, Role.COMMUNICATIONS, now=NOW)


def test_one_persons_answer_is_never_anothers():
    karin, other = PersonFactory(communications=True), PersonFactory()
    with one_reading():
        assert holds(acting(karin), Role.COMMUNICATIONS, now=NOW)
        assert not holds(acting(other), Role.COMMUNICATIONS, now=NOW)
        assert not holds(acting(karin), Role.COMMUNICATIONS, now=NOW - timedelta(days=4000))


def test_what_changes_something_asks_anew(client):
    """A form may change rights and ask again in the same request: only pages that look keep the answer."""
    seen = []
    look = ActorMiddleware(lambda request: seen.append(_answers.get()) or HttpResponse())
    for method in ("get", "head", "post", "put", "delete"):
        look(getattr(RequestFactory(), method)("/"))
    assert [kept is not None for kept in seen] == [True, True, False, False, False]
