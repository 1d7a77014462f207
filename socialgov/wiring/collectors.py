"""Questions that a lower room asks and higher rooms answer.

holdings_of = Collector("holdings_of", "What a person still holds")        # in the room that asks
holdings_of.connect(registry.holdings)                                     # in ready() of a room that answers
holdings_of(person=person)                                                 # all answers, one list
"""

import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from django.db import transaction

from socialgov.wiring.events import WiringError, handler_name, room_of

log = logging.getLogger(__name__)
F = TypeVar("F", bound=Callable[..., Iterable])


@dataclass(frozen=True)
class Outcome:
    """What one answerer gave, or how it failed."""

    answerer: str
    answers: list[Any] = field(default_factory=list)
    error: Exception | None = None


class Collector:
    """One question. Answerers are called with the same keyword arguments, in the order in which they were connected,
    which is that of INSTALLED_APPS, and yield any number of answers."""

    known: ClassVar[dict[str, "Collector"]] = {}

    def __init__(self, name: str, question: str):
        if name in Collector.known:
            raise WiringError(f"There are two collectors named {name}.")
        self.name, self.question = name, question
        self.room = room_of(sys._getframe(1).f_globals["__name__"])
        self._answerers: dict[str, Callable[..., Iterable]] = {}
        Collector.known[name] = self

    def connect(self, answerer: F) -> F:
        """Let `answerer` answer too. Connecting it twice changes nothing."""
        self._answerers[handler_name(answerer)] = answerer
        return answerer

    def disconnect(self, answerer: Callable) -> None:
        self._answerers.pop(handler_name(answerer), None)

    @property
    def answerers(self) -> list[str]:
        return list(self._answerers)

    def __call__(self, **question) -> list[Any]:
        """All answers. An answerer that fails fails the whole: half an answer would be taken for all of it."""
        return [answer for answerer in self._answerers.values() for answer in answerer(**question)]

    def outcomes(self, **question) -> list[Outcome]:
        """Each answerer's answers apart, for sweeps and pages where one that fails must not silence the others.

        A failure is logged and handed back; what a failing answerer wrote in the database is undone.
        """
        results = []
        for name, answerer in self._answerers.items():
            try:
                with transaction.atomic():
                    results.append(Outcome(name, list(answerer(**question))))
            except Exception as error:
                log.exception("%s failed to answer %s", name, self.name)
                results.append(Outcome(name, error=error))
        return results
