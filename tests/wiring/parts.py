"""Facts and those who hear of them, for the tests of the wiring."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from socialgov.wiring import events
from socialgov.wiring.events import Event

NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
heard: list[tuple[str, Event]] = []
broken: set[str] = set()


@dataclass(frozen=True)
class LampLit(Event):
    lamp_id: int
    on: date | None = None
    at: datetime | None = None
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True)
class LampBroke(Event):
    lamp_id: int


def gardener(event, *, now):
    heard.append(("gardener", event))
    if "gardener" in broken:
        raise RuntimeError("the gardener has fallen ill")


def caretaker(event, *, now):
    heard.append(("caretaker", event))


def chain(event, *, now):
    events.emit(LampBroke(event.lamp_id), now=now)
    if "chain" in broken:
        raise RuntimeError("the chain has come off")


@contextmanager
def subscribed(**kinds):
    """`subscribed(gardener=LampLit)` for the length of a test."""
    for name, kind in kinds.items():
        events.subscribe(kind, globals()[name])
    try:
        yield
    finally:
        for name, kind in kinds.items():
            events.subscribers()[kind].pop(events.handler_name(globals()[name]), None)
        heard.clear()
        broken.clear()
