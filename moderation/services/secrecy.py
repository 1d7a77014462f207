"""Who may read the copies of what is marked for secrecy (ATV-45), and marking those that were saved before the mark."""

from datetime import datetime

from archiving import evidence
from moderation.models import Item
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person, Role
from socialgov.organisation.selectors import holders, managers_of


def readers(item: Item, *, now: datetime) -> list[Person]:
    """Besides the one who took it: the responsible manager and the registrar."""
    managers = managers_of(item.account.unit, now=now) if item.account and item.account.unit else []
    return [*managers, *holders(Role.REGISTRAR, now=now)]


def conceal_copies(item: Item, *, actor: Actor, now: datetime) -> None:
    """What was saved before the item was marked is closed with it."""
    evidence.conceal(about=item, readers=readers(item, now=now), actor=actor, now=now)
