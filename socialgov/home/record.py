"""The journal as it reads: times, names, words. The journal itself holds only numbers."""

from dataclasses import dataclass
from datetime import datetime

from socialgov.journal.models import Entry, Seal
from socialgov.journal.selectors import latest_seal
from socialgov.organisation.models import Person

PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words."""

    number: int
    at: datetime
    who: str
    for_whom: str
    verb: str
    about: str
    rule: str


@dataclass(frozen=True, slots=True)
class Page:
    """Entries from the latest backwards; `next_before` leads to the ones before them."""

    lines: list[Line]
    next_before: int | None
    seal: Seal | None


def entries_for(*, before: int | None = None) -> Page:
    """A page of the journal, paged by key."""
    found = Entry.objects.order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    people = Person.objects.in_bulk(
        {pk for row in rows for pk in (row.actor_id, row.on_behalf_of_id) if pk is not None}
    )

    def name(pk: int | None) -> str:
        return people[pk].name if pk in people else ""

    lines = [
        Line(
            number=row.pk,
            at=row.at,
            who=name(row.actor_id),
            for_whom=name(row.on_behalf_of_id),
            verb=row.verb,
            about=f"{row.about_type} {row.about_id}",
            rule=row.rule,
        )
        for row in rows[:PAGE]
    ]
    return Page(lines, rows[PAGE - 1].pk if len(rows) > PAGE else None, latest_seal())
