"""A journal to seal, and ways to tamper with it that only a superuser has."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from socialgov.journal.models import Entry
from socialgov.journal.services import record
from tests.databases import admin
from tests.environment import DATABASE, admin_url

NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Doer:
    person_id: int | None = 3
    on_behalf_of_id: int | None = None


def write(number: int = 1, **given) -> list[Entry]:
    """`number` entries about plan 1, 2, 3 …"""
    told = {"actor": Doer(), "now": NOW, "verb": "plan.signed", "data": {"channel": "web"}} | given
    return [record(about=("activityplans.plan", n + 1), **told) for n in range(number)]


@contextmanager
def tampering():
    """A superuser's cursor with every trigger and foreign key asleep."""
    with admin(admin_url(DATABASE)) as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor


def tamper(sql: str, *parameters) -> None:
    with tampering() as cursor:
        cursor.execute(sql, parameters)
        assert cursor.rowcount, "nothing was tampered with"
