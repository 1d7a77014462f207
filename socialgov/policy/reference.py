"""docs/guidelines-keys.md: every key of a profile, what it settles, how it is written and an example. Read from the
schema, so that none can be missing; the examples are taken from the profiles that come with the software."""

from collections.abc import Iterator
from enum import Enum
from inspect import getdoc
from typing import Any

from django.utils import translation

from socialgov.policy import loading
from socialgov.policy.categories import KNOWN
from socialgov.policy.editing import codes, words
from socialgov.policy.editing.shapes import Kind, Shape, shapes
from socialgov.policy.editing.toml import write
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.labels import DEFAULT
from socialgov.policy.schema.base import Part, Provision

HEAD = """# Every key of a profile

Written by `python manage.py profile_keys --write` from the schema itself (`socialgov/policy/schema/`); a test keeps it
true. How to write a profile: [guidelines.md](guidelines.md).

A table that *says where it stands* may also have `rule`, `lines`, `modality`, `quote` and `reason`, as guidelines.md
explains; they are not repeated below. **must** in the second column: the key may not be left out.
"""
SOURCE = frozenset(Provision.model_fields)
FOR_A_FORM = {"One on each line."}
MORE = {
    "Warn.share": "After which share of the target's working time we say that it comes near",
    "About.municipality": "The municipality's name",
    "About.decided_by": "Who decided the document, if it says so",
    "About.decided_on": "When, as a date without quotation marks",
    "About.revised_on": "When it was last revised, as a date without quotation marks",
    "About.diary_number": "Its record number",
    "About.is_draft": "The document is a proposal that nobody has decided",
    "Received.counted_from": "What starts every clock. There is one answer: when it was published (TF 2:9)",
    "FewerAdministrators.code": "A short name of your own for the exception",
    "Metric.code": "A short name of your own for the figure",
    "NotShipped.instead": "What happens instead",
    "Guidelines.schema_version": "1",
    "Guidelines.labels": "What the municipality calls each function. What is left out has its usual name",
    "Guidelines.label_lines": "Where each of these words stands, by the same keys",
    "Guidelines.not_shipped": "Rules that are not carried out as written",
}


def draw() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        return "\n".join([HEAD, *_top(), *_parts(Guidelines, ()), *_lists()]) + "\n"


def _top() -> Iterator[str]:
    yield "## At the top"
    yield ""
    yield "    schema_version = 1"
    yield ""


def _parts(part: type[Part], path: tuple[str, ...]) -> Iterator[str]:
    for name, shape in shapes(part).items():
        here = (*path, name)
        if shape.part is not None:
            yield from _table(part, name, shape, here)
        elif part is Guidelines and shape.kind is Kind.WORDS:
            yield f"## `[{name}]`"
            yield ""
            yield f"{_meaning(part, name)}. Keys: the functions, under *Codes* below."
            yield ""
            yield from _example(here, "", getattr(loading.load(_fullest()), name, {}))


def _table(part: type[Part], name: str, shape: Shape, path: tuple[str, ...]) -> Iterator[str]:
    inner = shape.part
    assert inner is not None
    many = shape.kind is Kind.MANY
    key = ".".join(path) + (".<name>" if shape.kind is Kind.TABLE else "")
    yield f"{'#' * min(len(path) + 1, 4)} `{'[[' if many else '['}{key}{']]' if many else ']'}`"
    yield ""
    about = (getdoc(inner) or "").split("\n\n")[0].replace("\n", " ")
    yield f"{about}{' Says where it stands.' if issubclass(inner, Provision) else ''}"
    yield ""
    own = {field: one for field, one in shapes(inner).items() if one.part is None and field not in SOURCE}
    if own:
        yield "| key | | settles | written | example |"
        yield "|---|---|---|---|---|"
        yield from (_row(inner, field, one, path) for field, one in own.items())
        yield ""
    yield from _parts(inner, path)


def _row(part: type[Part], name: str, shape: Shape, path: tuple[str, ...]) -> str:
    found = next(iter(_values((*path, name))), None)
    example = _written(name, _invented(shape) if found is None else found)
    must = "**must**" if shape.needed else ""
    return f"| `{name}` | {must} | {_meaning(part, name)} | {_how(part, name, shape)} | `{example}` |"


