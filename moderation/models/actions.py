"""What has to happen on the platform: an outbox that the worker carries out and reads back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moderation.models.decisions import Decision
from moderation.models.items import Item
from socialgov.organisation.models import Person
from socialgov.wiring.leases import LeasedWork


class Reply(models.Model):
    """Our answer to an item. It leaves twenty seconds after *Skicka svar*, so that it can be undone."""

    class State(models.TextChoices):
        LEAVING = "leaving", _("Leaves soon")
        UNDONE = "undone", _("Undone")
        SENT = "sent", _("Sent")
        BY_HAND = "by_hand", _("Written in the platform's own app")
        FAILED = "failed", _("Could not be sent")

    item = models.ForeignKey(Item, models.PROTECT, related_name="replies")
    text = models.TextField(_("Reply"), max_length=8000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    leaves_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=State)
    external_id = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(state="leaving"), name="moderation_one_leaving_reply")
        ]


class PlatformAction(LeasedWork):
    """One thing to do on the platform, done once and read back. `withdrawn_at`: undone before it left."""

    class Action(models.TextChoices):
        REPLY = "reply", _("Reply")
        HIDE = "hide", _("Hide")
        SHOW = "show", _("Show again")
        REMOVE = "remove", _("Remove from the channel")
        RESTORE = "restore", _("Put back")

    item = models.ForeignKey(Item, models.PROTECT, related_name="actions")
    action = models.CharField(max_length=8, choices=Action)
    reply = models.OneToOneField(Reply, models.PROTECT, null=True, blank=True, related_name="platform_action")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(LeasedWork.Meta):
        indexes = [
            models.Index(
                fields=["not_before"], condition=Q(state__in=("waiting", "taken")), name="moderation_action_due"
            )
        ]
