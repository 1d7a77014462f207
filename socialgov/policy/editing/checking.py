"""Whether a draft holds together, and whether what it changes has a source of its own. Pure."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from socialgov.policy import loading
from socialgov.policy.editing.shapes import Kind, shapes
from socialgov.policy.editing.tree import SOURCE
from socialgov.policy.editing.units import unit_of
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.loading import Fault
from socialgov.policy.schema.base import Part, Provision

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Stated:
    """A provision as plain data. `known_by` is its path with a row's own code instead of its number."""

    path: str
    known_by: str
    values: dict[str, Any]
    raw: dict[str, Any]


def document_of(content: Content) -> Guidelines | None:
    """The guidelines, when the content holds together."""
    try:
        return loading.from_data(dict(content), file="")
    except loading.ProfileError:
        return None


def faults(content: Content, base: Content) -> list[Fault]:
    """Everything that stands in the way of adopting `content`, which was made from `base`."""
    try:
        loading.from_data(dict(content), file="")
    except loading.ProfileError as error:
        return error.faults + unsourced(content, base)
    return unsourced(content, base)


def unsourced(content: Content, base: Content) -> list[Fault]:
    """What the municipality has changed without saying where its own decision has it, or why."""
    before = {one.known_by: one for one in provisions(base)}
    found = []
    for one in provisions(content):
        was = before.get(one.known_by)
        if was is None or one.values == was.values:
            continue
        if all((one.raw.get(name) or "") == (was.raw.get(name) or "") for name in ("lines", "reason")):
            sentence = _("You have changed this. Say where your decision has it, or give the reason.")
            found.append(Fault(f"{one.path}.lines", sentence))
    return found


def drop_others_words(content: dict[str, Any], base: Content) -> None:
    """A changed setting does not keep the quotation of what it was; one that is changed back gets it again."""
    before = {one.known_by: one for one in provisions(base)}
    for one in provisions(content):
        was = before.get(one.known_by)
        if was is None or not was.raw.get("quote"):
            continue
        changed = one.values != was.values
        if changed and one.raw.get("quote") == was.raw["quote"]:
            one.raw["quote"] = ""
        elif not changed and not one.raw.get("quote"):
            one.raw["quote"] = was.raw["quote"]
    _drop_lines_of_other_words(content, base)


def _drop_lines_of_other_words(content: dict[str, Any], base: Content) -> None:
    """A word of the municipality's own for a function stands where the word before it stood only when said so."""
    words, lines = content.get("labels") or {}, content.get("label_lines") or {}
    known, at = base.get("labels") or {}, base.get("label_lines") or {}
    for function in list(lines):
        is_another = words.get(function) != known.get(function)
        if function not in words or (is_another and lines[function] == at.get(function)):
            del lines[function]


def readable(content: Content, base: Content) -> Guidelines:
    """The draft as far as it can be read: a setting that does not hold together is as it was in `base`."""
    document = document_of(content)
    if document is not None:
        return document
    mended = deepcopy(dict(content))
    for fault in faults(content, base):
        if path := unit_of(fault.key):
            put(mended, path, deepcopy(get(base, path)))
    return document_of(mended) or loading.from_data(dict(base), file="")


def provisions(content: Content) -> Iterator[Stated]:
    """Every provision of the content, whether or not it holds together."""
    yield from _provisions(Guidelines, content, "", "")


def _provisions(part: type[Part], raw: Any, path: str, known_by: str) -> Iterator[Stated]:
    if not isinstance(raw, Mapping):
        return
    if issubclass(part, Provision):
        values = {
            name: _plain(raw.get(name), shape.kind)
            for name, shape in shapes(part).items()
            if name not in (*SOURCE, "rule") and shape.kind is not Kind.GROUP
        }
        yield Stated(path, known_by, values, raw if isinstance(raw, dict) else dict(raw))
    for name, shape in shapes(part).items():
        if shape.part is None:
            continue
        for step, code, below in rows(raw.get(name), shape.kind):
            here = ".".join(filter(None, (path, name, step)))
            yield from _provisions(shape.part, below, here, ".".join(filter(None, (known_by, name, code))))


def rows(raw: Any, kind: Kind) -> Iterator[tuple[str, str, Any]]:
    """Number or key, what it is known by, and the content of each part at a place."""
    if kind is Kind.MANY and isinstance(raw, list | tuple):
        for n, row in enumerate(raw, start=1):
            yield str(n), known_by(row), row
    elif kind is Kind.TABLE and isinstance(raw, Mapping):
        for key, row in raw.items():
            yield str(key), f"[{key}]", row
    elif kind is Kind.GROUP:
        yield "", "", raw


def known_by(row: Any) -> str:
    """What a row of a list is known by, wherever it stands: its code, or what it says."""
    if not isinstance(row, Mapping):
        return "[]"
    for name in ("code", "key", "topic", "trigger"):
        if row.get(name):
            return f"[{row[name]}]"
    return f"[{row.get('kind', '')} {sorted(map(str, row.get('by') or row.get('platforms') or row.get('rule') or ()))}]"


def _plain(value: Any, kind: Kind) -> Any:
    if kind in (Kind.MANY, Kind.TABLE):
        return [code for _step, code, _below in rows(value, kind)]
    return value if value not in ("", [], ()) else None


def get(content: Content, path: str) -> Any:
    """What stands at a path of keys."""
    found: Any = content
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def put(content: dict[str, Any], path: str, value: Any) -> None:
    """Write at a path of keys."""
    *before, last = path.split(".")
    for step in before:
        content = content[step]
    content[last] = value
