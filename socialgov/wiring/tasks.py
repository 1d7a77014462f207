from datetime import timedelta

from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone

from socialgov.wiring import events, sweeps


# Not under the sweeps' lock: deliveries are leased one by one, and a wake-up should not wait for a long sweep.
@shared_task(name="wiring.deliver")
def deliver() -> int:
    return events.deliver(now=timezone.now())


sweeps.beat_also("wiring.deliver", every=timedelta(seconds=15))


@shared_task(name="wiring.forget_delivered")
@sweeps.sweep("wiring.forget_delivered", every=crontab(hour=3, minute=10))
def forget_delivered() -> int:
    return events.forget_delivered(now=timezone.now())
