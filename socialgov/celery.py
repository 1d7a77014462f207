"""Celery: messages are only wake-ups; the database holds the work. Each beat entry is an idempotent sweep."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialgov.settings")
app = Celery("socialgov")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
