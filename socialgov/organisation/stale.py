"""Two people changed the same thing: say who and when, and lose nothing that was typed."""

from datetime import datetime
from typing import Protocol, cast

from django.db.models import Model

from socialgov.journal.selectors import history_of
from socialgov.look.forms import StaleVersion
from socialgov.organisation.models import Person


class Stale(StaleVersion):
    """The row was changed after the form was fetched. `row` is as it is now; the sentence says who and when."""

    def __init__(self, row: Model):
        self.row = row
        person, at = last_change(row)
        super().__init__(changed_by=person.name if person else "", changed_at=at)


def last_change(row: Model) -> tuple[Person | None, datetime | None]:
    """Who last changed the row, and when, as the journal knows it."""
    entry = history_of(row).order_by("-pk").first() if row.pk else None
    if entry is None:
        return None, None
    return Person.objects.filter(pk=entry.actor_id).first(), entry.at


class Versioned(Protocol):
    version: int


def check_version(row: Versioned, version: int | None) -> None:
    """The form's version must be that of the locked row; None for a change that overwrites nothing. Raises Stale."""
    if version is not None and row.version != version:
        raise Stale(cast(Model, row))
