"""Celery: messages are only wake-ups; the database holds the work. Each beat entry is an idempotent sweep."""

import logging
import os

from celery import Celery, bootsteps
from celery.beat import PersistentScheduler
from kombu import Queue
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialgov.settings")
logger = logging.getLogger(__name__)

app = Celery("socialgov")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

DEFAULT, CAPTURE = "default", "capture"  # short tasks, and captures (one at a time in each worker)
HEARTBEAT = 5.0  # seconds

# Every sweep of the house, with the seconds between two. Tests bind each entry to a task of a room's tasks.py.
SWEEPS: dict[str, tuple[str, float]] = {}

app.conf.task_queues = [Queue(DEFAULT), Queue(CAPTURE)]
app.conf.beat_schedule = {name: {"task": task, "schedule": seconds} for name, (task, seconds) in SWEEPS.items()}


def wake(task: str, *, queue: str = DEFAULT) -> bool:
    """Ask for a sweep now instead of at its next turn. A broker that is away is only logged: the work is not lost."""
    try:
        app.send_task(task, queue=queue)
    except OperationalError as error:
        logger.warning("%s was not woken (%s); its next sweep does the work", task, error)
        return False
    return True


class Heartbeat(bootsteps.StartStopStep):
    """Shows from the worker's main process that it lives, also while all its pool is busy."""

    requires = {"celery.worker.components:Timer"}
    timer = None

    def start(self, worker):
        self.timer = worker.timer.call_repeatedly(HEARTBEAT, self._beat, (worker,), priority=10)
        self._beat(worker)

    def stop(self, worker):
        if self.timer:
            self.timer.cancel()

    def _beat(self, worker):
        from socialgov import health  # the settings are complete only now

        for queue in worker.app.amqp.queues.consume_from:
            health.show_alive(health.WORKERS[queue])


class Scheduler(PersistentScheduler):
    """Beat's own scheduler, which also shows that beat lives."""

    def tick(self, *args, **kwargs):
        from socialgov import health

        health.show_alive(health.BEAT)
        return super().tick(*args, **kwargs)


app.steps["worker"].add(Heartbeat)
app.conf.beat_scheduler = "socialgov.celery:Scheduler"
