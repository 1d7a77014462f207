"""A setting with its fields: built from what a draft holds, and what is typed read back into it. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from socialgov.policy import spoken
from socialgov.policy.editing import words
from socialgov.policy.editing.codes import CLOSED_LISTS
from socialgov.policy.editing.shapes import Kind, Shape, shapes
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.schema.base import Function, Modality, Part, Provision
from socialgov.policy.spans import Span, Unit

SOURCE = ("lines", "modality", "quote", "reason")
SHOWN_OF_ABOUT = ("title", "kind", "applies_to", "note")
HIDDEN = frozenset({"Metric.code", "FewerAdministrators.code", "Received.counted_from"})
NAMED_BY = {
    "Step": ("by", "kind"),
    "Question": ("heading", "key"),
    "RemovalCategory": ("code",),
    "DiaryTrigger": ("trigger",),
    "Guide": ("topic",),
    "Metric": ("label",),
    "FewerAdministrators": ("label",),
    "Liability": ("platforms",),
}
CODED_BY = {"Metric": "label", "FewerAdministrators": "label"}  # whose code is made from what it is called
Own = Mapping[Function, str]


@dataclass(frozen=True)
class Leaf:
    """One field. `name` is the schema's ("Step.kind"), `path` where it stands, counted from 1 as a fault counts."""

    path: str
    name: str
    shape: Shape
    value: Any
    label: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> Kind:
        return self.shape.kind


@dataclass
class Group:
    """A part with fields, parts of its own and, for a provision, where it stands."""

    path: str
    title: str
    part: type[Part]
    raw: dict
    optional: bool = False
    leaves: list[Leaf] = field(default_factory=list)
    below: list["Group | Many"] = field(default_factory=list)
    source: list[Leaf] = field(default_factory=list)

    @property
    def rules(self) -> tuple[str, ...]:
        """The ledger's ids that it cites."""
        cited = self.raw.get("rule") or ()
        return (cited,) if isinstance(cited, str) else tuple(cited)


@dataclass
class Many:
    """Parts of the same kind, in order; `keys` are those that can be added when each has a key, None in a list."""

    path: str
    title: str
    rows: list[Group]
    keys: tuple[tuple[str, str], ...] | None = None


Node = Group | Many


def node(content: Mapping[str, Any], path: str) -> Node:
    """The setting at `path` as `content` has it. KeyError for a path that the schema lacks."""
    part: type[Part] = Guidelines
    raw: Any = content
    own = own_words(content)
    *before, last = path.split(".")
    for step in before:
        part, raw = _part_of(shapes(part)[step]), (raw or {}).get(step)
    return _node(part, last, (raw or {}).get(last), path, own)


def own_words(content: Mapping[str, Any]) -> dict[Function, str]:
    """The municipality's own words for functions."""
    labels = content.get("labels")
    labels = labels if isinstance(labels, dict) else {}
    return {function: str(labels[function]) for function in Function if labels.get(function)}


def _part_of(shape: Shape) -> type[Part]:
    if shape.part is None:
        raise KeyError
    return shape.part


def _node(owner: type[Part], name: str, raw: Any, path: str, own: Own) -> Node:
    shape = shapes(owner)[name]
    title = str(words.LABELS.get(f"{owner.__name__}.{name}", ""))
    match shape.kind:
        case Kind.WORDS:
            return _words(path, raw or {}, own)
        case Kind.GROUP:
            return _group(_part_of(shape), raw or {}, path, title, own, optional=shape.optional)
        case Kind.MANY:
            return Many(path, title, [_row(shape, one, f"{path}.{n}", own) for n, one in enumerate(raw or (), start=1)])
        case Kind.TABLE:
            known = CLOSED_LISTS[f"{owner.__name__}.{name}"]
            rows = [_row(shape, one, f"{path}.{key}", own) for key, one in (raw or {}).items()]
            for row, key in zip(rows, raw or {}, strict=True):
                row.title = str(known.get(key, key))
            return Many(path, title, rows, tuple((key, str(text)) for key, text in known.items() if key not in raw))
    raise KeyError(path)


def _row(shape: Shape, raw: Any, path: str, own: Own) -> Group:
    row = _group(_part_of(shape), raw if isinstance(raw, dict) else {}, path, "", own)
    said = [say(leaf) for name in NAMED_BY.get(row.part.__name__, ()) for leaf in row.leaves if leaf.value
            and leaf.name.endswith(f".{name}")]  # fmt: skip
    row.title = " ".join(said if row.part.__name__ == "Step" else said[:1]).strip() or str(_("New"))
    return row


