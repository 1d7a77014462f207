"""Oversight (uppsikt): somebody looked. Opening a fresh queue counts as a look at each of one's accounts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Account
from moderation.models import Item, OversightRound
from socialgov.organisation.actor import Actor
from socialgov.organisation.permissions import capacity

APART = timedelta(hours=3)


@transaction.atomic
def check(*, account: Account, actor: Actor, now: datetime) -> OversightRound:
    """*Klar – inget nytt*: one press says that someone has looked (ATV-38, ATV-47)."""
    actor = capacity(lambda who: Account.objects.answerable_by(who, now=now), account, actor)
    return OversightRound.objects.create(account=account, by_id=actor.person_id, at=now, found_nothing=True)


@transaction.atomic
def opened_queue(*, accounts: Iterable[Account], actor: Actor, now: datetime) -> None:
    """Note a look at each account whose comments come in by themselves and which nobody looked at for three hours."""
    ids = [account.pk for account in accounts]
    fresh = set(
        OversightRound.objects.filter(account__in=ids, at__gt=now - APART).values_list("account_id", flat=True)
    )
    OversightRound.objects.bulk_create(
        OversightRound(account_id=pk, by_id=actor.person_id, at=now) for pk in ids if pk not in fresh
    )
    Item.objects.filter(account__in=ids, first_known_at=None, detected_at__lte=now).update(first_known_at=now)
