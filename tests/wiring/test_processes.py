"""The wiring with real processes: one that is killed with an event in its hands, and a worker that is woken."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from socialgov.wiring import events, wakeup
from socialgov.wiring.events import emit
from socialgov.wiring.models import Delivery, OutboxEvent
from tests.wiring.parts import NOW, LampLit, heard, subscribed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
KILLED = """
import django, os, signal
django.setup()
from datetime import datetime
from socialgov.wiring import events, wakeup
from tests.wiring import parts

def handler(event, *, now):
    parts.chain(event, now=now)                # writes another event …
    os.kill(os.getpid(), signal.SIGKILL)       # … and is killed before it has finished

handler.__module__, handler.__qualname__ = "tests.wiring.parts", "gardener"
events.subscribe(parts.LampLit, handler)
events.deliver(now=parts.NOW)
"""


def test_an_event_in_the_hands_of_a_process_that_is_killed_reaches_its_subscriber_and_leaves_no_half_work():
    with subscribed(gardener=LampLit):
        emit(LampLit(7), now=NOW)
        killed = subprocess.run([sys.executable, "-c", KILLED], cwd=settings.BASE_DIR, env=os.environ)
        assert killed.returncode == -signal.SIGKILL
        assert OutboxEvent.objects.count() == 1, "what the killed process wrote is undone"
        assert events.deliver(now=NOW) == 0, "its lease still runs"
        assert events.deliver(now=NOW + timedelta(minutes=6)) == 1
        assert heard == [("gardener", LampLit(7))]


@pytest.fixture
def worker():
    client = redis.Redis.from_url(settings.REDIS_URL)
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "socialgov",
        "worker",
        "-P",
        "solo",
        "-Q",
        "default",
        "-l",
        "ERROR",
    ]
    process = subprocess.Popen(
        [*command, "--without-gossip", "--without-mingle"], cwd=settings.BASE_DIR, env=os.environ
    )
    yield process
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for key in client.scan_iter(f"{settings.REDIS_PREFIX}*"):
        client.delete(key)


def test_a_worker_is_woken_by_the_commit_and_takes_the_event_up_at_once(worker, monkeypatch):
    """No beat runs here. On a loaded machine a wake-up may give up, as it should; then the next commit wakes."""
    taken_up = Delivery.objects.filter(error__contains="No one answers to tests.wiring.parts.gardener")
    deadline = time.monotonic() + 90
    with subscribed(gardener=LampLit):
        while not taken_up.exists():
            assert worker.poll() is None, "the worker has ended"
            assert time.monotonic() < deadline, "no worker was woken"
            monkeypatch.setattr(wakeup, "_silent_until", 0.0)
            with transaction.atomic():
                emit(LampLit(7), now=timezone.now())
            patience = time.monotonic() + 10
            while not taken_up.exists() and time.monotonic() < patience:
                time.sleep(0.05)
        # The worker's process has no subscriber of the tests, so what it can do is to take the event up and say so.
