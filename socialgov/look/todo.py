"""One thing to do: when, what, under which rule, and the next step. Every room makes these; pages compose them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from socialgov.look.deadlines import Phrase


class Group(StrEnum):
    """Where on the first page it stands."""

    ALARM = "alarm"
    TODAY = "today"
    LATER = "later"
    PLAN = "plan"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Mark:
    """The account it is about, as shown after the platform's mark."""

    name: str
    platform: str


@dataclass(frozen=True, slots=True)
class Todo:
    """A row of the to-do list: due | what | next step.

    `due_at` orders rows (None last). `quote` shows the title in a citizen's words. `method` post makes the next step a
    button that acts at once; else it is a link. `fields` are sent along with it.
    """

    key: str
    title: str
    url: str
    group: Group
    phrase: Phrase | None = None
    due_at: datetime | None = None
    account: Mark | None = None
    meta: Sequence[str] = ()
    rule: str = ""
    note: str = ""
    next_label: str = ""
    next_url: str = ""
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    danger: bool = False
    quote: bool = False
