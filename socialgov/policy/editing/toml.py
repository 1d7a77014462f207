"""Writing guidelines as TOML, in the form in which profiles are read. Pure."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DATES = frozenset({"decided_on", "revised_on"})


def write(content: Mapping[str, Any]) -> str:
    """The content as TOML. What is None is left out: it is what the schema takes for granted."""
    return "\n".join(_table((), content)).strip() + "\n"


def _table(path: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[str]:
    below = []
    for key, value in table.items():
        if value is None:
            continue
        if isinstance(value, Mapping) or _is_rows(value):
            below.append((key, value))
        else:
            yield f"{_key(key)} = {_value(key, value)}"
    for key, value in below:
        here = (*path, key)
        name = ".".join(_key(step) for step in here)
        if isinstance(value, Mapping):
            yield f"\n[{name}]"
            yield from _table(here, value)
            continue
        for row in value:
            yield f"\n[[{name}]]"
            yield from _table(here, row)


def _is_rows(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(row, Mapping) for row in value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _text(key)


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value('', one) for one in value)}]"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    return text if key in DATES and DATE.fullmatch(text) else _text(text)


def _text(text: str) -> str:
    """A basic string: JSON's escapes are TOML's too, but for the one control character that JSON leaves alone."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
