"""One thing somebody wrote to us, its clocks and its text."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from moderation.permissions import ItemQuerySet
from moderation.workflow import Handling, Visibility
from socialgov.organisation.models import Person
from socialgov.policy.models import Adopted

NO_CLOCK = datetime(9999, 12, 31, tzinfo=UTC)  # where items without a clock stand in the queue


class Item(models.Model):
    """A comment, direct message or report (kommentar, direktmeddelande, anmälan). Never called *ärende*.

    Two independent states: `handling` (is it answered?) and `visibility` (can others read it?); see workflow.py.
    Times are instants: `received_at` is the platform's own (ATV-52), `detected_at` when we fetched it, `first_known_at`
    when a person first saw it (BBS-lagen 4 a §). `due_at` = min(target_at, plan_by); null means no clock.
    Who wrote and what stands in ItemText, which can be erased by rule.

    `suggestion` is the first reading's code (triage.py); never a measure. `reports` is the comment a report is about,
    `reports_confirmed` whether a person or its address says so. `version` counts every change, `text_version` is its
    value when the author last changed the text.
    """

    Handling = Handling
    Visibility = Visibility

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        MESSAGE = "message", _("Direct message")
        REPORT = "report", _("Report")

    class Urgency(models.TextChoices):
        DANGER = "danger", _("Danger – act now")
        NOW = "now", _("Decide now")
        NORMAL = "", _("Ordinary")

    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMMENT)
    external_id = models.CharField(max_length=500, null=True, blank=True)  # noqa: DJ001 - null is unique
    url = models.CharField(max_length=1000, blank=True)
    post_url = models.CharField(max_length=1000, blank=True)
    post_title = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    detected_at = models.DateTimeField()
    first_known_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    handling = models.CharField(max_length=10, choices=Handling, default=Handling.NEW)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.VISIBLE)
    urgency = models.CharField(max_length=6, choices=Urgency, blank=True, default=Urgency.NORMAL)
    suggestion = models.CharField(max_length=24, blank=True)
    suggested_because = models.CharField(max_length=200, blank=True)
    secrecy = models.BooleanField(default=False)
    case_number = models.CharField(_("Record number of the case"), max_length=60, blank=True)
    diary_number = models.CharField(_("Record number"), max_length=60, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    minor = models.BooleanField(null=True)
    reports = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reported_by")
    reports_confirmed = models.BooleanField(default=False)
    receipt = models.PositiveIntegerField(null=True, blank=True, unique=True)

    target_at = models.DateTimeField(null=True, blank=True)
    limit_at = models.DateTimeField(null=True, blank=True)
    plan_by = models.DateTimeField(null=True, blank=True)
    warn_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    counted_from = models.DateTimeField(null=True, blank=True)
    target_rule = models.CharField(max_length=12, blank=True)
    target_lines = models.CharField(max_length=80, blank=True)
    limit_rule = models.CharField(max_length=12, blank=True)
    limit_lines = models.CharField(max_length=80, blank=True)
    guidelines = models.ForeignKey(Adopted, models.PROTECT, null=True, blank=True, related_name="+")

    claimed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_in = models.CharField(max_length=20, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    text_version = models.PositiveIntegerField(default=0)

    is_open = models.GeneratedField(  # computed by the database, so that queue, counts and index cannot disagree
        expression=Case(
            When(Q(visibility="failed"), then=Value(True)),
            When(Q(handling__in=("new", "waiting"), visibility__in=("visible", "showing")), then=Value(True)),
            default=Value(False),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    rank = models.GeneratedField(
        expression=Case(
            When(Q(urgency="danger"), then=Value(0)), When(Q(urgency="now"), then=Value(1)), default=Value(2)
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    queue_at = models.GeneratedField(
        expression=Coalesce("due_at", Value(NO_CLOCK)), output_field=models.DateTimeField(), db_persist=True
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "external_id"], name="moderation_item_once"),
            models.CheckConstraint(
                condition=Q(due_at=None, target_at=None, plan_by=None) | Q(due_at__isnull=False),
                name="moderation_whole_clock",
            ),
            models.CheckConstraint(
                condition=~Q(handling="answered") | Q(answered_at__isnull=False), name="moderation_answered_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(visibility="removed") | Q(removed_at__isnull=False), name="moderation_removed_has_time"
            ),
            models.CheckConstraint(
                condition=Q(kind="report", receipt__isnull=False) | ~Q(kind="report"), name="moderation_report_receipt"
            ),
        ]
        indexes = [
            # The queue: open items by urgency, then by deadline; paged by key.
            models.Index(fields=["rank", "queue_at", "id"], condition=Q(is_open=True), name="moderation_queue"),
            models.Index(
                fields=["account", "rank", "queue_at", "id"], condition=Q(is_open=True), name="moderation_queue_account"
            ),
            models.Index(fields=["warn_at"], condition=Q(is_open=True), name="moderation_warn"),
            models.Index(fields=["account", "-received_at", "-id"], name="moderation_chronological"),
            models.Index(fields=["-received_at", "-id"], condition=Q(is_open=False), name="moderation_finished"),
            models.Index(fields=["account", "url"], condition=~Q(url=""), name="moderation_item_url"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_taken_away(self) -> bool:
        """Whether others can no longer read it, by our doing."""
        return self.visibility in (Visibility.HIDDEN, Visibility.HIDING, Visibility.REMOVING, Visibility.REMOVED)


class ItemText(models.Model):
    """What stood there and who wrote it, as the platform delivered it; one row per version seen at the source.

    Erased by rule; never logged. Secret ones are read only through `Item.objects.content_readable_by`. `delivered` is
    the platform's own record as JSON text, for evidence.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="texts")
    seen_at = models.DateTimeField()
    author_name = models.CharField(max_length=200, blank=True)
    author_handle = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    media = models.JSONField(default=list, blank=True)
    delivered = models.TextField(blank=True)

    class Meta:
        ordering = ["seen_at", "pk"]
        get_latest_by = ["seen_at", "pk"]
