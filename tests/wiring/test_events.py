import json
import threading
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from socialgov.wiring import events, selectors
from socialgov.wiring.events import Event, WiringError, deliver, emit, subscribe
from socialgov.wiring.models import Delivery, OutboxEvent
from tests.wiring import parts
from tests.wiring.parts import NOW, LampBroke, LampLit, heard, subscribed

pytestmark = pytest.mark.django_db


def later(**length):
    return NOW + timedelta(**length)


def test_an_event_reaches_every_subscriber_with_the_values_it_was_stated_with():
    event = LampLit(7, on=date(2026, 11, 20), at=NOW, rooms=("hall", "kök"))
    with subscribed(gardener=LampLit, caretaker=LampLit):
        emit(event, now=NOW)
        assert deliver(now=NOW) == 2
        assert sorted(heard, key=lambda pair: pair[0]) == [("caretaker", event), ("gardener", event)]


def test_an_event_is_handed_over_once_however_often_the_sweep_runs():
    with subscribed(gardener=LampLit):
        emit(LampLit(7), now=NOW)
        assert [deliver(now=later(hours=h)) for h in range(3)] == [1, 0, 0]
        assert len(heard) == 1


def test_an_event_of_a_transaction_that_fails_was_never_stated():
    with subscribed(gardener=LampLit):
        with pytest.raises(RuntimeError), transaction.atomic():
            emit(LampLit(7), now=NOW)
            raise RuntimeError
        assert deliver(now=NOW) == 0
        assert not OutboxEvent.objects.exists()


def test_a_handler_that_fails_does_not_keep_the_event_from_the_others(caplog):
    with subscribed(gardener=LampLit, caretaker=LampLit):
        parts.broken.add("gardener")
        emit(LampLit(7), now=NOW)
        emit(LampLit(8), now=NOW)
        assert deliver(now=NOW) == 2
        assert [event.lamp_id for who, event in heard if who == "caretaker"] == [7, 8]
    assert "tests.wiring.parts.gardener failed for tests.LampLit" in caplog.text


def test_a_handler_that_fails_is_tried_again_with_growing_pauses_until_it_has_had_the_event():
    with subscribed(gardener=LampLit):
        parts.broken.add("gardener")
        emit(LampLit(7), now=NOW)
        tried, now = [], NOW
        for _ in range(4):
            deliver(now=now)
            row = Delivery.objects.get()
            tried.append((row.not_before - now).total_seconds())
            assert deliver(now=row.not_before - timedelta(seconds=1)) == 0
            now = row.not_before
        assert tried == [10, 20, 40, 80]
        parts.broken.clear()
        assert deliver(now=now) == 1
        assert deliver(now=now + timedelta(days=1)) == 0


def test_pauses_grow_no_longer_than_an_hour():
    assert events.pause_before_attempt(500) == timedelta(hours=1)


def test_what_a_failing_handler_wrote_is_undone():
    with subscribed(chain=LampLit):
        parts.broken.add("chain")
        emit(LampLit(7), now=NOW)
        deliver(now=NOW)
        assert not OutboxEvent.objects.filter(name="tests.LampBroke").exists()
        parts.broken.clear()
        deliver(now=later(minutes=1))
        assert OutboxEvent.objects.filter(name="tests.LampBroke").count() == 1


def test_a_failing_delivery_is_visible_with_its_reason():
    with subscribed(gardener=LampLit):
        parts.broken.add("gardener")
        emit(LampLit(7), now=NOW)
        deliver(now=NOW)
        (row,) = selectors.failing_deliveries()
        assert row.handler == "tests.wiring.parts.gardener"
        assert row.error == "RuntimeError: the gardener has fallen ill"
        assert selectors.waiting_since(now=later(hours=1)) == NOW
        parts.broken.clear()
        deliver(now=later(minutes=1))
        assert not selectors.failing_deliveries().exists()
        assert selectors.waiting_since(now=later(hours=1)) is None


