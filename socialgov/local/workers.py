"""Celery's pool processes end with the worker that made them, even when that one is killed."""

import os
import signal

from celery.signals import worker_process_init

from socialgov.celery import app  # shared tasks find the broker through it, in the web processes too
from socialgov.local.processes import die_with_parent


def connect() -> None:
    app.set_default()
    worker_process_init.connect(_end_with_worker, dispatch_uid="socialgov.local.workers")


def _end_with_worker(**_kwargs: object) -> None:
    die_with_parent(signal.SIGKILL, os.getppid())
