import pytest
from django.db import transaction

from socialgov.wiring.collectors import Collector
from socialgov.wiring.events import WiringError
from socialgov.wiring.models import SweepRun
from tests.wiring.parts import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def holdings():
    collector = Collector("tests_holdings", "What a person still holds")
    yield collector
    del Collector.known["tests_holdings"]


def keys(*, person):
    yield f"key of {person}"


def phones(*, person):
    return [f"phone {n} of {person}" for n in (1, 2)]


def nothing(*, person):
    return ()


def fails(*, person):
    SweepRun.objects.create(name="written by one that fails", started_at=NOW)
    raise LookupError("the list is lost")


def test_a_question_gets_everyones_answers_in_the_order_in_which_they_were_connected(holdings):
    for answerer in (phones, nothing, keys):
        holdings.connect(answerer)
    assert holdings(person="Anna") == ["phone 1 of Anna", "phone 2 of Anna", "key of Anna"]


def test_a_question_that_no_one_answers_has_no_answers(holdings):
    assert holdings(person="Anna") == []


def test_connecting_twice_answers_once(holdings):
    holdings.connect(keys)
    holdings.connect(keys)
    assert holdings(person="Anna") == ["key of Anna"]
    holdings.disconnect(keys)
    assert holdings.answerers == []


def test_one_that_fails_fails_the_whole_question(holdings):
    holdings.connect(keys)
    holdings.connect(fails)
    with pytest.raises(LookupError), transaction.atomic():
        holdings(person="Anna")


def test_asked_for_outcomes_one_that_fails_does_not_silence_the_others(holdings, caplog):
    for answerer in (fails, keys):
        holdings.connect(answerer)
    lost, found = holdings.outcomes(person="Anna")
    assert (lost.answerer, lost.answers, type(lost.error)) == ("tests.wiring.test_collectors.fails", [], LookupError)
    assert (found.answers, found.error) == (["key of Anna"], None)
    assert not SweepRun.objects.exists(), "what the failing one wrote is undone"
    assert "failed to answer tests_holdings" in caplog.text


def test_a_collector_knows_the_room_that_asks(holdings):
    assert holdings.room == "tests"


def test_two_collectors_of_one_name_are_refused(holdings):
    with pytest.raises(WiringError):
        Collector("tests_holdings", "Something else")


def test_an_answerer_without_a_lasting_name_is_refused(holdings):
    with pytest.raises(WiringError):
        holdings.connect(lambda person: [])
