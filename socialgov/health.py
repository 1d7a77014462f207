"""Whether the installation works: /health/live says that this process answers, /health/ready that all parts do.

Heartbeats are kept in Redis: they mean nothing after it was emptied, and are back within seconds.
"""

import logging
import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import redis
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import storages
from django.db import DatabaseError, connections
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

OK, DOWN = "ok", "down"
WORKER, CAPTURE, BEAT = "worker", "capture", "beat"
WORKERS = {"default": WORKER, "capture": CAPTURE}  # queue → the part that empties it
SILENCE = 30  # seconds without a heartbeat after which a part counts as down


@lru_cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=2)


def _key(part: str) -> str:
    return f"{settings.REDIS_PREFIX}alive:{part}"


def show_alive(part: str) -> None:
    """Note that `part` lives. Without Redis nothing is noted, and that is what /health/ready then says."""
    try:
        _redis().set(_key(part), "1", ex=SILENCE)
    except redis.RedisError as error:
        logger.warning("The heartbeat of %s could not be noted: %s", part, error)


def _database() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT 1")


def _storage() -> None:
    """A folder must take a file; another storage must answer."""
    parts = urlsplit(settings.STORAGE_URL)
    if parts.scheme != "file":
        storages["archive"].exists("health")
        return
    folder = Path(unquote(parts.path))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"socialgov")
        probe.flush()
        os.fsync(probe.fileno())


def _alive(part: str) -> Callable[[], None]:
    def check() -> None:
        if not _redis().exists(_key(part)):
            raise LookupError(f"no heartbeat of {part} for {SILENCE} seconds")

    return check


PARTS: dict[str, Callable[[], object]] = {
    "database": _database,
    "redis": lambda: _redis().ping(),
    WORKER: _alive(WORKER),
    CAPTURE: _alive(CAPTURE),
    BEAT: _alive(BEAT),
    "storage": _storage,
}


def states() -> dict[str, str]:
    """Part → "ok" or "down". The reason goes to the log and not to the public."""
    found = {}
    for name, check in PARTS.items():
        try:
            check()
            found[name] = OK
        except (DatabaseError, redis.RedisError, BotoCoreError, ClientError, LookupError, OSError) as error:
            logger.warning("Not ready: %s: %s", name, error)
            found[name] = DOWN
    return found


@login_not_required
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"web": OK})


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    found = states()
    return JsonResponse(found, status=200 if set(found.values()) == {OK} else 503)
