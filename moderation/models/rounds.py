"""Oversight rounds (koll): somebody looked, and when."""

from django.db import models

from accounts.models import Account
from socialgov.journal.append_only import AppendOnly
from socialgov.organisation.models import Person


class OversightRound(AppendOnly):
    """One look at an account's comments. Opening a fresh queue counts (ATV-38, ATV-47)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="rounds")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    found_nothing = models.BooleanField(default=False)

    class Meta(AppendOnly.Meta):
        ordering = ["-at"]
        indexes = [models.Index(fields=["account", "-at"], name="moderation_round_latest")]