def test_a_delivery_held_by_a_process_that_died_goes_to_another_when_its_lease_has_run_out():
    with subscribed(gardener=LampLit):
        emit(LampLit(7), now=NOW)
        assert Delivery.objects.claim(now=NOW, lease=events.LEASE)  # and then the process is killed
        assert deliver(now=later(minutes=4)) == 0
        assert deliver(now=later(minutes=5)) == 1


def test_events_that_a_handler_states_are_delivered_in_the_same_sweep():
    with subscribed(chain=LampLit, caretaker=LampBroke):
        emit(LampLit(7), now=NOW)
        assert deliver(now=NOW) == 2
        assert heard == [("caretaker", LampBroke(7))]


def test_a_handler_that_this_version_does_not_know_waits_for_one_that_does():
    with subscribed(gardener=LampLit):
        emit(LampLit(7), now=NOW)
    with subscribed(caretaker=LampLit):
        assert deliver(now=NOW) == 0
        assert "No one answers to tests.wiring.parts.gardener" in selectors.failing_deliveries().get().error
    with subscribed(gardener=LampLit):
        assert deliver(now=later(minutes=1)) == 1


def test_a_stored_event_with_an_older_set_of_fields_is_understood():
    with subscribed(gardener=LampLit):
        emit(LampLit(7, rooms=("hall",)), now=NOW)
        OutboxEvent.objects.update(payload={"lamp_id": 7, "gone": True})
        deliver(now=NOW)
        assert heard == [("gardener", LampLit(7))]


def test_delivered_events_are_forgotten_after_a_month_and_undelivered_ones_never():
    with subscribed(gardener=LampLit):
        emit(LampLit(7), now=NOW)
        deliver(now=NOW)
        parts.broken.add("gardener")
        emit(LampLit(8), now=NOW)
        deliver(now=NOW)
        assert events.forget_delivered(now=later(days=29)) == 0
        events.forget_delivered(now=later(days=31))
        assert [row.payload["lamp_id"] for row in OutboxEvent.objects.all()] == [8]


def test_what_is_stored_of_an_event_is_plain_json():
    emit(LampLit(7, on=date(2026, 11, 20), rooms=("hall",)), now=NOW)
    stored = OutboxEvent.objects.get()
    assert (stored.name, json.loads(json.dumps(stored.payload))) == (
        "tests.LampLit",
        {"lamp_id": 7, "on": "2026-11-20", "at": None, "rooms": ["hall"]},
    )


def test_the_name_of_an_event_is_its_room_and_the_fact():
    kind = type("LampSold", (Event,), {"__module__": "socialgov.organisation.events"})
    assert kind.event_name() == "organisation.LampSold"
    Event.known.pop("organisation.LampSold")


def test_an_event_that_could_change_after_it_was_stated_is_refused():
    @dataclass
    class Loose(Event):
        lamp_id: int

    with pytest.raises(WiringError, match="frozen"):
        emit(Loose(7), now=NOW)


def test_a_handler_without_a_lasting_name_is_refused():
    with pytest.raises(WiringError, match="by its name"):
        subscribe(LampLit, lambda event, *, now: None)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_hand_over_each_event_once():
    with subscribed(gardener=LampLit):
        for number in range(40):
            emit(LampLit(number), now=NOW)
        start, counts = threading.Barrier(4), []

        def run():
            start.wait()
            counts.append(deliver(now=NOW))
            connection.close()

        threads = [threading.Thread(target=run) for _ in range(4)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        assert sum(counts) == 40
        assert sorted(event.lamp_id for _, event in heard) == list(range(40))


@pytest.mark.django_db(transaction=True)
def test_stating_a_fact_wakes_delivery_once_the_transaction_has_succeeded(monkeypatch):
    woken = []
    monkeypatch.setattr("socialgov.wiring.wakeup.wake", lambda task, *args: woken.append(task))
    with subscribed(gardener=LampLit), transaction.atomic():
        emit(LampLit(7), now=NOW)
        assert woken == []
    assert woken == ["wiring.deliver"]
