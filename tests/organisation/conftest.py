import pytest

from socialgov.organisation.models import Person
from tests.factories.organisation import PersonFactory


@pytest.fixture
def karin() -> Person:
    """The communications officer, who is the only system administrator too."""
    return PersonFactory(name="Karin Lingonstig", communications=True, system_administrator=True)


@pytest.fixture
def office(client, karin):
    """The communications officer's browser."""
    client.force_login(karin)
    return client
