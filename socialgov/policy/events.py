"""Facts that this room states, for rooms above."""

from dataclasses import dataclass
from datetime import date

from socialgov.wiring.events import Event


@dataclass(frozen=True)
class GuidelinesAdopted(Event):
    """A version came into force: deadlines, judgements and texts are seen over again under it."""

    adopted_id: int


@dataclass(frozen=True)
class CalendarChanged(Event):
    """The municipality closes, or no longer closes, on a day: what is due from then on is counted again."""

    day: date
