"""Sweeps about people."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from socialgov.organisation import services
from socialgov.organisation.actor import SYSTEM
from socialgov.wiring import sweeps


@shared_task(name="organisation.end_those_who_left")
@sweeps.sweep("organisation.end_those_who_left", every=timedelta(minutes=10))
def end_those_who_left() -> int:
    """End the access of everyone whose last day has passed."""
    return services.end_those_who_left(actor=SYSTEM, now=timezone.now())
