"""Closing the journal in chained batches, so that any later change shows. How it is checked stands in verification.py.

There is one sealer at a time. It takes every entry that is in no seal yet, never a range of ids: a transaction that
began before a seal and ends after it has an id below entries already sealed, and gets into the next seal.
"""

import logging
from datetime import datetime

from django.db import connection, transaction

from socialgov.journal.canonical import NOTHING_BEFORE, entry_digest, moment, seal_digest
from socialgov.journal.models import Entry, Seal, SealMembership
from socialgov.wiring.sweeps import lock_number

log = logging.getLogger(__name__)
LARGEST_SEAL = 5000


def seal(*, now: datetime, at_most: int = LARGEST_SEAL) -> list[Seal]:
    """Close every entry that is in no seal, `at_most` in each seal. The seals made; none when there was nothing new.

    The line of each new seal also goes to the log, so that whoever keeps the log keeps an outside witness of the chain.
    """
    made = []
    while one := _seal_once(now=now, at_most=at_most):
        made.append(one)
        log.info("Journal sealed: %s", head_line(one))
        if one.count < at_most:
            break
    return made


def head_line(one: Seal) -> str:
    """A seal as a line to keep elsewhere: its number, when, and its digest."""
    return f"{one.number} {moment(one.sealed_at)} {one.digest}"


@transaction.atomic
def _seal_once(*, now: datetime, at_most: int) -> Seal | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_number("journal.seal")])
        cursor.execute("SELECT clock_timestamp()")
        (database_now,) = cursor.fetchone()
    entries = list(Entry.objects.filter(membership=None).order_by("pk")[:at_most])
    if not entries:
        return None
    last = Seal.objects.order_by("-number").first()
    one = Seal(
        number=last.number + 1 if last else 1,
        previous_digest=last.digest if last else NOTHING_BEFORE,
        sealed_at=now,
        recorded_at=database_now,
        count=len(entries),
    )
    places = [(position, entry.pk, entry_digest(entry)) for position, entry in enumerate(entries, start=1)]
    one.digest = seal_digest(one, places)
    one.save()
    SealMembership.objects.bulk_create(
        SealMembership(seal=one, entry_id=entry_id, position=position, entry_digest=digest)
        for position, entry_id, digest in places
    )
    return one
