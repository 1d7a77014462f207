"""State machines as tables: from which states an action leads where, and who may do it.

    WORKFLOW = Workflow(
        "plan",
        Transition("submit", {State.DRAFT}, State.CONSULTATION, who="editable_by", label=_("Send for consultation")),
        ...
        states=State,
    )
    plan.state = WORKFLOW.after(plan.state, "submit")

A wrong state and a missing permission are two different things: IllegalTransition here, NotPermitted there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. `who` is what the room's permissions understand: a role, the name of a queryset method."""

    action: str
    source: frozenset[str]
    target: str
    who: Any = None
    label: Any = ""

    def __init__(self, action: str, source: str | Iterable[str], target: str, who: Any = None, label: Any = ""):
        states = [source] if isinstance(source, str) else source
        object.__setattr__(self, "action", action)
        object.__setattr__(self, "source", frozenset(str(state) for state in states))
        object.__setattr__(self, "target", str(target))
        object.__setattr__(self, "who", who)
        object.__setattr__(self, "label", label or action)


class IllegalTransition(Exception):
    """The action does not exist in this state. The message is a sentence for the person who tried."""

    def __init__(self, workflow: "Workflow", state: str, action: str):
        self.workflow, self.state, self.action = workflow, state, action
        super().__init__(state, action)

    def __str__(self) -> str:
        return _(
            "“%(action)s” can't be done while the state is “%(state)s”. Reload the page to see what has happened."
        ) % {"action": self.workflow.label_of(self.action), "state": self.workflow.name_of(self.state)}


class BadTable(Exception):
    """The table contradicts itself; raised when it is read in, at start."""


@dataclass(frozen=True)
class Workflow:
    """The whole table. Refuses two rows for the same action in the same state, and states that `states` lacks."""

    name: str
    transitions: tuple[Transition, ...]
    states: tuple[str, ...] = ()
    _choices: type[models.TextChoices] | None = field(default=None, repr=False)

    def __init__(
        self, name: str, *transitions: Transition, states: type[models.TextChoices] | Iterable[str] | None = None
    ):
        choices = states if isinstance(states, type) and issubclass(states, models.TextChoices) else None
        mentioned = {s for t in transitions for s in (*t.source, t.target)}
        declared = choices.values if choices else [str(state) for state in states or sorted(mentioned)]
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "transitions", transitions)
        object.__setattr__(self, "states", tuple(declared))
        object.__setattr__(self, "_choices", choices)
        if unknown := mentioned - set(self.states):
            raise BadTable(f"{name}: no such state: {', '.join(sorted(unknown))}")
        cells = [(state, t.action) for t in transitions for state in t.source]
        if twice := {cell for cell in cells if cells.count(cell) > 1}:
            raise BadTable(f"{name}: more than one row for {sorted(twice)}")

    def find(self, state: str, action: str) -> Transition:
        """The row for this action in this state. Raises IllegalTransition."""
        for transition in self.transitions:
            if transition.action == action and state in transition.source:
                return transition
        raise IllegalTransition(self, state, action)

    def after(self, state: str, action: str) -> str:
        """The state that `action` leads to. Raises IllegalTransition."""
        return self.find(state, action).target

    def allows(self, state: str, action: str) -> bool:
        return any(t.action == action and state in t.source for t in self.transitions)

    def actions(self, state: str) -> list[Transition]:
        """What can be done in this state, in the order of the table; for buttons, together with the permission."""
        return [transition for transition in self.transitions if state in transition.source]

    @property
    def all_actions(self) -> list[str]:
        """Every action's name, once, in the order of the table."""
        return list(dict.fromkeys(transition.action for transition in self.transitions))

    def matrix(self) -> Iterator[tuple[str, str, str | None]]:
        """Every state × action, with the state it leads to, or None where it is illegal."""
        for state in self.states:
            for action in self.all_actions:
                yield state, action, self.after(state, action) if self.allows(state, action) else None

    def final_states(self) -> set[str]:
        """States that nothing leads out of."""
        return {state for state in self.states if not self.actions(state)}

    def name_of(self, state: str) -> str:
        """The state's word on the screen."""
        return str(self._choices(state).label) if self._choices and state in self._choices.values else state

    def label_of(self, action: str) -> str:
        """The action's word on the screen."""
        return next((str(t.label) for t in self.transitions if t.action == action), action)
