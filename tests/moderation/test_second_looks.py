"""Eftergranskning: within two working days, by someone else, never the person attacked."""

from datetime import timedelta

import pytest

from moderation.errors import ModerationError, NotYours
from moderation.models import Item, SecondLook
from moderation.services import removal, second_looks
from socialgov.look.times import local_day
from socialgov.organisation.permissions import NotPermitted
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, AbsenceFactory, PersonFactory, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return ItemFactory()


@pytest.fixture
def fatima(item):
    return AssignmentFactory(account=item.account).person


@pytest.fixture
def anneli(item):
    return AssignmentFactory(account=item.account).person


@pytest.fixture
def karin():
    return PersonFactory(communications=True)


def hidden(item, person, attacked=None, category="insult", now=NOW):
    removal.hide(
        item=item, category=category, actor=acting(person, now=now), now=now, attacked=attacked, already_done=True
    )
    return item.second_looks.filter(done_at=None).first()


def look(waiting, person, outcome="right", note=""):
    return second_looks.look_again(look=waiting, outcome=outcome, note=note, actor=acting(person), now=NOW)


def test_it_is_due_two_working_days_later(item, fatima, karin):
    assert local_day(hidden(item, fatima).due_at).isoformat() == "2026-11-24"


@pytest.mark.parametrize("category", ["commercial", "agitation", "threat", "secrecy", "fraud"])
def test_some_categories_need_none(item, fatima, category):
    assert hidden(item, fatima, category=category) is None


def test_someone_else_finds_it_right(item, fatima, karin):
    done = look(hidden(item, fatima), karin)
    assert (done.done_by, done.outcome) == (karin, "right")
    assert item.decisions.filter(action="second_look", why="right").exists()


def test_not_the_one_who_did_it(item, fatima, karin):
    waiting = hidden(item, fatima)
    with pytest.raises(NotYours):
        look(waiting, fatima)
    assert SecondLook.objects.get(pk=waiting.pk).done_at is None


def test_never_the_person_attacked(item, fatima, anneli, karin):
    with pytest.raises(NotYours):
        look(hidden(item, fatima, attacked=anneli), anneli)


def test_who_was_attacked_can_be_said_afterwards(item, fatima, anneli, karin):
    waiting = hidden(item, fatima)
    second_looks.name_attacked(look=waiting, attacked=anneli, actor=acting(fatima), now=NOW)
    with pytest.raises(NotYours):
        look(waiting, anneli)


def test_who_stands_in_for_the_one_attacked_does_not_look_for_them(item, fatima, anneli, karin):
    stand_in = PersonFactory()
    AbsenceFactory(person=anneli, substitute=stand_in)
    with pytest.raises(NotYours):
        look(hidden(item, fatima, attacked=anneli), stand_in)


def test_a_stranger_may_not(item, fatima, karin):
    with pytest.raises(NotPermitted):
        look(hidden(item, fatima), PersonFactory())


def test_looking_twice_is_looking_once(item, fatima, karin):
    waiting = hidden(item, fatima)
    look(waiting, karin)
    assert look(waiting, karin, outcome="wrong").outcome == "right"


def test_found_wrong_it_is_shown_again(item, fatima, karin):
    look(hidden(item, fatima), karin, outcome="restore")
    item.refresh_from_db()
    assert (item.visibility, item.is_open) == ("showing", True)


def test_with_nobody_else_left_the_same_person_looks_again_the_next_working_day_in_writing():
    account = AccountFactory()
    alone = AssignmentFactory(account=account).person
    waiting = hidden(ItemFactory(account=account), alone)
    assert (waiting.own, local_day(waiting.due_at).isoformat()) == (True, "2026-11-23")
    with pytest.raises(ModerationError) as asked:
        look(waiting, alone)
    assert asked.value.field == "note"
    assert look(waiting, alone, note="Läste den igen. Rätt.").outcome == "right"


def test_who_is_away_until_then_does_not_count_as_someone_left():
    account = AccountFactory()
    alone, away = (AssignmentFactory(account=account).person for _ in range(2))
    AbsenceFactory(person=away, last_day=local_day(NOW) + timedelta(days=10))
    assert hidden(ItemFactory(account=account), alone).own


def test_a_later_measure_takes_over_the_waiting_look_and_keeps_who_was_attacked(item, fatima, anneli, karin):
    first = hidden(item, fatima, attacked=anneli)
    removal.remove(item=item, category="insult", actor=acting(karin), now=NOW, already_done=True)
    first.refresh_from_db()
    waiting = item.second_looks.get(done_at=None)
    assert (first.outcome, waiting.attacked, waiting.decision.by) == ("replaced", anneli, karin)
    assert Item.objects.get(pk=item.pk).visibility == "removed"
