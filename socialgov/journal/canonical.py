"""The one way in which an entry and a seal are written down before they are hashed.

Kept so plain that anyone can compute the digests again in twenty years with nothing but SHA-256 and JSON
(docs/journal.md has a short programme that does):

*   A digest is SHA-256, in 64 lower-case hexadecimal digits, over a first line that names the format, a line feed, and
    a JSON document.
*   The JSON document has its keys in the order of their code points, no space and no line feed outside texts, only
    ASCII characters (others as \\uXXXX, beyond U+FFFF as two), no floating-point numbers, no key twice.
*   A moment is text in UTC with six decimals: "2026-11-20T13:00:00.000000Z". What is not known is null.
*   First line "socialgov-entry-1": every column of journal_entry under its own name.
*   First line "socialgov-seal-1": "number", "previous_digest", "sealed_at", "recorded_at" and "count" of journal_seal,
    and "entries", the list of [position, entry id, entry digest] in the order of the positions.
*   Seal 1 has 64 zeros as its previous digest; every other has the digest of the seal one number below.

A new column means a new first line, and the old one goes on being used for what was sealed under it.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from socialgov.journal.models import Entry, Seal

ENTRY_FORMAT, SEAL_FORMAT = "socialgov-entry-1", "socialgov-seal-1"
ENTRY_COLUMNS = (
    "id",
    "at",
    "recorded_at",
    "actor_id",
    "on_behalf_of_id",
    "verb",
    "about_type",
    "about_id",
    "rule",
    "data",
)
NOTHING_BEFORE = "0" * 64


def entry_digest(entry: Entry) -> str:
    """The digest of one entry: any change of any column changes it."""
    return _digest(ENTRY_FORMAT, {column: getattr(entry, column) for column in ENTRY_COLUMNS})


def seal_digest(seal: Seal, entries: Iterable[tuple[int, int, str]]) -> str:
    """The digest of a seal over its (position, entry id, entry digest)."""
    return _digest(
        SEAL_FORMAT,
        {
            "number": seal.number,
            "previous_digest": seal.previous_digest,
            "sealed_at": seal.sealed_at,
            "recorded_at": seal.recorded_at,
            "count": seal.count,
            "entries": [list(entry) for entry in entries],
        },
    )


def moment(at: datetime) -> str:
    """A moment as it stands in digests: "2026-11-20T13:00:00.000000Z"."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _digest(name: str, document: dict[str, Any]) -> str:
    text = json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False, default=_plain
    )
    return hashlib.sha256(f"{name}\n{text}".encode("ascii")).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return moment(value)
    raise TypeError(f"{type(value).__name__} has no canonical form.")
