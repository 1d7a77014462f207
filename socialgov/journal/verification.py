"""Finding out whether the journal is as it was written. `verify` names the first thing that is not.

It computes every digest again from what stands in the tables, in the order of the seals, and then looks for what no
digest covers: entries that no seal has taken although it should have, seals that are gone, memberships without a seal.
What it can't find alone, a journal replaced together with all its seals, shows against a head line kept elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socialgov.journal.canonical import NOTHING_BEFORE, entry_digest, seal_digest
from socialgov.journal.models import Entry, Seal, SealMembership
from socialgov.journal.seals import head_line

UNSEALED_AT_MOST = timedelta(minutes=60)
SEALS_AT_ONCE = 200


@dataclass(frozen=True)
class Finding:
    """The first thing that is wrong: which kind, where, and a sentence that says so."""

    kind: str
    sentence: str
    seal_number: int | None = None
    entry_id: int | None = None


@dataclass(frozen=True)
class Report:
    """What a verification found. `head` is the last seal's line, to be kept elsewhere."""

    seals: int
    entries: int
    head: str
    broken: Finding | None = None

    @property
    def sound(self) -> bool:
        return self.broken is None

    @property
    def sentence(self) -> str:
        if self.broken:
            return self.broken.sentence
        entries = ngettext("%(n)d entry", "%(n)d entries", self.entries) % {"n": self.entries}
        seals = ngettext("%(n)d seal", "%(n)d seals", self.seals) % {"n": self.seals}
        return _("The journal is unbroken: %(entries)s under %(seals)s.") % {"entries": entries, "seals": seals}


def verify(*, unsealed_at_most: timedelta = UNSEALED_AT_MOST, expected_head: str = "") -> Report:
    """Check the whole journal. `expected_head` is a line kept elsewhere: its seal must still be there, as it was."""
    last = Seal.objects.order_by("-number").first()
    report = Report(
        seals=Seal.objects.count(), entries=SealMembership.objects.count(), head=head_line(last) if last else ""
    )
    for finding in _findings(last.number if last else 0, unsealed_at_most, expected_head):
        return Report(report.seals, report.entries, report.head, finding)
    return report


def _findings(last_number: int, unsealed_at_most: timedelta, expected_head: str) -> Iterator[Finding]:
    yield from _chain(last_number)
    yield from _left_over(last_number)
    yield from _sealed_late(unsealed_at_most)
    yield from _unsealed(unsealed_at_most)
    yield from _emptied()
    if expected_head:
        yield from _witness(expected_head)


def _chain(last_number: int) -> Iterator[Finding]:
    """Every seal up to the last, with its entries."""
    previous, expected = NOTHING_BEFORE, 1
    for seals in _in_batches(Seal.objects.filter(number__lte=last_number).order_by("number").iterator()):
        places: dict[int, list] = {}
        for place in SealMembership.objects.filter(seal__in=seals).order_by("seal_id", "position"):
            places.setdefault(place.seal_id, []).append(place)
        entries = Entry.objects.in_bulk([place.entry_id for several in places.values() for place in several])
        for seal in seals:
            if seal.number != expected:
                yield Finding(
                    "seal_missing", _("Seal %(n)d is missing from the journal.") % {"n": expected}, seal_number=expected
                )
            if seal.previous_digest != previous:
                yield Finding(
                    "chain_broken",
                    _("Seal %(n)d does not follow upon the one before it.") % {"n": seal.number},
                    seal_number=seal.number,
                )
            yield from _contents(seal, places.get(seal.pk, []), entries)
            previous, expected = seal.digest, seal.number + 1