def _group(part: type[Part], raw: dict, path: str, title: str, own: Own, *, optional: bool = False) -> Group:
    group = Group(path, title, part, raw, optional)
    for name, shape in shapes(part).items():
        if name == "rule" or f"{part.__name__}.{name}" in HIDDEN:
            continue
        if part.__name__ == "About" and name not in SHOWN_OF_ABOUT:
            continue
        if issubclass(part, Provision) and name in SOURCE:
            group.source.append(_leaf(part, name, shape, raw.get(name), f"{path}.{name}", own))
        elif shape.kind in (Kind.GROUP, Kind.MANY, Kind.TABLE):
            group.below.append(_node(part, name, raw.get(name), f"{path}.{name}", own))
        else:
            value = raw.get(name, _default(part, name))
            group.leaves.append(_leaf(part, name, shape, value, f"{path}.{name}", own))
    return group


def _words(path: str, raw: dict, own: Own) -> Group:
    group = Group(path, "", Guidelines, raw)
    for function in Function:
        keeper = function is Function.LIST_KEEPER  # usually the office, whose name stands in the form already
        usual = str(_("Keeps the list of channels")) if keeper else words.choice("", function, {})
        shape = Shape(Kind.TEXT, optional=True, most=160)
        group.leaves.append(Leaf(f"{path}.{function}", "", shape, raw.get(function), usual))
    return group


def _default(part: type[Part], name: str) -> Any:
    info = part.model_fields[name]
    return None if info.is_required() else info.get_default(call_default_factory=True)


def _leaf(part: type[Part], name: str, shape: Shape, value: Any, path: str, own: Own) -> Leaf:
    key = f"{part.__name__}.{name}"
    if name in SOURCE and issubclass(part, Provision):
        label, helped = str(words.SOURCE[name]), str(words.HELP.get(name, ""))
        value = value or (Modality.MUST if name == "modality" else "")
    else:
        label, helped = str(words.LABELS[key]), str(words.HELP.get(key, ""))
    if name in words.LONG_TEXTS and shape.kind is Kind.TEXT:
        shape = Shape(Kind.AREA, shape.optional, shape.needed, most=shape.most or 2000)
    if key in CLOSED_LISTS:
        known = dict(CLOSED_LISTS[key])
        many = shape.kind is Kind.LINES
        for one in value or () if many else [value] if value else []:
            known.setdefault(str(one), str(one))
        shape = Shape(Kind.CHOICES if many else Kind.CHOICE, shape.optional, shape.needed)
        choices = tuple((code, str(text)) for code, text in known.items())
    elif shape.kind is Kind.SPAN:
        choices = tuple((unit.value, str(words.UNITS[unit])) for unit in shape.options)
    else:
        choices = tuple((_code(one), words.choice(key, one, dict(own))) for one in shape.options)
    return Leaf(path, key, shape, value, label, helped, choices)


