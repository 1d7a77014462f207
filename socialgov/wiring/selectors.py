"""What the wiring can be asked: what is stuck, what ran when."""

from datetime import datetime

from django.db.models import QuerySet

from socialgov.wiring.models import Delivery, SweepRun


def failing_deliveries() -> QuerySet[Delivery]:
    """Events that some handler has failed to take at least once and still has not taken, the oldest first."""
    return Delivery.objects.open().exclude(error="").select_related("event").order_by("event_id", "handler")


def waiting_since(*, now: datetime) -> datetime | None:
    """When the oldest event that someone still waits for was stated; None when all is delivered."""
    oldest = Delivery.objects.open().filter(event__emitted_at__lte=now).order_by("event__emitted_at").first()
    return oldest.event.emitted_at if oldest else None


def failing_sweeps() -> QuerySet[SweepRun]:
    """Sweeps whose last run failed."""
    return SweepRun.objects.exclude(error="")
