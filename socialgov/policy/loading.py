"""Reading profiles: TOML files under the schema of `policy.guidelines`, refused with file, key and reason."""

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from socialgov.policy.guidelines import Guidelines

FOLDER = Path(__file__).with_name("profiles")


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a profile: the key, such as `answering.platforms.x.within`, and the reason."""

    key: str
    reason: str


class ProfileError(ValueError):
    """A profile that cannot be used. `faults` holds every one found; the message names file, key and reason."""

    def __init__(self, file: str, faults: list[Fault]):
        self.file, self.faults = file, faults
        super().__init__(
            "\n".join(
                f"{file}: {fault.key}: {fault.reason}" if fault.key else f"{file}: {fault.reason}" for fault in faults
            )
        )


def available() -> list[str]:
    """The names of the profiles that come with the software."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def load(name: str) -> Guidelines:
    """The profile of that name. ProfileError if there is none or it does not hold together."""
    if name not in available():
        known = ", ".join(available())
        raise ProfileError(f"{name}.toml", [Fault("", _("There is no such profile. There are: %s.") % known)])
    return parse((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), file=f"{name}.toml")


def parse(text: str, *, file: str) -> Guidelines:
    """The guidelines written in TOML. ProfileError names every fault with its key."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(file, [Fault("", _("This is not TOML: %s.") % error)]) from error
    return from_data(data, file=file)


def from_data(data: dict, *, file: str) -> Guidelines:
    """The guidelines as plain data, from TOML or from a stored version."""
    try:
        text = json.dumps(data, default=_as_json)
        return Guidelines.model_validate_json(text)
    except TypeError as error:
        raise ProfileError(file, [Fault("", str(error))]) from error
    except ValidationError as error:
        raise ProfileError(file, [fault for one in error.errors() for fault in _faults(one)]) from error


def as_data(guidelines: Guidelines) -> dict:
    """The guidelines as plain JSON data, the form that is stored and hashed."""
    return guidelines.model_dump(mode="json")


def _as_json(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(_("A time of day is written as text: '08:00'."))


def _faults(error: ErrorDetails) -> list[Fault]:
    """What one error of the schema says; contradictions are told all at once."""
    if error["type"] == "at" and "every" in error["ctx"]:
        return [Fault(key, reason) for key, reason in error["ctx"]["every"]]
    return [_fault(error)]


def _fault(error: ErrorDetails) -> Fault:
    if error["type"] == "at":
        return Fault(error["ctx"]["key"], error["ctx"]["reason"])
    return Fault(_key(error["loc"]), _reason(error))


def _key(location: tuple) -> str:
    """The path as written, with list positions counted from 1 as a person counts them."""
    return ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in location)


def _reason(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            return _("There is no such key.")
        case "missing":
            return _("This is missing.")
        case "value_error":
            return str(context["error"])
        case "enum" | "literal_error":
            return _("Choose one of %s.") % context["expected"].replace(" or ", ", ")
        case "string_pattern_mismatch":
            return _("It must be of the form %s.") % context["pattern"]
        case "int_type" | "int_from_float" | "float_type":
            return _("Write a number, without quotation marks.")
        case "bool_type":
            return _("Write true or false, without quotation marks.")
        case "string_type":
            return _("Write a text, within quotation marks.")
        case "tuple_type" | "list_type":
            return _("Write a list, within square brackets.")
        case "model_type" | "model_attributes_type" | "dict_type":
            return _("Write a table with keys of its own.")
        case "greater_than_equal":
            return _("The number must be at least %s.") % context["ge"]
        case "less_than_equal":
            return _("The number must be at most %s.") % context["le"]
        case "greater_than" | "less_than":
            return _("The number must lie between 0 and 1.")
        case "string_too_short" | "too_short":
            return _("Write something here.")
        case "string_too_long":
            return _("Write at most %s characters.") % context["max_length"]
        case _:
            return error["msg"]