def _code(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


# --- Going through ----------------------------------------------------------------------------------------------------
def leaves(of: Node) -> Iterator[Leaf]:
    """Every field of a setting, in the order of the page."""
    for group in groups(of):
        yield from group.leaves
        yield from group.source


def groups(of: Node) -> Iterator[Group]:
    """Every part of a setting that has fields, the outer before the inner."""
    if isinstance(of, Many):
        for row in of.rows:
            yield from groups(row)
        return
    yield of
    for below in of.below:
        yield from groups(below)


def is_unsaid(group: Group) -> bool:
    """Whether it is a provision that leaves its number open without the reason."""
    if not issubclass(group.part, Provision) or group.raw.get("reason"):
        return False
    return any(group.raw.get(name) is None for name in group.part.may_be_unstated)


def is_nowhere(group: Group) -> bool:
    """Whether it is a provision without a source."""
    return bool(group.source) and not any(group.raw.get(name) for name in ("rule", "lines", "reason"))


def say(leaf: Leaf) -> str:
    """The value in words; empty when there is none."""
    value, named = leaf.value, dict(leaf.choices)
    if value is None or value == "" or value == () or value == []:
        return ""
    match leaf.kind:
        case Kind.CHECK:
            return str(_("Yes") if value else _("No"))
        case Kind.CHOICE:
            return named.get(_code(value), str(value))
        case Kind.CHOICES:
            return spoken.listed([named.get(_code(one), str(one)) for one in value])
        case Kind.LINES:
            return ", ".join(str(one) for one in value)
        case Kind.SHARE:
            return f"{share(value)} %"
        case Kind.SPAN:
            found = span(value)
            return spoken.span(found) if found else str(value)
    return str(value)


def span(value: Any) -> Span | None:
    """A length of time as it is stored, '6 hours'; None when it is no such thing."""
    found = re.fullmatch(r"(\d+) ([a-z ]+)", str(value))
    unit = next((u for u in Unit if found and found[2] in (u, u.removesuffix("s"))), None)
    return Span(int(found[1]), unit) if found and unit else None


def share(value: Any) -> str:
    """60 for 0.6."""
    return f"{round(value * 100, 1):g}" if isinstance(value, int | float) else str(value)


# --- Between the draft and the form -----------------------------------------------------------------------------------
def typed(of: Node) -> MultiValueDict:
    """What the form would have sent, had someone typed what the draft holds."""
    data: MultiValueDict = MultiValueDict()
    for leaf in leaves(of):
        value = leaf.value
        if leaf.kind is Kind.CHECK:
            data.setlist(leaf.path, ["on"] if value else [])
        elif leaf.kind is Kind.CHOICES:
            data.setlist(leaf.path, [_code(one) for one in value or ()])
        elif value is None:
            data[leaf.path] = ""
        elif leaf.kind is Kind.SPAN:
            found = span(value)
            data[leaf.path] = str(found.n) if found else str(value)
            data[f"{leaf.path}.unit"] = found.unit.value if found else leaf.choices[0][0]
        elif leaf.kind is Kind.SHARE:
            data[leaf.path] = share(value)
        elif leaf.kind is Kind.LINES:
            data[leaf.path] = "\n".join(str(one) for one in value)
        else:
            data[leaf.path] = _code(value)
    return data


def read(of: Node, cleaned: Mapping[str, Any]) -> Any:
    """The setting's new content, from the form's cleaned data."""
    if isinstance(of, Many):
        rows = [read(row, cleaned) for row in of.rows]
        return (
            rows
            if of.keys is None
            else {row.path.rpartition(".")[2]: new for row, new in zip(of.rows, rows, strict=True)}
        )
    new = dict(of.raw)
    for leaf in [*of.leaves, *of.source]:
        name = leaf.path.rpartition(".")[2]
        value = _value(leaf, cleaned)
        if value is None and (leaf.shape.needed or of.part is Guidelines):
            new.pop(name, None)
        else:
            new[name] = value
    for below in of.below:
        new[below.path.rpartition(".")[2]] = read(below, cleaned)
    if of.part.__name__ in CODED_BY and not new.get("code"):
        new["code"] = _made_code(str(new.get(CODED_BY[of.part.__name__]) or ""))
    kept = of.leaves or [leaf for leaf in of.source if not leaf.path.endswith(".modality")]
    blank = not any(new.get(leaf.path.rpartition(".")[2]) for leaf in kept)
    return None if of.optional and blank else new


def _made_code(text: str) -> str:
    plain = text.lower().translate(str.maketrans("åäöé", "aaoe"))
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40]


def _value(leaf: Leaf, cleaned: Mapping[str, Any]) -> Any:
    value = cleaned.get(leaf.path)
    match leaf.kind:
        case Kind.CHECK:
            return bool(value)
        case Kind.CHOICES:
            numbers = bool(leaf.shape.options) and isinstance(leaf.shape.options[0], int)
            return [int(one) if numbers else one for one in value or ()]
        case Kind.LINES:
            return [line.strip() for line in str(value or "").splitlines() if line.strip()]
        case Kind.SPAN:
            if value is None:
                return None
            unit = Unit(cleaned.get(f"{leaf.path}.unit") or leaf.choices[0][0])
            return str(Span(int(value), unit))
        case Kind.SHARE:
            return None if value is None else value / 100
        case Kind.NUMBER:
            return value
        case Kind.TIME:
            return value.strftime("%H:%M") if value else None
        case Kind.CHOICE:
            if leaf.shape.options and isinstance(leaf.shape.options[0], bool):
                return {"true": True, "false": False}.get(value or "")
            return value or None
    return value or (None if leaf.shape.optional or leaf.shape.needed else "")
