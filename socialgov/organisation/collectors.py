"""What this room asks of the rooms above it."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class Closing:
    """A day on which the municipality is closed: all day, or from `closes_at`."""

    day: date
    closes_at: time | None = None


def closings(*, first_day: date, last_day: date) -> list[Closing]:
    """The days between, both included, on which the municipality is closed."""
    return []
