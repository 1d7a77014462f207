"""Waking a worker must never hold up who works on the screen."""

import socket
import threading
import time

import pytest
import redis
from django.conf import settings
from kombu.pools import reset

from socialgov.celery import app
from socialgov.wiring import wakeup

SECONDS = 4  # what someone may have to wait, at the very most, on a loaded machine


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    monkeypatch.setattr(wakeup, "_silent_until", 0.0)
    reset()
    yield
    reset()


@pytest.fixture
def silent_server():
    """Takes connections and never answers, as a machine behind a broken network does."""
    server = socket.create_server(("127.0.0.1", 0))
    taken, ended = [], threading.Event()

    def take():
        while not ended.is_set():
            try:
                taken.append(server.accept())
            except OSError:
                return

    threading.Thread(target=take, daemon=True).start()
    yield server.getsockname()[1]
    ended.set()
    server.close()
    for connection, _ in taken:
        connection.close()


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def timed_wake():
    began = time.monotonic()
    done = wakeup.wake("wiring.deliver")
    return done, time.monotonic() - began


def test_a_wake_up_reaches_the_queue_of_the_workers():
    client = redis.Redis.from_url(settings.REDIS_URL)
    queue = f"{settings.REDIS_PREFIX}default"
    client.delete(queue)
    try:
        assert wakeup.wake("wiring.deliver", 7) is True
        assert client.llen(queue) == 1
        assert b"wiring.deliver" in client.lindex(queue, 0)
    finally:
        client.delete(queue)


@pytest.mark.fault
def test_without_redis_a_wake_up_fails_fast_and_is_only_logged(settings, caplog):
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{closed_port()}/0"
    done, seconds = timed_wake()
    assert done is False and seconds < SECONDS
    assert "No wake-up for wiring.deliver, its sweep will do it" in caplog.text


@pytest.mark.fault
def test_a_redis_that_never_answers_holds_no_one_up(settings, silent_server):
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{silent_server}/0"
    done, seconds = timed_wake()
    assert done is False and seconds < SECONDS


@pytest.mark.fault
def test_after_a_failure_no_attempt_is_made_for_a_while(settings, silent_server):
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{silent_server}/0"
    timed_wake()
    done, seconds = timed_wake()
    assert done is False and seconds < 0.05


def test_the_pause_after_a_failure_ends(settings, monkeypatch):
    real, settings.CELERY_BROKER_URL = settings.CELERY_BROKER_URL, f"redis://127.0.0.1:{closed_port()}/0"
    assert wakeup.wake("wiring.deliver") is False
    settings.CELERY_BROKER_URL = real
    assert wakeup.wake("wiring.deliver") is False
    later = time.monotonic() + wakeup.PAUSE_SECONDS
    monkeypatch.setattr(wakeup.time, "monotonic", lambda: later)
    assert wakeup.wake("wiring.deliver") is True
    redis.Redis.from_url(settings.REDIS_URL).delete(f"{settings.REDIS_PREFIX}default")
    assert app.conf.task_default_queue == "default"
