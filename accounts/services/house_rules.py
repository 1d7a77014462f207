"""Noting that the rules for comments stand in a channel's profile."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Account, RulesPasted
from socialgov.journal.services import record
from socialgov.organisation.actor import Actor
from socialgov.organisation.permissions import capacity
from socialgov.policy import selectors as policy
from socialgov.policy.citing import rule_of


@transaction.atomic
def note_pasted(*, account: Account, actor: Actor, now: datetime) -> RulesPasted:
    """The rules in force stand in the profile from today (ATV-29). Twice in a day is once.

    Whoever answers for the account's comments may say so. policy.NothingAdopted before there are any rules.
    """
    actor = capacity(lambda who: Account.objects.answerable_by(who, now=now), account, actor)
    pasted, is_new = RulesPasted.objects.get_or_create(
        account=account,
        adopted=policy.current(),
        pasted_on=timezone.localdate(now),
        defaults={"noted_at": now, "noted_by_id": actor.own_id, "on_behalf_of_id": actor.on_behalf_of_id},
    )
    if is_new:
        record(
            actor=actor,
            now=now,
            verb="account.rules_pasted",
            about=account,
            rule=rule_of("house_rules.consequences"),
            data={"adopted": pasted.adopted_id},
        )
    return pasted
