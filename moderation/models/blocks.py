"""That someone may not comment on one of our channels for a time."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from moderation.models.decisions import Decision
from moderation.models.items import Item
from moderation.permissions import BlockQuerySet
from socialgov.organisation.models import Person


class Block(models.Model):
    """Avstängning: a measure of its own, with a reason, an end and a second look. Never for ever.

    Who it is stands here and nowhere that lasts: `author_name` and `author_handle` can be erased by rule.
    A person carries it out on the platform (`done_at`), and opens again there when it is over (`opened_at`).
    `lifted_at`: someone ended it before its last day. `upheld`: what the second look found.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="blocks")
    item = models.ForeignKey(Item, models.PROTECT, related_name="blocks")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="block")
    author_name = models.CharField(max_length=200, blank=True)
    author_handle = models.CharField(max_length=500, blank=True)
    category = models.CharField(max_length=24)
    starts_on = models.DateField()
    until = models.DateField(_("Until and including"))
    attacked = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    look_due_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    upheld = models.BooleanField(null=True)
    note = models.CharField(_("What did you find?"), max_length=500, blank=True)
    own = models.BooleanField(default=False)
    lifted_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["until", "pk"]
        indexes = [
            models.Index(fields=["until"], condition=Q(opened_at=None), name="moderation_block_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("starts_on")), name="moderation_block_has_end"),
            models.CheckConstraint(
                condition=Q(looked_at=None, upheld=None) | Q(looked_at__isnull=False, upheld__isnull=False),
                name="moderation_block_look",
            ),
            models.UniqueConstraint(
                fields=["account", "author_handle", "author_name"],
                condition=Q(opened_at=None) & ~Q(author_handle="", author_name=""),
                name="moderation_block_once",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def author(self) -> str:
        """Who it is, as the platform says it."""
        return self.author_name or self.author_handle

    def is_over(self, today: date) -> bool:
        """Whether it is to be opened again: its last day has passed, or it was ended before."""
        return self.lifted_at is not None or self.until < today
