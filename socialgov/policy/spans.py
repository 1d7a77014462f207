"""Lengths of time as a guideline states them, with the unit that decides how they are counted. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import PlainSerializer, PlainValidator


class Unit(StrEnum):
    """How a length of time is counted. The first five run in working time or days; choosing one chooses the reading."""

    HOURS = "hours"  # watched hours of working days
    WEEKDAY_HOURS = "weekday hours"  # all hours of working days
    WORKING_DAYS = "working days"  # to closing time of the n:th working day
    ROLLING_DAYS = "rolling working days"  # to the same time of day, n working days later
    DAYS = "days"  # calendar days, to the end of the n:th
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True)
class Span:
    """For example six watched hours, or five calendar days."""

    n: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.n} {self.unit if self.n != 1 else self.unit.removesuffix('s')}"

    @property
    def months(self) -> int:
        """Whole calendar months. Only for months and years."""
        return {Unit.MONTHS: self.n, Unit.YEARS: 12 * self.n}[self.unit]


def parse(text: object, allowed: frozenset[Unit]) -> Span:
    """Read '6 hours' or '1 working day'. ValueError, with the units that fit, when it is anything else."""
    if isinstance(text, Span):
        text = str(text)
    units = ", ".join(sorted(allowed))
    match = re.fullmatch(r"(\d{1,4}) ([a-z ]+)", text) if isinstance(text, str) else None
    if not match:
        raise ValueError(_("Write a number and a unit, such as '1 {0}'. Units here: {1}.").format(min(allowed), units))
    n, name = int(match[1]), match[2]
    unit = next((u for u in Unit if name in (u, u.removesuffix("s"))), None)
    if unit not in allowed:
        raise ValueError(_("'{0}' is not a unit that fits here. Units here: {1}.").format(name, units))
    if n < 1:
        raise ValueError(_("The number must be at least 1."))
    return Span(n, unit)


def _reads(*units: Unit) -> PlainValidator:
    return PlainValidator(partial(parse, allowed=frozenset(units)))


_WRITES = PlainSerializer(str, str)
Target = Annotated[Span, _reads(Unit.HOURS, Unit.WEEKDAY_HOURS, Unit.WORKING_DAYS, Unit.ROLLING_DAYS), _WRITES]
HardLimit = Annotated[Span, _reads(Unit.DAYS, Unit.WORKING_DAYS), _WRITES]
Days = Annotated[Span, _reads(Unit.DAYS), _WRITES]
Interval = Annotated[Span, _reads(Unit.MONTHS, Unit.YEARS), _WRITES]
