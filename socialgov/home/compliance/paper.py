"""Läget on paper for the board: two A4, dated, with the version of the guidelines that it was judged by."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from socialgov import pdf
from socialgov.home.compliance.standing import Finding, Standing
from socialgov.home.compliance.tables import by_rule, by_unit
from socialgov.home.compliance.week import by_need, names
from socialgov.look import municipality
from socialgov.policy.judging import Status

ROWS, UNITS, DEPTH = 12, 10, 1  # what two pages hold, however large the municipality


@dataclass(frozen=True, slots=True)
class Urgent:
    """A rule that asks for something: its first row, how many there are, and whom they are about."""

    first: Finding
    count: int
    names: str


def as_pdf(stands: Standing, *, part: str = "", now: datetime) -> bytes:
    """PDF/A-2u in Swedish. `part`: the unit that it is about, when not all that the one who made it sees."""
    adopted = stands.asked.adopted
    about = adopted.document.about
    urgent = by_need(stands, most=ROWS, statuses=(Status.NOT_MET, Status.AT_RISK))
    units = [line for line in by_unit(stands) if line.branch.depth <= DEPTH]
    counts = stands.counts()
    return pdf.render(
        "home/pdf/compliance.html",
        {
            "municipality": municipality.name(),
            "about": about,
            "adopted": adopted,
            "whole": stands.scope.whole,
            "part": part,
            "figures": [(status.label, counts[status]) for status in Status if status is not Status.NOT_APPLICABLE],
            "accounts": stands.scope.accounts.count(),
            "plans": stands.scope.plans.count(),
            "urgent": [Urgent(rows[0], len(rows), names(rows, most=2)) for rows in urgent],
            "rules": by_rule(stands),
            "units": units[:UNITS],
            "more_units": max(0, len(units) - UNITS),
        },
        title=_("How the municipality's social media stand"),
        author=municipality.name(),
        subject=about.title,
        now=now,
    )
