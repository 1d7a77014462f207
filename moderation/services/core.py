"""What every measure on an item shares: lock it, find in whose right, write the decision down, know who to tell."""

from datetime import datetime

from django.utils import timezone

from accounts.selectors import resting, watchers_of
from moderation.models import Decision, Item
from socialgov.journal.services import record
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.models import Person, Role
from socialgov.organisation.permissions import NotPermitted, capacity
from socialgov.organisation.selectors import holders, managers_of


def locked(item: Item, actor: Actor, *, now: datetime) -> tuple[Item, Actor]:
    """The item's row, locked, and the actor in the right by which they may act. Raises NotPermitted."""
    row = Item.objects.select_for_update(of=("self",)).select_related("account__unit", "answered_by").get(pk=item.pk)
    actor = capacity(lambda who: Item.objects.answerable_by(who, now=now), row, actor)
    if row.first_known_at is None and actor != SYSTEM:
        row.first_known_at = now
    return row, actor


def decide(item: Item, action: str, *, actor: Actor, now: datetime, rule: str = "", **facts) -> Decision:
    """Write down a measure: an immutable row, and a journal entry with ids only.

    Under the version that set the item's clocks, unless `guidelines_id` says another.
    """
    facts.setdefault("guidelines_id", item.guidelines_id)
    decision = Decision.objects.create(
        item=item,
        action=action,
        by_id=actor.person_id,
        on_behalf_of_id=actor.on_behalf_of_id,
        at=now,
        rule=rule,
        **facts,
    )
    data: dict[str, int | str] = {"decision": decision.pk}
    if decision.category:
        data["category"] = decision.category
    record(actor=actor, now=now, verb=f"item.{action}", about=item, rule=rule, data=data)
    return decision


def person_of(actor: Actor) -> int:
    """The number of the person who acts, for what only people do. Raises NotPermitted for the system."""
    if actor.person_id is None:
        raise NotPermitted
    return actor.person_id


def save(item: Item, **changes) -> Item:
    """Store changed facts of a locked item."""
    for name, value in changes.items():
        setattr(item, name, value)
    item.version += 1
    item.save()
    item.refresh_from_db(fields=["is_open", "rank", "queue_at"])
    return item


def people_for(item: Item, *, now: datetime) -> list[Person]:
    """Who is to act on the item today: those who run the account, else its manager, else the communications office.

    While the account rests, questions go to whom the rest period names (Vilar), else to the office.
    """
    account = item.account
    if account is None:
        return list(holders(Role.COMMUNICATIONS, now=now))
    rest = resting(account, on=timezone.localdate(now))
    if rest:
        unit = rest.questions_to
        return list(holders(Role.COMMUNICATIONS, unit=unit, now=now)) or list(holders(Role.COMMUNICATIONS, now=now))
    found = list(watchers_of(account, now=now))
    if not found and account.unit:
        found = list(managers_of(account.unit, now=now))
    return found or list(holders(Role.COMMUNICATIONS, now=now))
