"""Adding, removing and moving rows of a draft. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from socialgov.policy.editing.tree import Many, Node


@dataclass(frozen=True)
class Wish:
    """What a button beside a row asks for: `add` at a list (with `key`, at a table), `remove` or `up` for a row."""

    what: str
    path: str
    key: str = ""


def wish(do: str, of: Node, new_keys: dict[str, str]) -> Wish | None:
    """The wish behind a button's value, such as 'remove:starting.approval.steps.2'. None for one that cannot be."""
    what, _colon, path = do.partition(":")
    lists = {many.path: many for many in lists_of(of)}
    if what == "add" and (many := lists.get(path)) is not None:
        if many.keys is None:
            return Wish(what, path)
        key = new_keys.get(path, "")
        return Wish(what, path, key) if key in dict(many.keys) else None
    if what in ("remove", "up"):
        many = lists.get(path.rpartition(".")[0])
        if many is not None and path in [row.path for row in many.rows]:
            return Wish(what, path)
    return None


def lists_of(of: Node) -> Iterator[Many]:
    """Every list of a setting."""
    if isinstance(of, Many):
        yield of
        for row in of.rows:
            yield from lists_of(row)
        return
    for below in of.below:
        yield from lists_of(below)


def arrange(content: dict[str, Any], asked: Wish) -> None:
    """Do it in the content. A new row is empty: it says itself what is missing."""
    if asked.what == "add":
        place, last = _place(content, asked.path)
        if asked.key:
            place[last] = {**(place.get(last) or {}), asked.key: {}}
        else:
            place[last] = [*(place.get(last) or []), {}]
        return
    rows, last = _place(content, asked.path)
    if isinstance(rows, dict):
        rows.pop(last, None)
        return
    n = int(last) - 1
    if asked.what == "remove":
        del rows[n]
    elif n > 0:
        rows[n - 1], rows[n] = rows[n], rows[n - 1]


def _place(content: Any, path: str) -> tuple[Any, str]:
    *before, last = path.split(".")
    for step in before:
        content = content[int(step) - 1] if isinstance(content, list) else content[step]
    return content, last
