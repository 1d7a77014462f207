"""What every test may use."""

import gc
import os
import shutil
from contextlib import contextmanager

import hypothesis
import pytest
import redis
from django.db import transaction
from django.test import TransactionTestCase, override_settings

from tests import databases
from tests.environment import FOLDER


def pytest_collection_modifyitems(items):
    """What takes long and in one piece comes first, then what reads the code: it is quick and says most."""
    items.sort(key=lambda item: (item.get_closest_marker("fault") is None, "tests/static/" not in item.nodeid))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """A clone of the migrated template, reached as the application's own database role."""
    with django_db_blocker.unblock():
        databases.create()
    TransactionTestCase._fixture_teardown = lambda self: databases.flush()
    yield
    from django.db import connections

    connections.close_all()
    databases.drop()


@pytest.fixture(scope="session")
def kept(django_db_setup, django_db_blocker):
    """What a fixture of a module makes within `with kept():` stays until its teardown and is taken back then.

    The tests themselves have `django_db` as ever, and see what others made of it undone.
    """

    @contextmanager
    def kept():
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return kept


@pytest.fixture
def empty_cache():
    """No attempts to sign in yet. Only this process's part of Redis: `cache.clear()` would empty everyone's."""
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
        for key in client.scan_iter(f"{os.environ['REDIS_PREFIX']}*"):
            client.delete(key)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords():
    """A real hash takes a third of a second, which is its point."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_folder():
    yield
    shutil.rmtree(FOLDER, ignore_errors=True)


# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


def pytest_collection_finish():
    """What was imported stays: looking through it again and again for garbage took a seventh of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
