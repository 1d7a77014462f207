"""The map of the wiring as a Markdown page: who states which facts and who hears them, who asks and who answers."""

from datetime import timedelta

from celery import current_app

from socialgov.wiring import sweeps
from socialgov.wiring.collectors import Collector
from socialgov.wiring.events import Event, room_of, subscribers

HEAD = """# Wiring

How a lower room reaches a higher one. Written by `python manage.py wiring --write`; a test keeps it true.
"""


def draw() -> str:
    """The whole map. Loads every room's tasks, because sweeps are named there."""
    current_app.loader.import_default_modules()
    return "\n".join([HEAD, *_events(), *_collectors(), *_sweeps()])


def _events() -> list[str]:
    heard = subscribers()
    lines = ["## Events: facts", "", "| stated by | event | heard by |", "|---|---|---|"]
    for name, kind in sorted(Event.known.items()):
        if _of_the_house(kind.__module__):
            lines.append(f"| {room_of(kind.__module__)} | {name.partition('.')[2]} | {_names(heard.get(kind, {}))} |")
    return [*lines, ""]


def _collectors() -> list[str]:
    lines = ["## Collectors: questions", "", "| asked by | collector | question | answered by |", "|---|---|---|---|"]
    for collector in sorted(Collector.known.values(), key=lambda c: (c.room, c.name)):
        if _of_the_house(collector.room):
            lines.append(
                f"| {collector.room} | {collector.name} | {collector.question} | {_names(collector.answerers)} |"
            )
    return [*lines, ""]


def _sweeps() -> list[str]:
    lines = ["## Sweeps: what beat starts", "", "| sweep | how often | queue |", "|---|---|---|"]
    for entry in sorted(sweeps.known.values(), key=lambda e: e.name):
        if isinstance(entry.every, timedelta):
            often = f"every {entry.every.total_seconds():g} s"
        else:
            often = f"at {entry.every._orig_hour}:{entry.every._orig_minute:0>2}"
            if (days := entry.every._orig_day_of_week) != "*":
                often += f" on weekday {days}"
        lines.append(f"| {entry.name} | {often} | {entry.queue or 'default'} |")
    return [*lines, ""]


def _names(functions) -> str:
    return "<br>".join(f"`{name}`" for name in sorted(functions)) or "no one yet"


def _of_the_house(module: str) -> bool:
    return room_of(module) != "tests"
