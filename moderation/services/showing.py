"""Showing again what was hidden or removed (Ångra)."""

from datetime import datetime

from django.db import transaction

from moderation.errors import NotOffered
from moderation.models import Item
from moderation.services.core import decide, locked, save
from moderation.services.outbox import confirm, offered, queue, withdraw, works_by_connection
from moderation.workflow import VISIBILITY
from socialgov.organisation.actor import Actor


@transaction.atomic
def unhide(*, item: Item, actor: Actor, now: datetime) -> Item:
    """*Ångra*: show a hidden comment again. Its clock goes on as if nothing had happened."""
    row, actor = locked(item, actor, now=now)
    if row.visibility in ("visible", "showing"):
        return row
    return show_again(row, "show", actor=actor, now=now)


@transaction.atomic
def restore(*, item: Item, actor: Actor, now: datetime) -> Item:
    """Put back what was removed, where the platform keeps it (WordPress). Raises NotOffered."""
    row, actor = locked(item, actor, now=now)
    if row.visibility in ("visible", "showing"):
        return row
    return show_again(row, "restore", actor=actor, now=now)


def show_again(row: Item, action: str, *, actor: Actor, now: datetime) -> Item:
    """On a locked item: undo what has not begun, else have the platform show it."""
    if not offered(row, action):
        raise NotOffered
    unbegun = row.visibility == "hiding" and withdraw(row, "hide", now=now)
    state = VISIBILITY.after(row.visibility, action)
    connected = works_by_connection(row, action)
    decision = decide(row, "unhide" if action == "show" else "restore", actor=actor, now=now, by_hand=not connected)
    save(row, visibility=state)
    if unbegun:
        confirm(row, "shown", now=now)
    elif connected:
        queue(row, action, decision=decision, now=now)
    row.second_looks.filter(done_at=None).update(
        done_at=now, done_by=actor.person_id, outcome="restore" if actor.person_id else "replaced"
    )
    return row
