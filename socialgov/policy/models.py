"""The versions of the guidelines that were adopted, the draft of the next one, and the days closed by own choice."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgov.journal.append_only import AppendOnly
from socialgov.policy import loading
from socialgov.policy.guidelines import Guidelines
from socialgov.wiring.leases import LeasedWork


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


class Draft(models.Model):
    """Guidelines that are being worked on: at most one at a time, and nothing of it holds before it is adopted.

    `content` is the whole document as plain data, whole or not; `origin` what it was started from. `based_on` is the
    version that was in force then. A draft ends by becoming `adopted`, or by being thrown away.
    """

    content = models.JSONField()
    origin = models.JSONField()
    based_on = models.ForeignKey(Adopted, models.PROTECT, null=True, related_name="+")
    profile = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_open = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True)
    adopted = models.OneToOneField(Adopted, models.PROTECT, null=True, related_name="draft")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = _("Drafts of guidelines")
        constraints = [
            models.UniqueConstraint(fields=["is_open"], condition=Q(is_open=True), name="policy_one_living_draft"),
            models.CheckConstraint(
                condition=Q(is_open=True, ended_at=None, adopted=None) | Q(is_open=False, ended_at__isnull=False),
                name="policy_draft_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile} ({self.version})"


class Preview(LeasedWork):
    """What a draft would change, computed in the background from `content` as it was at `asked_at`, against `against`.

    `done` of `total` things have been looked at. A preview writes to nothing but its own effects.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="previews")
    draft_version = models.PositiveIntegerField()
    content = models.JSONField()
    against = models.ForeignKey(Adopted, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta(LeasedWork.Meta):
        constraints = [
            models.UniqueConstraint(fields=["draft", "draft_version", "against"], name="policy_one_preview_of_a_draft")
        ]


class Effect(models.Model):
    """One thing that a draft would change: an open item's time, or what an account falls short of."""

    preview = models.ForeignKey(Preview, models.CASCADE, related_name="effects")
    group = models.CharField(max_length=40)
    place = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    before = models.DateTimeField(null=True)
    after = models.DateTimeField(null=True)

    class Meta:
        ordering = ["group", "place"]
        constraints = [models.UniqueConstraint(fields=["preview", "group", "place"], name="policy_effect_in_its_place")]


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
