"""Sweeps. Each looks at everything that is due; being woken only saves the wait."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from moderation.services import clocks, connections, outbox
from socialgov.wiring.sweeps import sweep


@shared_task(name="moderation.fetch")
@sweep("moderation.fetch", every=timedelta(seconds=20))
def fetch() -> int:
    """Read every connection that is due."""
    return connections.fetch_due(now=timezone.now())


@shared_task(name="moderation.perform")
@sweep("moderation.perform", every=timedelta(seconds=10))
def perform() -> int:
    """Carry out on the platforms what is due: replies whose twenty seconds are over, hiding, removing."""
    return outbox.perform_due(now=timezone.now())


@shared_task(name="moderation.recount")
@sweep("moderation.recount", every=timedelta(minutes=1))
def recount() -> int:
    """Count open items again after the guidelines, the calendar or an account's hours changed."""
    return clocks.recount_due(now=timezone.now())
