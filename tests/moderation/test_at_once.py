"""Two people at the same moment, each in a transaction of their own; and Redis gone."""

import threading

import pytest
from django.db import connection

from archiving.models import Evidence
from moderation.errors import AnsweredMeanwhile, HandledMeanwhile
from moderation.models import Decision, Item, PlatformAction, Reply
from moderation.services import answers, outbox, removal, reports
from socialgov.wiring import wakeup
from tests.factories.accounts import AssignmentFactory
from tests.factories.moderation import ConnectionFactory, ItemFactory
from tests.factories.organisation import NOW, PersonFactory, acting
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def guidelines(transactional_db):
    adopted()


def at_once(*calls):
    """Run the calls in threads that start together; what each gave or raised."""
    start, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        start.wait()
        try:
            results[place] = call()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def item():
    return ItemFactory(account=ConnectionFactory().account)


@pytest.fixture
def two(item):
    return [acting(AssignmentFactory(account=item.account).person), acting(PersonFactory(communications=True))]


def test_two_answer_and_one_is_told(item, two):
    results = at_once(
        *(
            lambda a=actor: answers.reply(item=item, text=f"Svar {a.person_id}", seen_version=0, actor=a, now=NOW)
            for actor in two
        )
    )
    assert sorted(type(result).__name__ for result in results) == sorted([Reply.__name__, AnsweredMeanwhile.__name__])
    assert (Reply.objects.count(), PlatformAction.objects.count()) == (1, 1)


def test_two_hide_and_it_is_hidden_once(item, two):
    results = at_once(*(lambda a=actor: removal.hide(item=item, category="threat", actor=a, now=NOW) for actor in two))
    assert sorted(type(result).__name__ for result in results) == sorted([Decision.__name__, HandledMeanwhile.__name__])
    assert (Evidence.objects.count(), PlatformAction.objects.count()) == (1, 1)


def test_one_hides_while_another_answers_and_both_are_recorded(item, two):
    results = at_once(
        lambda: removal.hide(item=item, category="threat", actor=two[0], now=NOW),
        lambda: answers.reply(item=item, text="Hej", seen_version=0, actor=two[1], now=NOW),
    )
    assert Item.objects.get(pk=item.pk).visibility == "hiding"
    assert isinstance(results[0], Decision)


def test_ten_reports_get_ten_numbers_without_gaps():
    at_once(*(lambda n=n: reports.report_content(text=f"Anmälan {n}", now=NOW) for n in range(10)))
    assert sorted(Item.objects.values_list("receipt", flat=True)) == list(range(1, 11))


def test_two_workers_do_each_thing_once(item, two, monkeypatch):
    done = []
    monkeypatch.setattr(
        outbox, "_ask_platform", lambda work, *rest: done.append(work.pk) or outbox.Outcome("1", "hidden")
    )
    removal.hide(item=item, category="threat", actor=two[0], now=NOW)
    at_once(*(lambda: outbox.perform_due(now=NOW) for _ in range(2)))
    assert len(done) == 1
    assert Item.objects.get(pk=item.pk).visibility == "hidden"


@pytest.mark.fault
def test_with_redis_gone_everything_is_done_all_the_same(item, two, monkeypatch, settings):
    monkeypatch.setattr(wakeup, "_silent_until", 0.0)
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"
    answers.reply(item=item, text="Hej", seen_version=0, actor=two[0], now=NOW)
    assert PlatformAction.objects.claim(now=NOW + outbox.timedelta(seconds=20))
