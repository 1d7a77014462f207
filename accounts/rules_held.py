"""The rules for comments that held on a day, so that something taken away can be held against them (OSB-08, ATV-29)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from accounts.models import Account, RulesPasted
from socialgov.policy import house_rules
from socialgov.policy import selectors as policy


@dataclass(frozen=True, slots=True)
class HeldRules:
    """A version by its public number and name. `pasted_on`: when it was noted in the channel's profile, if it was."""

    number: int
    title: str
    since: datetime
    url: str
    pasted_on: date | None = None


def rules_on(account: Account | None, *, at: datetime) -> HeldRules | None:
    """What held at a moment, on the municipality's page and perhaps in the channel's profile; None before the first."""
    held = next((v for v in policy.validities() if v.since <= at and (v.until is None or at < v.until)), None)
    if held is None:
        return None
    pasted = RulesPasted.objects.filter(account=account, adopted=held.pk, pasted_on__lte=timezone.localdate(at))
    return HeldRules(
        number=held.number,
        title=house_rules.title(policy.version(held.pk).document),
        since=held.since,
        url=reverse("accounts:house_rules_version", args=[held.number]),
        pasted_on=pasted.values_list("pasted_on", flat=True).first() if account else None,
    )
