"""Facts that a lower room states and higher rooms act on.

An event is a frozen dataclass owned by the room that states it. `emit` writes it to the outbox in the caller's
transaction, with one delivery row per subscriber; `deliver` hands it over. Each handler runs in a transaction of its
own together with the mark that it has had the event: what it writes in the database happens exactly once. What it does
outside can happen again, so handlers are idempotent. The order of events is not promised.
"""

import logging
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar, Protocol

from django.db import transaction
from pydantic import TypeAdapter

from socialgov.wiring.leases import StaleToken, pause_before_attempt
from socialgov.wiring.models import Delivery, OutboxEvent
from socialgov.wiring.wakeup import wake_on_commit

log = logging.getLogger(__name__)
KEEP_DELIVERED = timedelta(days=30)
AT_MOST_IN_ONE_SWEEP = 5000
LEASE = timedelta(minutes=5)


class WiringError(Exception):
    """The house is wired wrongly; found at start or in tests, never by a person on the screen."""


class Event:
    """Base of events: `@dataclass(frozen=True) class PersonLeft(Event): person_id: int`.

    Fields are ids, plain text, numbers, dates, times and tuples of these. Their names are part of what is stored: add
    fields with a default, never rename.
    """

    known: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Event.known[cls.event_name()] = cls

    @classmethod
    def event_name(cls) -> str:
        """`organisation.PersonLeft`: the room and the fact."""
        return f"{room_of(cls.__module__)}.{cls.__name__}"


def room_of(module: str) -> str:
    """The room that a module belongs to: `organisation` for `socialgov.organisation.events`."""
    return module.removeprefix("socialgov.").split(".")[0]


class Handler(Protocol):
    __module__: str
    __qualname__: str

    def __call__(self, event: Any, *, now: datetime) -> None: ...


_subscribers: dict[type[Event], dict[str, Handler]] = {}


def subscribe(event: type[Event], handler: Handler) -> None:
    """Have `handler(event, *, now)` called for each event of this kind. Called in an AppConfig's `ready()`."""
    name = handler_name(handler)
    _subscribers.setdefault(event, {})[name] = handler


def subscribers() -> dict[type[Event], dict[str, Handler]]:
    """Who hears of what, for the map and for tests."""
    return _subscribers


def handler_name(handler: Callable) -> str:
    """The dotted name under which deliveries are recorded. Raises WiringError for what has no lasting name."""
    if "<" in handler.__qualname__:
        raise WiringError(f"{handler.__qualname__} can't be found again by its name; use a function of a module.")
    return f"{handler.__module__}.{handler.__qualname__}"


def emit(event: Event, *, now: datetime) -> OutboxEvent:
    """State a fact: it reaches every subscriber if, and only if, the present transaction succeeds."""
    kind = type(event)
    if not is_dataclass(kind) or not kind.__dataclass_params__.frozen:
        raise WiringError(f"{kind.__name__} is not a frozen dataclass.")
    payload = _adapter(kind).dump_python(event, mode="json", warnings="error")
    with transaction.atomic():
        row = OutboxEvent.objects.create(name=kind.event_name(), payload=payload, emitted_at=now)
        Delivery.objects.bulk_create(
            Delivery(event=row, handler=name, not_before=now) for name in _subscribers.get(kind, {})
        )
        wake_on_commit("wiring.deliver")
    return row


def deliver(*, now: datetime) -> int:
    """Hand over every event that is due. How many were handed over.

    A handler that fails is tried again later, with growing pauses; the others go on. A process that dies with an event
    in its hands is followed by another when the lease has run out.
    """
    done = 0
    for _attempt in range(AT_MOST_IN_ONE_SWEEP):
        delivery = Delivery.objects.claim(now=now, lease=LEASE)
        if delivery is None:
            break
        done += _hand_over(delivery, now=now)
    return done


def forget_delivered(*, now: datetime) -> int:
    """Erase events that everyone has had for a month."""
    old = OutboxEvent.objects.filter(emitted_at__lt=now - KEEP_DELIVERED)
    return old.exclude(deliveries__in=Delivery.objects.open()).delete()[0]


def _hand_over(delivery: Delivery, *, now: datetime) -> bool:
    stored = delivery.event
    try:
        with delivery.finishing():
            kind = Event.known.get(stored.name)
            handler = _subscribers.get(kind, {}).get(delivery.handler) if kind else None
            if kind is None or handler is None:
                raise WiringError(f"No one answers to {delivery.handler} for {stored.name} in this version.")
            handler(_adapter(kind).validate_python(stored.payload), now=now)  # type: ignore[arg-type]
            Delivery.objects.filter(pk=delivery.pk).update(done_at=now)
        return True
    except StaleToken:
        return False
    except Exception as error:
        log.exception("%s failed for %s %s (attempt %s)", delivery.handler, stored.name, stored.pk, delivery.attempts)
        try:
            delivery.postpone(
                until=now + pause_before_attempt(delivery.attempts), error=f"{type(error).__name__}: {error}"
            )
        except StaleToken:
            pass
        return False


@cache
def _adapter(kind: type[Event]) -> TypeAdapter:
    return TypeAdapter(kind)