def _contents(seal: Seal, places: list[SealMembership], entries: dict[int, Entry]) -> Iterator[Finding]:
    """One seal: its entries are there, unchanged, in their order, and its own digest is right."""
    for place in places:
        entry = entries.get(place.entry_id)
        where = {"entry": place.entry_id, "seal": seal.number}
        if entry is None:
            yield Finding(
                "entry_deleted",
                _("Entry %(entry)d of seal %(seal)d has been deleted.") % where,
                seal.number,
                place.entry_id,
            )
        elif entry_digest(entry) != place.entry_digest:
            yield Finding(
                "entry_changed",
                _("Entry %(entry)d of seal %(seal)d has been changed since it was sealed.") % where,
                seal.number,
                place.entry_id,
            )
    if [place.position for place in places] != list(range(1, seal.count + 1)):
        yield Finding(
            "seal_contents",
            _("Seal %(n)d closed %(count)d entries, and now has %(found)d.")
            % {"n": seal.number, "count": seal.count, "found": len(places)},
            seal.number,
        )
    if seal_digest(seal, ((p.position, p.entry_id, p.entry_digest) for p in places)) != seal.digest:
        yield Finding(
            "seal_changed",
            _("Seal %(n)d or the order of its entries has been changed.") % {"n": seal.number},
            seal.number,
        )


def _left_over(last_number: int) -> Iterator[Finding]:
    """Memberships whose seal is gone: the end of the chain has been cut off."""
    found = _first(
        "SELECT m.entry_id FROM journal_sealmembership m LEFT JOIN journal_seal s ON s.id = m.seal_id"
        " WHERE s.id IS NULL ORDER BY m.id LIMIT 1"
    )
    if found:
        number = last_number + 1
        yield Finding(
            "seal_missing", _("Seal %(n)d is missing from the journal.") % {"n": number}, number, entry_id=found[0]
        )


def _sealed_late(unsealed_at_most: timedelta) -> Iterator[Finding]:
    """Entries said to be recorded long before a seal that did not take them: put in afterwards, and dated back.

    No transaction lives that long, and when the sealer has been down there was no seal in between.
    """
    found = _first(
        "SELECT e.id, s.number FROM journal_seal s JOIN journal_sealmembership m ON m.seal_id = s.id"
        " JOIN journal_entry e ON e.id = m.entry_id JOIN journal_seal before ON before.number = s.number - 1"
        " WHERE e.recorded_at < before.recorded_at - %s ORDER BY s.number, m.position LIMIT 1",
        unsealed_at_most,
    )
    if found:
        yield Finding(
            "inserted_behind",
            _("Entry %(entry)d is dated before seal %(seal)d, but was put in after it.")
            % {"entry": found[0], "seal": found[1] - 1},
            seal_number=found[1],
            entry_id=found[0],
        )


def _unsealed(unsealed_at_most: timedelta) -> Iterator[Finding]:
    found = _first(
        "SELECT e.id FROM journal_entry e LEFT JOIN journal_sealmembership m ON m.entry_id = e.id"
        " WHERE m.id IS NULL AND e.recorded_at < clock_timestamp() - %s ORDER BY e.id LIMIT 1",
        unsealed_at_most,
    )
    if found:
        minutes = int(unsealed_at_most.total_seconds() // 60)
        yield Finding(
            "unsealed",
            ngettext(
                "Entry %(entry)d has been without a seal for more than %(n)d minute: see that beat and a worker run.",
                "Entry %(entry)d has been without a seal for more than %(n)d minutes: see that beat and a worker run.",
                minutes,
            )
            % {"entry": found[0], "n": minutes},
            entry_id=found[0],
        )


def _emptied() -> Iterator[Finding]:
    """A journal without a single row whose counter says that there have been some."""
    found = _first(
        "SELECT s.last_value FROM journal_entry_id_seq s WHERE s.is_called AND NOT EXISTS (SELECT FROM journal_entry)"
    )
    if found:
        yield Finding("emptied", _("The journal is empty although it has counted to %(n)d.") % {"n": found[0]})


def _witness(expected_head: str) -> Iterator[Finding]:
    """The seal of a line kept elsewhere."""
    number, _space, _rest = expected_head.strip().partition(" ")
    seal = Seal.objects.filter(number=int(number)).first() if number.isascii() and number.isdigit() else None
    if seal is None or head_line(seal) != " ".join(expected_head.split()):
        yield Finding(
            "other_journal",
            _("The journal no longer has the seal “%(line)s” that was noted elsewhere.")
            % {"line": " ".join(expected_head.split())},
            seal_number=seal.number if seal else None,
        )


def _first(sql: str, *parameters) -> tuple | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return cursor.fetchone()


def _in_batches(seals: Iterator[Seal]) -> Iterator[list[Seal]]:
    while some := list(islice(seals, SEALS_AT_ONCE)):
        yield some
