"""Waking a worker. A message only says that there may be something to do; without it the next sweep finds the work.

So publishing must never hold up or break what someone does on the screen: short timeouts, no second attempt, and after
a failure no attempt at all for a few seconds.
"""

import logging
import time
from functools import partial

from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu import Connection
from kombu.pools import producers

log = logging.getLogger(__name__)
PAUSE_SECONDS = 5.0
_silent_until = 0.0


def wake(task: str, *args: int | str) -> bool:
    """Say to a worker that `task` may have something to do. False, and a line in the log, when Redis is gone."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    try:
        with producers[_connection()].acquire(block=True, timeout=1) as producer:
            current_app.send_task(task, args=args, producer=producer, retry=False, ignore_result=True)
    except Exception as error:  # whatever it is, the sweep does the work
        _silent_until = time.monotonic() + PAUSE_SECONDS
        log.warning("No wake-up for %s, its sweep will do it: %s: %s", task, type(error).__name__, error)
        return False
    return True


def wake_on_commit(task: str, *args: int | str) -> None:
    """`wake`, once the present transaction has succeeded."""
    transaction.on_commit(partial(wake, task, *args), robust=True)


def _connection() -> Connection:
    options = {
        **settings.CELERY_BROKER_TRANSPORT_OPTIONS,
        "max_retries": 0,
        "socket_connect_timeout": 0.5,
        "socket_timeout": 1.0,
        "retry_on_timeout": False,
    }
    return Connection(settings.CELERY_BROKER_URL, connect_timeout=1, transport_options=options)
