"""Att göra: what is due, for whom, under which rule, gathered from every room. Composes; owns no rule."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accounts import page as accounts
from activityplans import page as activityplans
from archiving import todos as archiving
from moderation.selectors import todos as moderation
from socialgov.look.todo import Group, Todo
from socialgov.organisation.actor import Actor
from socialgov.policy import revision

SOURCES: tuple[Callable[..., list[Todo]], ...] = (
    moderation.todos,
    accounts.todos,
    activityplans.todos,
    archiving.todos,
    revision.todos,
)
THINGS_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class Work:
    """One person's first page, each part in the order to do it."""

    alarms: list[Todo]
    today: list[Todo]
    later: list[Todo]
    plans: list[Todo]
    week: list[Todo]
    more: int

    @property
    def is_empty(self) -> bool:
        return not (self.alarms or self.today or self.later or self.plans or self.week)

    def first_after(self, now: datetime) -> datetime | None:
        """When the first thing of today is due, of what is not late already."""
        return min((todo.due_at for todo in self.today if todo.due_at and todo.due_at > now), default=None)


def work_of(actor: Actor, *, now: datetime) -> Work:
    """Everything that waits for the actor. Five things this week; the rest is counted."""
    rows = [todo for source in SOURCES for todo in source(actor=actor, now=now)]
    rows.sort(key=_order)
    week = [todo for todo in rows if todo.group is Group.WEEK]
    return Work(
        alarms=[todo for todo in rows if todo.group is Group.ALARM],
        today=[todo for todo in rows if todo.group is Group.TODAY],
        later=[todo for todo in rows if todo.group is Group.LATER],
        plans=[todo for todo in rows if todo.group is Group.PLAN],
        week=week[:THINGS_A_WEEK],
        more=max(0, len(week) - THINGS_A_WEEK),
    )


def _order(todo: Todo) -> tuple:
    """What has a time first, the earliest first; what has none after it."""
    return (todo.due_at is None, todo.due_at.timestamp() if todo.due_at else 0, todo.key)
