"""One thing somebody wrote to us, its clocks and its text."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from moderation.permissions import ItemQuerySet
from socialgov.organisation.models import Person
from socialgov.policy.models import Adopted


class Item(models.Model):
    """A comment, direct message or report (kommentar, direktmeddelande, anmälan). Never called *ärende*.

    Two independent states: `handling` (is it answered?) and `visibility` (can others read it?); see workflow.py.
    Times are instants: `received_at` is the platform's own (ATV-52), `detected_at` when we fetched it, `first_known_at`
    when a person first saw it (BBS-lagen 4 a §). `due_at` = min(target_at, plan_by); null means no clock.
    Who wrote and what stands in ItemText, which can be erased by rule.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        MESSAGE = "message", _("Direct message")
        REPORT = "report", _("Report")

    class Handling(models.TextChoices):
        NEW = "new", _("New")
        WAITING = "waiting", _("Waiting for a colleague")
        ANSWERED = "answered", _("Answered")
        NO_ANSWER = "no_answer", _("No answer needed")

    class Visibility(models.TextChoices):
        VISIBLE = "visible", _("Visible")
        HIDING = "hiding", _("Is being hidden …")
        HIDDEN = "hidden", _("Hidden")
        REMOVING = "removing", _("Is being removed …")
        REMOVED = "removed", _("Removed")
        FAILED = "failed", _("Could not be removed")
        GONE = "gone", _("No longer on the platform")

    class Urgency(models.TextChoices):
        DANGER = "danger", _("Danger – act now")
        NOW = "now", _("Decide now")
        NORMAL = "", _("Normal")

    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMMENT)
    external_id = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001 - null is unique
    url = models.URLField(max_length=1000, blank=True)
    post_url = models.URLField(max_length=1000, blank=True)
    post_title = models.CharField(max_length=300, blank=True)
    post_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    detected_at = models.DateTimeField()
    first_known_at = models.DateTimeField(null=True, blank=True)

    handling = models.CharField(max_length=10, choices=Handling, default=Handling.NEW)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.VISIBLE)
    urgency = models.CharField(max_length=6, choices=Urgency, blank=True, default=Urgency.NORMAL)
    suggestion = models.CharField(max_length=24, blank=True)
    suggested_because = models.CharField(max_length=200, blank=True)
    secrecy = models.BooleanField(default=False)
    case_number = models.CharField(_("Record number of the case"), max_length=60, blank=True)
    minor = models.BooleanField(null=True)
    reports = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reported_by")
    receipt = models.PositiveIntegerField(null=True, blank=True, unique=True)

    target_at = models.DateTimeField(null=True, blank=True)
    limit_at = models.DateTimeField(null=True, blank=True)
    plan_by = models.DateTimeField(null=True, blank=True)
    warn_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    target_rule = models.CharField(max_length=12, blank=True)
    limit_rule = models.CharField(max_length=12, blank=True)
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

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "external_id"], name="moderation_item_once"),
            models.CheckConstraint(
                condition=Q(due_at=None, target_at=None, limit_at=None)
                | Q(due_at__isnull=False, target_at__isnull=False, limit_at__isnull=False),
                name="moderation_whole_clock",
            ),
            models.CheckConstraint(
                condition=~Q(handling="answered") | Q(answered_at__isnull=False), name="moderation_answered_has_time"
            ),
            models.CheckConstraint(
                condition=Q(kind="report", receipt__isnull=False) | ~Q(kind="report"), name="moderation_report_receipt"
            ),
        ]
        indexes = [
            # The queue: open items by urgency, then by deadline; paged by key.
            models.Index(
                fields=["due_at", "id"],
                condition=Q(handling__in=("new", "waiting"), visibility="visible"),
                name="moderation_queue",
            ),
            models.Index(
                fields=["account", "due_at", "id"],
                condition=Q(handling__in=("new", "waiting"), visibility="visible"),
                name="moderation_queue_account",
            ),
            models.Index(fields=["account", "-received_at", "-id"], name="moderation_chronological"),
            models.Index(fields=["handling", "-closed_at", "-id"], name="moderation_closed"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ItemText(models.Model):
    """What stood there and who wrote it, as the platform delivered it; one row per version seen at the source.

    Erased by rule; never logged. Secret ones are read only through `Item.objects.content_readable_by`.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="texts")
    seen_at = models.DateTimeField()
    author_name = models.CharField(max_length=200, blank=True)
    author_handle = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    media = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["seen_at", "pk"]
        get_latest_by = ["seen_at", "pk"]


class Connection(models.Model):
    """How an account's comments come to us: a feed or a platform's API, read by a sweep."""

    class Kind(models.TextChoices):
        FEED = "feed", _("Comment feed (Atom or RSS)")
        WORDPRESS = "wordpress", _("WordPress")

    account = models.OneToOneField(Account, models.PROTECT, related_name="connection")
    kind = models.CharField(max_length=12, choices=Kind)
    feed_url = models.URLField(max_length=500)
    api_url = models.URLField(max_length=500, blank=True)
    secret = models.BinaryField(null=True, editable=False)
    state = models.JSONField(default=dict, blank=True)
    next_check_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    worked_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_check_at"], name="moderation_connection_next")]
