import shutil

import pytest
from django.core.files.storage import storages

from tests.stories.town import Town


@pytest.fixture
def town(db, monkeypatch, empty_cache):
    """An installation with nothing in it, on Thursday 12 November 2026 kl. 10.00."""
    shutil.rmtree(storages["archive"].location, ignore_errors=True)
    return Town(monkeypatch)
