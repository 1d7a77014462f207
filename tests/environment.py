"""Loaded before Django: gives every test process a database, a Redis prefix and a folder of its own.

DATABASE_ADMIN_URL (a superuser's address) and REDIS_URL come from `./test`, which starts both servers.
"""

import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from socialgov.local import catalogues

ADMIN_URL = os.environ.get("DATABASE_ADMIN_URL", "")
if not ADMIN_URL:
    raise pytest.UsageError("Run ./test: it starts PostgreSQL and Redis for the tests and tells them where they are.")

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")[:8] or str(os.getpid())
WORKER = f"{RUN}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
DATABASE = f"test_{WORKER}"
FOLDER = Path(tempfile.mkdtemp(prefix=f"socialgov-{WORKER}-"))


def database_url(user: str, database: str) -> str:
    """The address of `database` for a role that the tests made (password 'test')."""
    parts = urlsplit(ADMIN_URL)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}:test@{host}", path=f"/{database}"))


def admin_url(database: str) -> str:
    """The superuser's address of `database`."""
    return urlunsplit(urlsplit(ADMIN_URL)._replace(path=f"/{database}"))


os.environ |= {
    "DJANGO_SETTINGS_MODULE": "socialgov.settings",
    "SECRET_KEY": "only-for-tests",
    "SAMPLE_SITE_URL": "",
    "DATABASE_URL": database_url("socialgov_test_app", DATABASE),
    "DATABASE_OWNER_URL": database_url("socialgov_test_owner", DATABASE),
    "REDIS_PREFIX": f"{DATABASE}:",
    "DATA_DIR": str(FOLDER),
    "FIELD_KEYS": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtb24=",
    "LOCALE_DIR": str(FOLDER / "locale"),
    "BASE_URL": "http://localhost",
    "EMAIL_URL": "",
    "STORAGE_URL": f"file://{FOLDER}/files",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright's event loop runs in the thread of the test
}
(FOLDER / "static").mkdir()
catalogues.compile_all(Path(__file__).resolve().parent.parent / "locale", FOLDER / "locale")
