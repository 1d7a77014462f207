"""What this room asks of the rooms above it."""

from dataclasses import dataclass
from datetime import date, time

from socialgov.wiring.collectors import Collector


@dataclass(frozen=True)
class Closing:
    """A weekday on which the municipality is closed: all day, or from `closes_at`."""

    day: date
    closes_at: time | None = None


@dataclass(frozen=True)
class Holding:
    """Something a person or a unit still has, that must go to someone else. `text` is a translatable sentence."""

    text: str
    url: str = ""
    done: bool = False


closings = Collector("closings", "On which weekdays the municipality is closed (first_day, last_day): Closing")
holdings_of = Collector("holdings_of", "What a person still holds (person, now): Holding")
holdings_of_unit = Collector("holdings_of_unit", "What still belongs to a unit (unit, now): Holding")
role_words = Collector("role_words", "The municipality's own words for roles (now): pairs of role and word")
own_pages = Collector("own_pages", "Pages that are a person's own, on their page (): label and address")
