"""Which kind of field each value of the schema is, read from the schema itself. Pure."""

import re
from dataclasses import dataclass
from datetime import time
from enum import Enum, StrEnum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MaxLen
from pydantic import PlainValidator

from socialgov.policy.schema.base import Part
from socialgov.policy.spans import Span, Unit


class Kind(StrEnum):
    """How a value is written. GROUP has fields of its own; MANY is a list of such, TABLE one with a key for each."""

    TEXT = "text"
    AREA = "area"
    LINES = "lines"
    NUMBER = "number"
    SHARE = "share"
    SPAN = "span"
    TIME = "time"
    CHECK = "check"
    CHOICE = "choice"
    CHOICES = "choices"
    GROUP = "group"
    MANY = "many"
    TABLE = "table"
    WORDS = "words"


@dataclass(frozen=True)
class Shape:
    """`part` is the class of a GROUP, MANY or TABLE; `options` the values of a choice, or the units of a SPAN."""

    kind: Kind
    optional: bool = False
    needed: bool = False
    part: type[Part] | None = None
    options: tuple[Any, ...] = ()
    least: int | None = None
    most: int | None = None


LONG = 200  # a text that may be longer is written in a box of several lines


@cache
def shapes(part: type[Part]) -> dict[str, Shape]:
    """The fields of a part of the schema, in its order."""
    hints = get_type_hints(part, include_extras=True)
    return {name: _shape(hints[name], needed=field.is_required()) for name, field in part.model_fields.items()}


def _shape(annotation: Any, *, needed: bool) -> Shape:
    base, meta, optional = _unwrap(annotation)
    facts: dict[str, Any] = {"optional": optional, "needed": needed}
    origin, arguments = get_origin(base), get_args(base)
    if origin is dict:
        _key, value = arguments
        inner, _meta, _optional = _unwrap(value)
        return Shape(Kind.TABLE, part=inner, **facts) if _is_part(inner) else Shape(Kind.WORDS, **facts)
    if origin is tuple:
        inner, inner_meta, _optional = _unwrap(arguments[0])
        if _is_part(inner):
            return Shape(Kind.MANY, part=inner, **facts)
        options = _options(inner, inner_meta)
        return Shape(Kind.CHOICES, options=options, **facts) if options else Shape(Kind.LINES, **facts)
    if _is_part(base):
        return Shape(Kind.GROUP, part=base, **facts)
    if base is bool:
        return Shape(Kind.CHOICE, options=(True, False), **facts) if optional else Shape(Kind.CHECK, **facts)
    if base is Span:
        return Shape(Kind.SPAN, options=_units(meta), **facts)
    if base is time:
        return Shape(Kind.TIME, **facts)
    if base is float:
        return Shape(Kind.SHARE, least=1, most=99, **facts)
    least, most = _bound(meta, Ge, "ge"), _bound(meta, Le, "le")
    if base is int:
        return Shape(Kind.NUMBER, least=least, most=most, **facts)
    if options := _options(base, meta):
        return Shape(Kind.CHOICE, options=options, **facts)
    longest = _bound(meta, MaxLen, "max_length")
    return Shape(Kind.AREA if longest is not None and longest > LONG else Kind.TEXT, most=longest, **facts)


def _unwrap(annotation: Any) -> tuple[Any, list, bool]:
    meta: list = []
    optional = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            for one in more:
                meta += getattr(one, "metadata", None) or [one]
        elif origin in (Union, UnionType):
            optional = True
            annotation = next(one for one in get_args(annotation) if one is not NoneType)
        else:
            return annotation, meta, optional


def _is_part(base: Any) -> bool:
    return isinstance(base, type) and issubclass(base, Part)


def _bound(meta: list, kind: type, name: str) -> int | None:
    return next((getattr(one, name) for one in meta if isinstance(one, kind)), None)


def _units(meta: list) -> tuple[Unit, ...]:
    reads = next(one.func for one in meta if isinstance(one, PlainValidator))
    allowed = reads.keywords["allowed"] if isinstance(reads, partial) else frozenset(Unit)
    return tuple(unit for unit in Unit if unit in allowed)


def _options(base: Any, meta: list) -> tuple[Any, ...]:
    if isinstance(base, type) and issubclass(base, Enum):
        return tuple(base)
    if base is int and _bound(meta, Ge, "ge") == 1 and _bound(meta, Le, "le") == 7:
        return tuple(range(1, 8))  # days of the week
    pattern = next((p for one in meta if (p := getattr(one, "pattern", None))), "")
    listed = re.fullmatch(r"\^\(([a-z_|]+)\)\$", str(pattern))
    return tuple(listed[1].split("|")) if listed else ()
