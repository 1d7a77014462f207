"""A message is only a wake-up: when Redis is away, whoever sends one is not held up."""

import time

import pytest
from celery import Celery
from kombu.exceptions import OperationalError

SECONDS = 4


@pytest.mark.fault
def test_publishing_without_a_broker_fails_within_seconds():
    app = Celery("apart", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    app.conf.broker_url = "redis://127.0.0.1:9/0"
    begun = time.monotonic()
    with pytest.raises(OperationalError):
        app.send_task("some.task")
    assert time.monotonic() - begun < SECONDS


def test_nothing_is_kept_of_what_tasks_return():
    from socialgov.celery import app

    assert app.conf.task_ignore_result is True
    assert app.conf.result_backend is None
    assert app.conf.accept_content == ["json"]
