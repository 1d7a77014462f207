"""Adopted guidelines and closed days for tests."""

from datetime import UTC, date, datetime, time

from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.policy import services
from socialgov.policy.models import Adopted, LocalClosure

ADOPTED_AT = datetime(2026, 4, 1, 7, 0, tzinfo=UTC)


def adopted(profile: str = "atvidaberg", *, now: datetime = ADOPTED_AT, actor: Actor = SYSTEM, **decision) -> Adopted:
    """The profile in force, as the sample municipality decided it."""
    decision = {
        "decided_on": date(2026, 3, 25),
        "decided_by": "Kommunfullmäktige, § 41",
        "diary_number": "KS 2026-00112",
    } | decision
    return services.adopt(profile=profile, actor=actor, now=now, **decision)


def closure(day: date, closes_at: time | None = None, *, now: datetime = ADOPTED_AT) -> LocalClosure:
    """A day on which the municipality is closed, or closes early."""
    return services.add_closure(day=day, closes_at=closes_at, note="Stängt", actor=SYSTEM, now=now)
