"""What beat does again and again: look for everything that is due and do it.

    @shared_task(name="notices.send")
    @sweep("notices.send", every=timedelta(minutes=1))
    def send() -> None:
        services.send_due(now=timezone.now())

A sweep runs under an advisory lock of its own name: a second one, from another beat or from a wake-up, leaves at once.
Each run is noted in SweepRun. The task's name and the sweep's are the same.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps

from celery.schedules import crontab
from django.db import connection
from django.utils import timezone

from socialgov.wiring.events import WiringError
from socialgov.wiring.models import SweepRun

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sweep:
    """One entry of beat. `every` is a length of time or a crontab (local time); `queue` says which workers take it."""

    name: str
    every: timedelta | crontab
    queue: str | None


known: dict[str, Sweep] = {}


def sweep(name: str, *, every: timedelta | crontab | None = None, queue: str | None = None) -> Callable:
    """Decorator: only one at a time in the whole installation, and noted. With `every`, beat calls the task `name`."""
    if every is not None:
        _add(Sweep(name, every, queue))

    def decorate(function: Callable) -> Callable:
        @wraps(function)
        def alone(*args, **kwargs):
            with only_one(name) as mine:
                if mine:
                    with _noted(name):
                        return function(*args, **kwargs)
                log.info("%s is running already", name)
                return None

        return alone

    return decorate


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """Hold the advisory lock of `name`; False, at once, when another session of the database has it.

    The lock belongs to the database session: when the process dies, PostgreSQL lets go of it.
    """
    key = lock_number(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine and connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def lock_number(name: str) -> int:
    """The number PostgreSQL knows a named advisory lock by."""
    return int.from_bytes(hashlib.sha256(f"socialgov {name}".encode()).digest()[:8], signed=True)


def beat_schedule() -> dict[str, dict]:
    """Beat's entries. A message that no worker took before the next one is due is thrown away."""
    schedule = {}
    for entry in known.values():
        seconds = entry.every.total_seconds() if isinstance(entry.every, timedelta) else 3600
        options = {"expires": seconds} | ({"queue": entry.queue} if entry.queue else {})
        schedule[entry.name] = {"task": entry.name, "schedule": entry.every, "options": options}
    return schedule


def beat_also(name: str, *, every: timedelta, queue: str | None = None) -> None:
    """One more entry of beat, for the task of that name, without a lock."""
    _add(Sweep(name, every, queue))


def _add(entry: Sweep) -> None:
    if known.get(entry.name, entry).every != entry.every:
        raise WiringError(f"There are two sweeps named {entry.name}.")
    known[entry.name] = entry


@contextmanager
def _noted(name: str) -> Iterator[None]:
    run, _new = SweepRun.objects.update_or_create(name=name, defaults={"started_at": timezone.now()})
    try:
        yield
    except Exception as error:
        if not connection.needs_rollback:
            run.failed_at, run.error = timezone.now(), f"{type(error).__name__}: {error}"[:500]
            run.save(update_fields=["failed_at", "error"])
        raise
    run.finished_at, run.error = timezone.now(), ""
    run.save(update_fields=["finished_at", "error"])
