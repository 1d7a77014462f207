"""The versions of the guidelines that were adopted, and the days on which the municipality closes by its own choice."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgov.journal.append_only import AppendOnly
from socialgov.policy import loading
from socialgov.policy.guidelines import Guidelines


class Adopted(AppendOnly):
    """One adopted version of the guidelines. Never changed; the next one names it as `previous`.

    `content` is the whole profile as it stood, `content_hash` its SHA-256. In force from `adopted_at` until the next.
    """

    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    profile = models.CharField(_("Profile"), max_length=60)
    decided_on = models.DateField(_("Decision date"))
    decided_by = models.CharField(_("Decided by"), max_length=200)
    diary_number = models.CharField(_("Record number"), max_length=60, blank=True)
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revise_by = models.DateField(_("To be looked over by"), null=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta(AppendOnly.Meta):
        get_latest_by = "pk"
        constraints = [
            models.UniqueConstraint(fields=["previous"], nulls_distinct=False, name="policy_one_chain_of_versions")
        ]

    @cached_property
    def document(self) -> Guidelines:
        """The guidelines themselves."""
        if (known := _documents.get(self.content_hash)) is None:
            known = _documents[self.content_hash] = loading.from_data(self.content, file=self.profile)
        return known


_documents: dict[str, Guidelines] = {}  # by content hash: versions are few and never change


class GuidanceConfirmation(AppendOnly):
    """A person has read Så gör vi as it stood: `content_hash` is `guidance.digest` of the text (users.md, 2)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "content_hash"], name="policy_text_confirmed_once_each")
        ]


class LocalClosure(models.Model):
    """A day on which the municipality is closed: all day, or from `closes_at`. Withdrawn, never deleted."""

    day = models.DateField(_("Day"))
    closes_at = models.TimeField(_("Closes at"), null=True, blank=True)
    note = models.CharField(_("Reason"), max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["day"], condition=Q(withdrawn_at=None), name="policy_one_closure_a_day")
        ]
