"""What the wiring remembers: events on their way, who has had them, and when sweeps ran."""

from django.db import models
from django.db.models import Q

from socialgov.wiring.leases import LeasedWork


class OutboxEvent(models.Model):
    """A fact, written in the transaction that made it true. Erased some weeks after everyone has had it."""

    name = models.CharField(max_length=120)
    payload = models.JSONField()
    emitted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["emitted_at"], name="wiring_event_emitted")]


class Delivery(LeasedWork):
    """One event on its way to one subscriber. Tried again with growing pauses until it is done; never given up."""

    event = models.ForeignKey(OutboxEvent, models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True)

    class Meta(LeasedWork.Meta):
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="wiring_delivered_once")]
        indexes = [models.Index(fields=["not_before", "id"], condition=~Q(state="done"), name="wiring_delivery_open")]


class SweepRun(models.Model):
    """When a sweep last ran and how it went, one row per sweep."""

    name = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
