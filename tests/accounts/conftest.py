from datetime import UTC, datetime

import pytest

from socialgov.organisation.actor import Actor
from socialgov.policy import services as policy


@pytest.fixture
def now():
    """Friday 20 November 2026, kl. 10.00 in Sweden."""
    return datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def guidelines(db, now):
    """Åtvidaberg's guidelines, adopted."""
    return policy.adopt(
        profile="atvidaberg", decided_on=now.date(), decided_by="Kommunfullmäktige", diary_number="KS 2026-00112",
        actor=Actor(person_id=None), now=now,
    )  # fmt: skip
