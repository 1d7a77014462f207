"""Every known way to change the journal, tried with all guards off; each is caught and the first place named."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from socialgov.journal import tasks
from socialgov.journal.canonical import NOTHING_BEFORE, seal_digest
from socialgov.journal.models import Entry, Seal, SealMembership
from socialgov.journal.seals import head_line, seal
from socialgov.journal.verification import verify
from socialgov.wiring.models import OutboxEvent
from tests.journal.parts import NOW, tamper, tampering, write

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


@pytest.fixture
def chain():
    """Three seals of three entries each; entries 1–3, 4–6, 7–9."""
    for _ in range(3):
        write(3)
        seal(now=NOW)
    assert verify().sound
    return list(Entry.objects.order_by("pk"))


def first_broken():
    found = verify().broken
    return found and (found.kind, found.seal_number, found.entry_id)


@pytest.mark.parametrize(
    "change",
    [
        "actor_id = 99",
        "actor_id = NULL",
        "on_behalf_of_id = 4",
        "at = at + interval '1 microsecond'",
        "recorded_at = recorded_at - interval '1 second'",
        "verb = 'plan.refused'",
        "about_id = about_id + 1",
        "about_type = 'accounts.account'",
        "rule = 'ATV-15'",
        """data = '{"channel": "mail"}'""",
        "data = data || '{\"more\": 1}'",
        "data = '[]'",
    ],
)
def test_an_entry_that_was_forged_is_named(chain, change):
    tamper(f"UPDATE journal_entry SET {change} WHERE id = %s", chain[4].pk)
    assert first_broken() == ("entry_changed", 2, chain[4].pk)
    assert verify().sentence == f"Post {chain[4].pk} i sigill 2 har ändrats sedan den förseglades."


def test_the_first_of_several_is_named(chain):
    tamper("UPDATE journal_entry SET actor_id = 99 WHERE id IN (%s, %s)", chain[7].pk, chain[3].pk)
    assert first_broken() == ("entry_changed", 2, chain[3].pk)


def test_an_entry_that_was_deleted_is_named(chain):
    tamper("DELETE FROM journal_entry WHERE id = %s", chain[5].pk)
    assert first_broken() == ("entry_deleted", 2, chain[5].pk)


def test_an_entry_that_was_deleted_with_its_place_in_the_seal_is_missed(chain):
    for table, column in (("sealmembership", "entry_id"), ("entry", "id")):
        tamper(f"DELETE FROM journal_{table} WHERE {column} = %s", chain[5].pk)
    assert first_broken() == ("seal_contents", 2, None)


def test_an_entry_deleted_with_its_place_and_the_count_put_right_is_missed(chain):
    for table, column in (("sealmembership", "entry_id"), ("entry", "id")):
        tamper(f"DELETE FROM journal_{table} WHERE {column} = %s", chain[5].pk)
    tamper("UPDATE journal_seal SET count = 2 WHERE number = 2")
    assert first_broken() == ("seal_changed", 2, None)


def test_a_seal_computed_anew_after_a_forgery_no_longer_fits_the_chain(chain):
    tamper("UPDATE journal_entry SET actor_id = 99 WHERE id = %s", chain[4].pk)
    reseal(2)
    assert first_broken() == ("chain_broken", 3, None)


def test_a_whole_chain_computed_anew_shows_against_a_line_kept_elsewhere(chain):
    witness = verify().head
    assert verify(expected_head=witness).sound
    tamper("UPDATE journal_entry SET actor_id = 99 WHERE id = %s", chain[4].pk)
    reseal(2)
    tamper(
        "UPDATE journal_seal SET previous_digest = (SELECT digest FROM journal_seal WHERE number = 2) WHERE number = 3"
    )
    reseal(3)
    assert verify().sound, "the forger has been thorough"
    assert verify(expected_head=witness).broken.kind == "other_journal"


@pytest.mark.parametrize("line", ["nonsense", "12", "99 2026-11-20T13:00:00.000000Z " + "a" * 64])
def test_a_line_that_is_no_seals_is_not_found(chain, line):
    assert verify(expected_head=line).broken.kind == "other_journal"


def test_an_older_line_is_still_found_when_the_chain_has_grown(chain):
    assert verify(expected_head=head_line(Seal.objects.get(number=2))).sound


def test_the_entries_all_gone_is_caught(chain):
    tampering_sql("TRUNCATE journal_entry CASCADE")
    assert first_broken() == ("seal_contents", 1, None)


def test_the_entries_alone_gone_is_caught(chain):
    tamper("DELETE FROM journal_entry")
    assert first_broken() == ("entry_deleted", 1, chain[0].pk)


def test_the_memberships_gone_is_caught(chain):
    tampering_sql("TRUNCATE journal_sealmembership")
    assert first_broken() == ("seal_contents", 1, None)


def test_the_seals_gone_is_caught(chain):
    tamper("DELETE FROM journal_seal")
    assert first_broken() == ("seal_missing", 1, chain[0].pk)


def test_everything_gone_is_caught(chain):
    tampering_sql("TRUNCATE journal_entry, journal_sealmembership, journal_seal")
    assert first_broken() == ("emptied", None, None)


def test_a_seal_gone_from_the_middle_is_named(chain):
    tamper("DELETE FROM journal_seal WHERE number = 2")
    assert first_broken() == ("seal_missing", 2, None)


def test_a_seal_gone_from_the_end_is_named(chain):
    tamper("DELETE FROM journal_seal WHERE number = 3")
    assert first_broken() == ("seal_missing", 3, chain[6].pk)


def test_seals_and_memberships_gone_leave_entries_that_have_been_unsealed_too_long(chain):
    tampering_sql("TRUNCATE journal_sealmembership, journal_seal")
    tamper("UPDATE journal_entry SET recorded_at = recorded_at - interval '61 minutes'")
    assert first_broken() == ("unsealed", None, chain[0].pk)


def test_entries_whose_contents_changed_places_are_named(chain):
    with tampering() as cursor:
        cursor.execute(
            "UPDATE journal_entry a SET about_id = b.about_id FROM journal_entry b"
            " WHERE (a.id, b.id) IN ((%(x)s, %(y)s), (%(y)s, %(x)s))",
            {"x": chain[0].pk, "y": chain[1].pk},
        )
    assert first_broken() == ("entry_changed", 1, chain[0].pk)


def test_entries_that_changed_places_in_a_seal_are_caught(chain):
    with tampering() as cursor:
        cursor.execute("ALTER TABLE journal_sealmembership DROP CONSTRAINT journal_seal_position")
        cursor.execute(
            "UPDATE journal_sealmembership SET position = 3 - position WHERE position < 3 AND"
            " seal_id = (SELECT id FROM journal_seal WHERE number = 1)"
        )
        cursor.execute(
            "ALTER TABLE journal_sealmembership ADD CONSTRAINT journal_seal_position UNIQUE (seal_id, position)"
        )
    assert first_broken() == ("seal_changed", 1, None)


def test_seals_that_changed_places_are_caught(chain):
    with tampering() as cursor:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            cursor.execute("UPDATE journal_seal SET number = %s WHERE number = %s", [new, old])
    assert first_broken() == ("chain_broken", 2, None)


@pytest.mark.parametrize(
    "change", ["sealed_at = sealed_at - interval '1 day'", "recorded_at = recorded_at - interval '1 s'"]
)
def test_a_seal_that_was_dated_back_is_named(chain, change):
    tamper(f"UPDATE journal_seal SET {change} WHERE number = 2")
    assert first_broken() == ("seal_changed", 2, None)


def test_an_entry_put_into_an_old_seal_is_caught(chain):
    (entry,) = write()
    tamper(
        "INSERT INTO journal_sealmembership (seal_id, entry_id, position, entry_digest)"
        " SELECT id, %s, 4, %s FROM journal_seal WHERE number = 2",
        entry.pk,
        "0" * 64,
    )
    assert first_broken() == ("entry_changed", 2, entry.pk)


def test_an_entry_inserted_behind_and_dated_back_is_caught_before_it_is_sealed(chain):
    (entry,) = write()
    tamper("UPDATE journal_entry SET recorded_at = recorded_at - interval '2 hours' WHERE id = %s", entry.pk)
    assert first_broken() == ("unsealed", None, entry.pk)


def test_an_entry_inserted_behind_and_dated_back_is_caught_after_it_was_sealed(chain):
    (entry,) = write()
    tamper("UPDATE journal_entry SET recorded_at = recorded_at - interval '2 hours' WHERE id = %s", entry.pk)
    seal(now=NOW)
    assert first_broken() == ("inserted_behind", 4, entry.pk)


def test_entries_that_waited_for_a_sealer_that_was_down_are_no_fault_once_sealed():
    write(2)
    tamper("UPDATE journal_entry SET recorded_at = recorded_at - interval '2 days'")
    assert first_broken()[0] == "unsealed"
    seal(now=NOW)
    assert verify().sound


def test_an_entry_may_be_unsealed_for_a_while_and_no_longer():
    (entry,) = write()
    assert verify().sound
    assert verify(unsealed_at_most=timedelta(0)).broken.entry_id == entry.pk


def test_gaps_in_the_ids_are_no_fault(chain):
    with tampering() as cursor:
        cursor.execute("SELECT nextval('journal_entry_id_seq')")
    write()
    seal(now=NOW)
    assert verify().sound


def test_an_empty_journal_that_never_had_an_entry_is_sound():
    assert verify().sentence == "Journalen är obruten: 0 poster under 0 sigill."


def test_the_command_says_that_all_is_well_and_prints_the_line_to_keep(chain):
    assert run() == "Journalen är obruten: 9 poster under 3 sigill.\n"
    head = run("--print-head").strip()
    assert head == head_line(Seal.objects.get(number=3))
    assert run("--expect-head", head).startswith("Journalen är obruten")


def test_the_command_names_the_fault_and_ends_with_a_status_that_is_not_0(chain):
    tamper("UPDATE journal_entry SET actor_id = 99 WHERE id = %s", chain[4].pk)
    for arguments in ([], ["--print-head"]):
        with pytest.raises(CommandError, match=f"Post {chain[4].pk} i sigill 2 har ändrats") as failed:
            run(*arguments)
        assert failed.value.returncode != 0


def test_the_command_has_no_line_to_print_before_the_first_seal():
    with pytest.raises(CommandError, match="inget sigill"):
        run("--print-head")


def test_the_report_is_in_english_for_who_reads_english(chain):
    with translation.override("en"):
        assert verify().sentence == "The journal is unbroken: 9 entries under 3 seals."


def test_the_sweep_states_the_fault_so_that_a_room_above_can_tell_someone(chain):
    assert tasks.verify() is True
    assert not OutboxEvent.objects.exists()
    tamper("DELETE FROM journal_entry WHERE id = %s", chain[5].pk)
    assert tasks.verify() is False
    event = OutboxEvent.objects.get()
    assert event.name == "journal.JournalBroken"
    assert (event.payload["kind"], event.payload["entry_id"]) == ("entry_deleted", chain[5].pk)


def test_the_sealing_sweep_leaves_nothing_unsealed():
    write(2)
    assert tasks.seal() == 1
    assert not Entry.objects.filter(membership=None).exists()


def run(*arguments):
    out = io.StringIO()
    call_command("verify_journal", *arguments, stdout=out)
    return out.getvalue()


def tampering_sql(sql):
    with tampering() as cursor:
        cursor.execute(sql)


def reseal(number):
    """What a thorough forger does: compute a seal again over entries that were changed."""
    from socialgov.journal.canonical import entry_digest

    one = Seal.objects.get(number=number)
    assert one.previous_digest != NOTHING_BEFORE
    places = list(SealMembership.objects.filter(seal=one).select_related("entry").order_by("position"))
    for place in places:
        place.entry_digest = entry_digest(place.entry)
        tamper("UPDATE journal_sealmembership SET entry_digest = %s WHERE id = %s", place.entry_digest, place.pk)
    digest = seal_digest(one, [(p.position, p.entry_id, p.entry_digest) for p in places])
    tamper("UPDATE journal_seal SET digest = %s WHERE id = %s", digest, one.pk)
