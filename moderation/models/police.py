"""The basis of a police report, and that it was reported."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archiving.models import Blob
from moderation.models.items import Item
from socialgov.organisation.models import Person


class PoliceBasis(models.Model):
    """One document to report from (underlag till polisanmälan), as it was made; the file is kept and sealed.

    `of_version` is the item's version then: pressed again while nothing has happened, it is the same document.
    `reported_at` is when a person said that it was reported, `number` what the police call it, if known.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="police_bases")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    of_version = models.PositiveIntegerField()
    file = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("Reported"), null=True, blank=True)
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    number = models.CharField(_("The police's number, if you have it"), max_length=60, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "of_version"], name="moderation_basis_once"),
            models.CheckConstraint(
                condition=Q(reported_at=None, reported_by=None)
                | Q(reported_at__isnull=False, reported_by__isnull=False),
                name="moderation_reported_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
