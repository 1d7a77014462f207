"""What may stand in a table that is never erased: ids, keyed hashes, dates and words of the programme."""

import re
from collections.abc import Mapping
from typing import Any

_TOKEN = re.compile(r"[a-z0-9]+(?:[._:/-][a-z0-9]+)*")
_RULE = re.compile(r"[A-Z]{2,6}-\d{1,4}[a-z]?")
_WHEN = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|\+00:00)?)?")
_LONG_NUMBER = re.compile(r"(?:\d[-.:/]?){7,}")
_DIGEST = re.compile(r"[0-9a-f]{32,128}")
LONGEST_TEXT = 80
LARGEST_NUMBER = 2**53  # beyond it, other programmes read a JSON number inexactly

_texts: dict[str, int] = {}


class NotPermanent(ValueError):
    """Something that could name a person was about to be written where nothing is ever erased."""


def register_text(key: str, *, longest: int) -> None:
    """Let values under `key` be text as it is, up to `longest` letters. Only for what never names a person, such as a
    diary number ("KS 2026/123"). Called in an AppConfig's `ready()`."""
    _texts[key] = longest


def require_permanent(data: Mapping[str, Any]) -> dict[str, Any]:
    """`data` as plain JSON. Raises NotPermanent, naming the key, for what may not stand in the journal."""
    return {_key(key): _value(key, value) for key, value in data.items()}


def _key(key: Any) -> str:
    if isinstance(key, str) and len(key) <= LONGEST_TEXT and (_TOKEN.fullmatch(key.replace("_", "-"))):
        return key
    raise NotPermanent(f"{key!r} is no key for the journal: use lower-case words joined by _.")


def _value(key: str, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) < LARGEST_NUMBER:
            return int(value)
        raise NotPermanent(f"The number under {key!r} is too large for the journal.")
    if isinstance(value, str):
        if _is_permanent_text(key, value):
            return str(value)
        raise NotPermanent(
            f"The text under {key!r} may name a person. Put it in a table that can be erased and give its id, or give "
            "pseudonym(text), or register the key with register_text."
        )
    if isinstance(value, Mapping):
        return {_key(inner): _value(inner, deeper) for inner, deeper in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return [_value(key, item) for item in items]
    raise NotPermanent(f"{type(value).__name__} under {key!r}: the journal takes ids, texts, lists and dictionaries.")


def _is_permanent_text(key: str, text: str) -> bool:
    if key in _texts:
        return len(text) <= _texts[key] and "@" not in text and text.isprintable()
    if len(text) <= LONGEST_TEXT and (_WHEN.fullmatch(text) or _RULE.fullmatch(text)):
        return True
    if _DIGEST.fullmatch(text):
        return True
    plain = text.replace("_", "-")
    short = len(plain.rpartition(":")[2]) <= LONGEST_TEXT and len(plain) <= LONGEST_TEXT
    return (
        text == ""
        or bool(short and _TOKEN.fullmatch(plain) and not _LONG_NUMBER.search(plain))
        or (text.startswith("sha256:") and bool(_DIGEST.fullmatch(text[7:])))
    )
