"""One measure for several comments. Each is its own transaction: one that is refused holds none of the others back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from archiving.evidence import NothingToSave
from moderation.errors import ModerationError
from moderation.models import Item
from moderation.selectors.queue import Row, rows_of
from moderation.services import answers, removal
from moderation.services.outbox import offered
from socialgov.organisation.actor import Actor
from socialgov.transitions import IllegalTransition


@dataclass
class Result:
    """How many were done, and why the others were not, by number."""

    done: int = 0
    refused: dict[int, str] = field(default_factory=dict)


def chosen(asked: Iterable[str], *, actor: Actor, now: datetime) -> list[Row]:
    """The comments with those numbers that the actor may answer, in queue order."""
    numbers = {int(number) for number in asked if number.isdecimal() and len(number) < 12}
    items = Item.objects.answerable_by(actor, now=now).filter(pk__in=numbers).in_queue_order()
    found = items.select_related("account__unit", "claimed_by").prefetch_related("texts", "second_looks", "forwardings")
    return rows_of(list(found), actor=actor, now=now)


def alike(rows: list[Row]) -> str:
    """The category that the first reading suggests for all of them, if it is one and the same."""
    suggested = {row.item.suggestion for row in rows}
    return suggested.pop() if len(suggested) == 1 else ""


def impossible(rows: list[Row], measure: str) -> list[Row]:
    """Those whose platform does not let us do it."""
    return [row for row in rows if measure in ("hide", "remove") and not offered(row.item, measure)]


def perform(rows: list[Row], *, measure: str, why: str, category: str, actor: Actor, now: datetime) -> Result:
    """Do it to each, and tell which were refused and why."""
    result = Result()
    for row in rows:
        try:
            if measure == "no_answer":
                answers.no_answer(item=row.item, why=why, actor=actor, now=now)
            else:
                step = removal.hide if measure == "hide" else removal.remove
                step(item=row.item, category=category, actor=actor, now=now)
        except (ModerationError, IllegalTransition, NothingToSave) as problem:
            result.refused[row.item.pk] = str(problem)
        else:
            result.done += 1
    return result