def _invented(shape: Shape) -> Any:
    """An example where no profile has one."""
    if shape.kind is Kind.SPAN:
        return f"1 {str(shape.options[0]).removesuffix('s')}"
    first = next(iter(shape.options), None)
    plain = {Kind.TIME: "15:00", Kind.NUMBER: shape.least or 1, Kind.CHECK: True, Kind.CHOICES: [first]}
    return plain.get(shape.kind, first.value if isinstance(first, Enum) else first)


def _meaning(part: type[Part], name: str) -> str:
    key = f"{part.__name__}.{name}"
    said = str(MORE.get(key) or words.LABELS[key])
    more = words.HELP.get(key)
    if str(more) in FOR_A_FORM:
        return said
    return f"{said}. {more}".rstrip(".") if more else said


def _how(part: type[Part], name: str, shape: Shape) -> str:
    match shape.kind:
        case Kind.SPAN:
            return f"a number and a unit: {', '.join(shape.options)}"
        case Kind.CHOICE | Kind.CHOICES:
            options = ", ".join(f"`{_plain(option)}`" for option in shape.options)
            if len(shape.options) > 10:
                options = "a function, under *Codes*"
            return f"{'some' if shape.kind is Kind.CHOICES else 'one'} of {options}"
        case Kind.CHECK:
            return "`true` or `false`"
        case Kind.NUMBER:
            return f"a number{_between(shape)}"
        case Kind.SHARE:
            return "a number between 0 and 1"
        case Kind.TIME:
            return 'a time of day, `"08:00"`'
        case Kind.LINES:
            return "a list" + (", from *Codes*" if f"{part.__name__}.{name}" in codes.CLOSED_LISTS else " of texts")
    return "a code, from *Codes*" if f"{part.__name__}.{name}" in codes.CLOSED_LISTS else "a text"


def _between(shape: Shape) -> str:
    if shape.least is not None and shape.most is not None:
        return f", {shape.least}–{shape.most}"
    return f", at least {shape.least}" if shape.least is not None else ""


def _plain(option: object) -> str:
    if isinstance(option, bool):
        return str(option).lower()
    return str(option.value if isinstance(option, Enum) else option)


def _fullest() -> str:
    return max(loading.available(), key=lambda name: len(loading.load(name).provisions()))


def _values(path: tuple[str, ...]) -> Iterator[Any]:
    """What the profiles write at a path, those that are longest first: a table's and a list's first row counts."""
    for name in sorted(loading.available(), key=lambda name: -len(loading.load(name).provisions())):
        value: Any = loading.as_data(loading.load(name))
        for step in path:
            if isinstance(value, list):
                value = next(
                    (row for row in value if isinstance(row, dict) and row.get(step) not in (None, "", [])), {}
                )
            if isinstance(value, dict) and step not in value and value:
                value = next(iter(value.values()))
            value = value.get(step) if isinstance(value, dict) else None
        if value not in (None, "", [], {}):
            yield value


def _written(name: str, value: Any) -> str:
    text = write({name: value}).strip().replace("|", "/")
    return text if len(text) <= 90 else f"{text[:86]} …"


def _example(path: tuple[str, ...], name: str, value: Any) -> Iterator[str]:
    if value:
        lines = write({".".join(path): {str(key): one for key, one in list(value.items())[:3]}}).splitlines()
        yield from (f"    {line}" for line in lines)
        yield ""


def _lists() -> Iterator[str]:
    yield "## Codes"
    yield ""
    yield "**Functions** (`by`, `to`, `kept_by`, `deviation_approved_by`, the keys of `labels`):"
    yield ", ".join(f"`{function}` ({name})" for function, name in DEFAULT.items()) + "."
    yield ""
    yield "**Categories** (`removing.categories`). There is no way to add one: all are neutral to opinions."
    yield ""
    yield "| code | what | ground unless `kind` says otherwise | second look | public reply |"
    yield "|---|---|---|---|---|"
    for category in KNOWN.values():
        look = "yes" if category.second_look else "no"
        yield f"| `{category.code}` | {category.label} | `{category.kind}` | {look} | `{category.reply}` |"
    named = {
        "Questions of the plan": "Question.key",
        "Platforms": "Accounts.platforms",
        "Subjects of the staff guidance": "Guide.topic",
        "Conditions for disposal": "Pruning.conditions",
        "Priorities in a crisis": "Crisis.priorities",
        "Kinds of questions with a time of their own": "Answering.kinds",
    }
    for title, key in named.items():
        yield ""
        yield f"**{title}**: " + ", ".join(f"`{code}` ({text})" for code, text in codes.CLOSED_LISTS[key].items()) + "."
