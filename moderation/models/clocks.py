"""When guidelines or calendar change: what is still to be counted again, and what each clock said before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from moderation.models.items import Item
from socialgov.journal.append_only import AppendOnly
from socialgov.policy.models import Adopted
from socialgov.wiring.leases import LeasedWork


class Recount(LeasedWork):
    """Open items are counted again in key order; `after` is the last one done. Of one account, or of all.

    `adopted` is the version whose adoption asked for it, when that was the reason.
    """

    class Why(models.TextChoices):
        GUIDELINES = "guidelines", _("New guidelines")
        CALENDAR = "calendar", _("The municipality's closed days changed")
        ACCOUNT = "account", _("The account's hours changed")
        MANAGER = "manager", _("The responsible manager answers it")

    why = models.CharField(max_length=12, choices=Why)
    day = models.DateField(null=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    adopted = models.ForeignKey(Adopted, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    after = models.BigIntegerField(default=0)

    class Meta(LeasedWork.Meta):
        indexes = [
            models.Index(fields=["not_before"], condition=~models.Q(state="done"), name="moderation_recount_open")
        ]


class EarlierClock(AppendOnly):
    """What an item's clock said before it was counted again (Ny tid … Var …)."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="earlier_clocks")
    recount = models.ForeignKey(Recount, models.PROTECT, null=True, related_name="replaced")
    replaced_at = models.DateTimeField()
    why = models.CharField(max_length=12, choices=Recount.Why)
    day = models.DateField(null=True)
    guidelines = models.ForeignKey(Adopted, models.PROTECT, null=True, related_name="+")
    target_at = models.DateTimeField(null=True)
    limit_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    class Meta(AppendOnly.Meta):
        ordering = ["-replaced_at", "-pk"]
        indexes = [models.Index(fields=["item", "-replaced_at"], name="moderation_earlier_clock")]
