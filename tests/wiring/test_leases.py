"""Work on lease, tried on the deliveries of events, which are such work."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from socialgov.wiring.leases import LEASE, LeasedWork, StaleToken, pause_before_attempt
from socialgov.wiring.models import Delivery, OutboxEvent, SweepRun
from tests.wiring.parts import NOW

pytestmark = pytest.mark.django_db
State = LeasedWork.State


def make(number=1, **given):
    event = OutboxEvent.objects.create(name="tests.Lamp", payload={}, emitted_at=NOW)
    return [Delivery.objects.create(event=event, handler=f"h{n}", **{"not_before": NOW} | given) for n in range(number)]


def claim(**later):
    return Delivery.objects.claim(now=NOW + timedelta(**later))


def test_work_is_claimed_by_one_at_a_time():
    (row,) = make()
    assert claim() == row
    assert claim() is None
    row.refresh_from_db()
    assert (row.state, row.token, row.attempts, row.lease_until) == (State.TAKEN, 1, 1, NOW + LEASE)


def test_what_has_been_due_longest_is_claimed_first():
    make(not_before=NOW - timedelta(minutes=1))
    (older,) = make(not_before=NOW - timedelta(hours=1))
    assert claim() == older


def test_work_that_is_not_due_is_left():
    make(not_before=NOW + timedelta(seconds=1))
    assert claim() is None
    assert claim(seconds=1)


def test_work_whose_holder_fell_silent_goes_to_another_under_a_higher_token():
    make()
    first = claim()
    assert claim(seconds=119) is None
    second = claim(seconds=120)
    assert (first.pk, first.token, second.token, second.attempts) == (second.pk, 1, 2, 2)


@pytest.mark.parametrize(
    "act",
    [
        lambda work: work.finish(),
        lambda work: work.finish(1),
        lambda work: work.renew(now=NOW),
        lambda work: work.postpone(until=NOW),
        lambda work: work.give_up(error="no"),
        lambda work: work.finishing().__enter__(),
    ],
    ids=["finish", "finish with token", "renew", "postpone", "give_up", "finishing"],
)
def test_a_stale_token_is_refused_and_changes_nothing(act):
    make()
    first = claim()
    second = claim(hours=1)
    before = Delivery.objects.values().get()
    with pytest.raises(StaleToken):
        act(first)
    assert Delivery.objects.values().get() == before
    second.finish()


def test_a_lease_that_is_renewed_is_kept():
    make()
    work = claim()
    work.renew(now=NOW + timedelta(seconds=100))
    assert claim(seconds=150) is None
    work.finish(work.token)
    assert Delivery.objects.get().state == State.DONE
    assert claim(days=9) is None


def test_a_lease_that_ran_out_can_still_be_finished_when_no_one_else_has_taken_the_work():
    make()
    claim().finish()
    assert Delivery.objects.get().state == State.DONE


def test_finished_work_can_not_be_finished_again():
    make()
    work = claim()
    work.finish()
    with pytest.raises(StaleToken):
        work.finish()


def test_postponed_work_waits_with_its_reason_until_then():
    make()
    claim().postpone(until=NOW + timedelta(hours=1), error="x" * 900)
    row = Delivery.objects.get()
    assert (row.state, len(row.error), row.attempts) == (State.WAITING, 500, 1)
    assert claim(minutes=59) is None
    assert claim(minutes=60).attempts == 2


def test_work_given_up_is_not_claimed_again():
    make()
    claim().give_up(error="no such page")
    assert claim(days=9) is None
    assert not Delivery.objects.open().exists()


def test_result_and_finish_are_written_both_or_neither():
    make()
    work = claim()
    with pytest.raises(RuntimeError), work.finishing():
        SweepRun.objects.create(name="result", started_at=NOW)
        raise RuntimeError
    assert not SweepRun.objects.exists()
    assert Delivery.objects.get().state == State.TAKEN
    work.state = State.TAKEN
    with work.finishing():
        SweepRun.objects.create(name="result", started_at=NOW)
    assert Delivery.objects.get().state == State.DONE


def test_pauses_double():
    assert [pause_before_attempt(n).total_seconds() for n in (1, 2, 3, 9, 10, 10**6)] == [10, 20, 40, 2560, 3600, 3600]


@pytest.mark.django_db(transaction=True)
def test_claimers_at_the_same_time_get_different_rows_and_wait_for_no_one():
    make(20)
    start, got = threading.Barrier(4), []

    def run():
        start.wait()
        while work := claim():
            got.append(work.pk)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(got) == sorted(set(got)) and len(got) == 20


@pytest.mark.django_db(transaction=True)
def test_work_that_is_being_finished_is_not_given_to_another_even_when_the_lease_runs_out_meanwhile():
    make()
    work, found = claim(), []

    def other():
        found.append(claim(days=1))
        connection.close()

    with work.finishing():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(20)
        assert found == [None]
