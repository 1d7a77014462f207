"""Oversight (uppsikt): somebody looked. Opening a fresh queue counts as a look at each of one's accounts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Account
from moderation.models import Item, OversightRound
from moderation.services.core import person_of
from socialgov.organisation.actor import Actor
from socialgov.organisation.permissions import capacity
from socialgov.policy import selectors as policy

PRESSED_TWICE = timedelta(minutes=1)


@transaction.atomic
def check(*, account: Account, actor: Actor, now: datetime) -> OversightRound:
    """*Klar – inget nytt*: one press says that someone has looked (ATV-38, ATV-47). Pressed twice it is one."""
    actor = capacity(lambda who: Account.objects.answerable_by(who, now=now), account, actor)
    recent = OversightRound.objects.filter(
        account=account, by=actor.person_id, found_nothing=True, at__gt=now - PRESSED_TWICE
    )
    return recent.first() or OversightRound.objects.create(
        account=account, by_id=person_of(actor), at=now, found_nothing=True
    )


@transaction.atomic
def opened_queue(*, actor: Actor, now: datetime, accounts: Iterable[Account] | None = None) -> int:
    """Note a look at each account whose comments come in by themselves, unless someone looked just now.

    *Just now* is how far apart checks must be to count as two (ATV-38). How many looks were noted.
    """
    mine = accounts if accounts is not None else Account.objects.run_by(actor, now=now)
    connected = {
        account.pk for account in mine if hasattr(account, "connection") and not account.connection.failing_since
    }
    apart = timedelta(hours=policy.guidelines().oversight.busy.hours_apart)
    fresh = set(
        OversightRound.objects.filter(account__in=connected, at__gt=now - apart).values_list("account_id", flat=True)
    )
    looked = [OversightRound(account_id=pk, by_id=person_of(actor), at=now) for pk in sorted(connected - fresh)]
    OversightRound.objects.bulk_create(looked)
    return len(looked)


def known_from_now(items: Iterable[Item], *, now: datetime) -> None:
    """A person has these before them on the screen: from then on the municipality knows of them (BBS-lagen 4 a §)."""
    unseen = [item.pk for item in items if item.first_known_at is None]
    if unseen:
        Item.objects.filter(pk__in=unseen, first_known_at=None).update(first_known_at=now)
