"""One way to write data down, so that equal data has equal digests."""

import hashlib
import json
from datetime import UTC, date, datetime


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} can not be written down.")


def canonical(data: object) -> bytes:
    """JSON in UTF-8 with sorted keys and no spaces; moments in UTC; half a surrogate pair as its JSON escape."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
    ).encode("utf-8", "backslashreplace")


def digest(data: object) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(canonical(data)).hexdigest()
