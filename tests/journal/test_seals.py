import threading

import pytest
from django.db import connection, transaction

from socialgov.journal import seals
from socialgov.journal.canonical import ENTRY_COLUMNS, NOTHING_BEFORE
from socialgov.journal.models import Entry, Seal, SealMembership
from socialgov.journal.seals import head_line, seal
from socialgov.journal.verification import verify
from tests.databases import admin
from tests.environment import DATABASE, admin_url
from tests.journal.parts import NOW, write

pytestmark = pytest.mark.django_db


def test_a_seal_takes_every_entry_that_has_none_and_follows_upon_the_one_before():
    first = write(3)
    (one,) = seal(now=NOW)
    second = write(2)
    (two,) = seal(now=NOW)
    assert [(s.number, s.count) for s in (one, two)] == [(1, 3), (2, 2)]
    assert (one.previous_digest, two.previous_digest) == (NOTHING_BEFORE, one.digest)
    assert [m.entry_id for m in one.memberships.order_by("position")] == [e.pk for e in first]
    assert [m.entry_id for m in two.memberships.order_by("position")] == [e.pk for e in second]
    assert verify().sentence == "Journalen är obruten: 5 poster under 2 sigill."


def test_nothing_new_makes_no_seal():
    write()
    assert len(seal(now=NOW)) == 1
    assert seal(now=NOW) == []


def test_a_great_many_entries_are_closed_in_several_seals():
    write(7)
    assert [one.count for one in seal(now=NOW, at_most=3)] == [3, 3, 1]
    assert verify().sound


def test_exactly_full_seals_leave_nothing_behind():
    write(6)
    assert [one.count for one in seal(now=NOW, at_most=3)] == [3, 3]


def test_each_seal_leaves_its_line_in_the_log(caplog):
    write()
    with caplog.at_level("INFO", "socialgov.journal"):
        (one,) = seal(now=NOW)
    assert f"Journal sealed: 1 2026-11-20T13:00:00.000000Z {one.digest}" in caplog.text
    assert verify().head == head_line(one)


def test_the_digest_of_an_entry_covers_every_column():
    assert set(ENTRY_COLUMNS) == {field.column for field in Entry._meta.local_fields}


def test_what_the_digests_cover_survives_the_way_through_the_database():
    (entry,) = write(
        data={"b": [1, 2, {"c": None}], "a": True, "from": "draft", "key_with_ids": [10**15]}, rule="ATV-14"
    )
    from socialgov.journal.canonical import entry_digest

    entry.refresh_from_db()
    assert entry_digest(entry) == entry_digest(Entry.objects.get())


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_is_committed_after_a_later_one_was_sealed_gets_into_the_next_seal():
    begun, sealed = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            write(data={"channel": "slow"})
            begun.set()
            assert sealed.wait(20)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(20)
    write(data={"channel": "quick"})
    (one,) = seal(now=NOW)
    sealed.set()
    thread.join()
    (two,) = seal(now=NOW)
    late, quick = Entry.objects.order_by("pk")
    assert (late.data, quick.data) == ({"channel": "slow"}, {"channel": "quick"})
    assert late.pk < quick.pk
    assert late.membership.seal == two and quick.membership.seal == one
    assert verify().sound


@pytest.mark.django_db(transaction=True)
def test_sealers_at_the_same_time_make_one_chain():
    write(30)
    start = threading.Barrier(4)

    def run():
        start.wait()
        seal(now=NOW, at_most=4)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 9))
    assert SealMembership.objects.count() == 30
    assert verify().sound


@pytest.mark.django_db(transaction=True)
def test_a_sealer_waits_for_the_one_that_is_at_work():
    write()
    with admin(admin_url(DATABASE)) as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [seals.lock_number("journal.seal")])
        thread = threading.Thread(target=lambda: (seal(now=NOW), connection.close()))
        thread.start()
        thread.join(0.3)
        assert thread.is_alive() and not Seal.objects.exists()
        cursor.execute("SELECT pg_advisory_unlock(%s)", [seals.lock_number("journal.seal")])
        thread.join(20)
    assert Seal.objects.count() == 1
