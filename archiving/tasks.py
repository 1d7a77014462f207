"""What beat and wake-ups call. The database holds the work; each of these finds everything that waits."""

from datetime import timedelta

from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone

from archiving import captures, cards, evidence, schedule, seals
from socialgov.wiring.sweeps import beat_also, sweep

QUEUE = "capture"
AT_MOST = 20  # captures in one go: afterwards the worker takes the next message, and may be replaced


@shared_task(name="archiving.take_captures", queue=QUEUE)
def take_captures() -> int:
    """Take what waits, one after another. Leased row by row: any number of workers share the work."""
    for taken in range(AT_MOST):
        if captures.take_next() is None:
            return taken
    return AT_MOST


beat_also("archiving.take_captures", every=timedelta(minutes=1), queue=QUEUE)


@shared_task(name="archiving.order_captures")
@sweep("archiving.order_captures", every=crontab(hour="6,11,15", minute=20))
def order_captures() -> int:
    return len(schedule.order_due(now=timezone.now()))


@shared_task(name="archiving.draw_cards")
def draw_cards() -> int:
    return cards.draw(now=timezone.now())


beat_also("archiving.draw_cards", every=timedelta(minutes=1))


@shared_task(name="archiving.move_texts")
@sweep("archiving.move_texts", every=timedelta(minutes=2))
def move_texts() -> int:
    return evidence.move_texts(now=timezone.now())


@shared_task(name="archiving.seal_files")
@sweep("archiving.seal_files", every=timedelta(minutes=1))
def seal_files() -> int:
    made = seals.seal(now=timezone.now())
    return made.count if made else 0
