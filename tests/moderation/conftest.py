import shutil

import pytest
from django.core.files.storage import storages

from tests.factories.policy import adopted


@pytest.fixture(autouse=True)
def guidelines(request):
    """Åtvidaberg's guidelines are in force, and nothing is kept from another test."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        shutil.rmtree(storages["archive"].location, ignore_errors=True)
        return adopted()
    return None
