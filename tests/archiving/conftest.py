import shutil

import pytest
from django.core.files.storage import storages

from tests.archiving.site import serving


@pytest.fixture
def site():
    with serving() as web:
        yield web


@pytest.fixture
def private_site(site):
    """A server that captures are not to reach; `site`'s pages try to lead there."""
    with serving() as web:
        site.other = web.host
        yield web


@pytest.fixture(autouse=True)
def empty_storage():
    """Each test begins with nothing kept, as its database does."""
    shutil.rmtree(storages["archive"].location, ignore_errors=True)
