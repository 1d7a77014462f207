"""Celery: messages are only wake-ups; the database holds the work. Each beat entry is an idempotent sweep."""

import os

from celery import Celery, bootsteps, signals
from celery.beat import PersistentScheduler
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialgov.settings")
app = Celery("socialgov")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

DEFAULT, CAPTURE = "default", "capture"  # short tasks, and captures (one at a time in each worker)
HEARTBEAT = 5.0  # seconds

app.conf.task_queues = [Queue(DEFAULT), Queue(CAPTURE)]


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


@signals.import_modules.connect(sender=app, weak=False)
def _take_the_sweeps_into_beat(**_kwargs) -> None:
    """Every room names its sweeps in its `tasks`; they are all loaded when this is called."""
    from socialgov.wiring.sweeps import beat_schedule  # models can not be imported before Django is set up

    app.conf.beat_schedule = beat_schedule()
