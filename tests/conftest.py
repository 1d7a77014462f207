"""What every test may use."""

import shutil

import pytest
from django.test import TransactionTestCase

from tests import databases
from tests.environment import FOLDER


def pytest_collection_modifyitems(items):
    """What reads the code comes first: it is quick and says most."""
    items.sort(key=lambda item: "tests/static/" not in item.nodeid)


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


@pytest.fixture(scope="session", autouse=True)
def _own_folder():
    yield
    shutil.rmtree(FOLDER, ignore_errors=True)
