"""What beat and wake-ups call."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from socialgov.policy import previewing
from socialgov.wiring.sweeps import sweep


@shared_task(name="policy.preview")
@sweep("policy.preview", every=timedelta(minutes=1))
def preview() -> int:
    """Find out what a draft of the guidelines would change."""
    return previewing.compute_due(clock=timezone.now)
