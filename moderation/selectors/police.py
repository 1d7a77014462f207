"""What may be a matter for the police, and what has been done about it."""

from dataclasses import dataclass

from moderation.models import Decision, PoliceBasis
from moderation.selectors.detail import Detail
from socialgov.policy import selectors as policy
from socialgov.policy.categories import Kind
from socialgov.policy.citing import Citation, cite

TAKEN_AWAY = ("hide", "remove", "report_to_platform")
ALSO = frozenset({"fraud"})  # removed as unlawful, and reported all the same


@dataclass(frozen=True, slots=True)
class Police:
    """What an item's page says of the police. `reported` is the measure that says so, `number` what the police call it.

    `by` is who reports by the guidelines, where they say.
    """

    bases: list[PoliceBasis]
    reported: Decision | None
    number: str
    required: bool
    by: str
    where: Citation


def police_of(found: Detail) -> Police | None:
    """None where nothing suggests a crime, or the actor may not handle and read it."""
    if not (found.answerable and found.readable and is_for_the_police(found.decisions, bool(found.alarms))):
        return None
    bases = list(PoliceBasis.objects.filter(item=found.item).select_related("made_by"))
    provision = policy.guidelines().police
    return Police(
        bases=bases,
        reported=next((decision for decision in found.decisions if decision.action == "police"), None),
        number=next((basis.number for basis in bases if basis.number), ""),
        required=provision.report == "required",
        by=policy.label(provision.by) if provision.by else "",
        where=cite("police"),
    )


def is_for_the_police(decisions: list[Decision], alarmed: bool) -> bool:
    """Taken away or reported as an obvious crime or a fraud, or alarmed about."""
    return alarmed or any(
        d.action in TAKEN_AWAY and (d.ground == Kind.CRIMINAL_OBVIOUS or d.category in ALSO) for d in decisions
    )
