"""What every measure on an item shares: lock it, find in whose right, write the decision down."""

from datetime import datetime

from django.utils import timezone

from moderation.models import Decision, Item
from socialgov.journal.services import record
from socialgov.organisation.actor import Actor
from socialgov.organisation.permissions import capacity


def locked(item: Item, actor: Actor, *, now: datetime) -> tuple[Item, Actor]:
    """The item's row, locked, and the actor in the right by which they may act. Raises NotPermitted."""
    row = Item.objects.select_for_update(of=("self",)).select_related("account__unit").get(pk=item.pk)
    actor = capacity(lambda who: Item.objects.answerable_by(who, now=now), row, actor)
    if row.first_known_at is None:
        row.first_known_at = now
    return row, actor


def decide(item: Item, action: str, *, actor: Actor, now: datetime, rule: str = "", **facts) -> Decision:
    """Write down a measure: an immutable row, and a journal entry with ids only."""
    decision = Decision.objects.create(
        item=item,
        action=action,
        by_id=actor.person_id,
        on_behalf_of_id=actor.on_behalf_of_id,
        at=now,
        rule=rule,
        guidelines_id=item.guidelines_id,
        **facts,
    )
    data = {"decision": decision.pk}
    if decision.category:
        data["category"] = decision.category
    record(actor=actor, now=now, verb=f"item.{action}", about=item, rule=rule, data=data)
    return decision


def save(item: Item, **changes) -> None:
    """Store changed facts of a locked item."""
    for name, value in changes.items():
        setattr(item, name, value)
    item.version += 1
    item.save()


def local_day(moment: datetime):
    """The date in Sweden at `moment`."""
    return timezone.localdate(moment)
