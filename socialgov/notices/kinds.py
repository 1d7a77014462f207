"""What can be said: each room registers its kinds in `ready()`. A kind says why (the rule), how and how soon."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import ngettext_lazy


class Urgency(StrEnum):
    """How soon a notice leaves.

    `ALARM`: at once, whatever the hour. `PROMPT`: at once, but only in the receiver's own working hours. `ORDINARY`:
    gathered in the one mail at 8.00 on the receiver's next working day.
    """

    ALARM = "alarm"
    PROMPT = "prompt"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail. It is fetched when the mail leaves and not kept with it."""

    name: str
    content: bytes
    media_type: str = "application/pdf"


THINGS = ngettext_lazy("%(count)d thing", "%(count)d things", "count")


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice.

    `subject` is a lazy translation with `%(name)s` from the notice's context; `%(due)s` is its `due_at` in words. It is
    also the notice's line in the morning's mail. `template` is a text template (extends mail/base.txt); it gets the
    context, `about`, `url`, `due_at`, `person`, `name` and `on_behalf_of`. `counted` is an `ngettext_lazy` on `count`
    ("3 kommentarer") for the subject of the morning's mail; kinds that share the object are counted together.
    `still_true(about, context)` is asked just before the mail leaves: what has been settled meanwhile is not said.
    `attachments(about)` gives the files to send along.
    """

    name: str
    rule: str
    urgency: str
    subject: Any
    template: str = "notices/mail/notice.txt"
    title: Any = ""
    counted: Any = THINGS
    still_true: Callable[[Any, dict], bool] | None = None
    attachments: Callable[[Any], list[Attachment]] | None = None

    def __post_init__(self):
        Urgency(self.urgency)


class UnknownKind(LookupError):
    """No room has registered a notice of that name."""

    def __init__(self, name: str):
        super().__init__(f"No room has registered the notice “{name}”. Register it in the room's ready().")


_kinds: dict[str, NoticeKind] = {}


def register(kind: NoticeKind) -> NoticeKind:
    """Make a kind known. Again with the same content is harmless; another kind of the same name is a mistake."""
    if _kinds.setdefault(kind.name, kind) != kind:
        raise ValueError(f"Two different notices are called “{kind.name}”.")
    return kind


def get(name: str) -> NoticeKind:
    """The kind of that name. Raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def find(name: str) -> NoticeKind | None:
    """The kind, or None for one that an earlier version of the program knew."""
    return _kinds.get(name)


def every_kind() -> list[NoticeKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.name)
