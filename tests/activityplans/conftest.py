import pytest

from socialgov.organisation.actor import SYSTEM
from socialgov.policy import services as policy
from tests.factories.activityplans import NOW, Cast


@pytest.fixture
def now():
    """Friday 20 November 2026, kl. 10.00 in Sweden."""
    return NOW


@pytest.fixture
def guidelines(db):
    """Åtvidaberg's guidelines, adopted."""
    return policy.adopt(
        profile="atvidaberg", decided_on=NOW.date(), decided_by="Kommunfullmäktige", diary_number="KS 2026-00112",
        actor=SYSTEM, now=NOW,
    )  # fmt: skip


@pytest.fixture
def cast(guidelines):
    return Cast()
