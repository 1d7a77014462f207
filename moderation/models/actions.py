"""What has to happen on the platform: an outbox that the worker carries out and reads back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moderation.models.decisions import Decision
from moderation.models.items import Item
from socialgov.organisation.models import Person


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
    state = models.CharField(max_length=8, choices=State)
    external_id = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(state="leaving"), name="moderation_one_leaving_reply")
        ]


class PlatformAction(models.Model):
    """One thing to do on the platform, done once: a lease says who is doing it, a token refuses the late one."""

    class Action(models.TextChoices):
        REPLY = "reply", _("Reply")
        HIDE = "hide", _("Hide")
        UNHIDE = "unhide", _("Show again")
        REMOVE = "remove", _("Remove")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DOING = "doing", _("Being done")
        DONE = "done", _("Done")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Failed")

    item = models.ForeignKey(Item, models.PROTECT, related_name="actions")
    action = models.CharField(max_length=8, choices=Action)
    reply = models.OneToOneField(Reply, models.PROTECT, null=True, blank=True, related_name="platform_action")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    not_before = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    token = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"], condition=Q(state__in=("waiting", "doing")), name="moderation_action_due"
            )
        ]
