"""What every connector speaks: frozen dataclasses in and out, no database, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from ..client import Client, FetchFailed

State = Mapping[str, str]


class Action(StrEnum):
    REPLY = "reply"
    HIDE = "hide"
    SHOW = "show"  # undo of hiding
    REMOVE = "remove"
    RESTORE = "restore"  # undo of removing, where the platform keeps what was removed


class Seen(StrEnum):
    """How a comment stands on the platform, as read back from it."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    REMOVED = "removed"
    GONE = "gone"


class MalformedFeed(FetchFailed):
    sentence = _("What %(host)s sends is not a feed of comments, or it is broken. Check the feed's address.")


class NotOffered(FetchFailed):
    """The connector cannot do this; a person does it on the platform, and says so here."""

    sentence = _("This cannot be done from here. Do it on the channel itself and press Already answered.")
    again = False


class NotConfirmed(FetchFailed):
    """The platform said yes, but reading it back shows otherwise: nothing is recorded as done."""

    sentence = _("%(host)s did not carry it out. Try again, or do it on the channel itself.")


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or film with a comment. Never fetched when it comes in."""

    url: str
    media_type: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class IncomingComment:
    """One comment as the platform delivered it.

    `text` has no HTML. `published_at` is the platform's time (the clock starts there), None when it gave none that can
    be read. `parent_id` is the comment it answers; empty when it answers the post. `by_owner`: we wrote it, perhaps in
    the platform's own app (it answers its parent). `delivered` is the platform's own record as JSON text, for evidence.
    """

    external_id: str
    author_name: str
    text: str
    published_at: datetime | None
    author_handle: str = ""
    url: str = ""
    parent_id: str = ""
    post_url: str = ""
    post_title: str = ""
    media: tuple[Media, ...] = ()
    seen: Seen = Seen.VISIBLE
    by_owner: bool = False
    private: bool = False
    delivered: str = "{}"


@dataclass(frozen=True, slots=True)
class Page:
    """What one fetch brought. Save `state` together with the comments; `more`: fetch again at once."""

    comments: tuple[IncomingComment, ...]
    state: State
    unchanged: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """An action that was read back from the platform afterwards."""

    external_id: str
    seen: Seen
    url: str = ""
    text: str = ""
    delivered: str = "{}"


@dataclass(frozen=True, slots=True)
class Connection:
    """Where to fetch and how to sign in. `secret` is plain here; at rest it is encrypted (platforms.secrets)."""

    connector: str
    address: str
    name: str = ""
    secret: str = field(default="", repr=False)


class Connector(Protocol):
    """`actions` is what it can carry out by itself, a part of what the platform's Abilities allow."""

    slug: str
    actions: frozenset[Action]

    def fetch(self, connection: Connection, *, client: Client, since: datetime | None, state: State) -> Page: ...

    def reply(self, connection: Connection, *, client: Client, parent: str, post: str, text: str) -> Outcome: ...

    def act(self, connection: Connection, *, client: Client, action: Action, external_id: str) -> Outcome: ...

    def look(self, connection: Connection, *, client: Client, external_id: str) -> Outcome: ...


class ReadOnly:
    """A connector that only brings comments in: every action says that it is done on the channel itself."""

    actions: frozenset[Action] = frozenset()

    def reply(self, connection: Connection, **_wanted: Any) -> Outcome:
        raise NotOffered(connection.address)

    def act(self, connection: Connection, **_wanted: Any) -> Outcome:
        raise NotOffered(connection.address)

    def look(self, connection: Connection, **_wanted: Any) -> Outcome:
        raise NotOffered(connection.address)


def after(comments: list[IncomingComment], since: datetime | None) -> tuple[IncomingComment, ...]:
    """Those published at `since` or later, and those without a readable time, oldest first."""
    kept = [c for c in comments if since is None or c.published_at is None or c.published_at >= since]
    return tuple(sorted(kept, key=lambda c: (c.published_at is not None, c.published_at or since, c.external_id)))


__all__ = [
    "Action", "Connection", "Connector", "IncomingComment", "MalformedFeed", "Media", "NotConfirmed", "NotOffered",
    "Outcome", "Page", "ReadOnly", "Seen", "State", "after",
]  # fmt: skip
