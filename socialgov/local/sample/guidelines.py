"""Ljungsele's guidelines: Åtvidaberg's as a model, under the municipality's own name, and the days it closes early."""

from datetime import date, datetime, time

from socialgov.local.sample.clock import moved
from socialgov.organisation.actor import SYSTEM
from socialgov.policy import loading, services
from socialgov.policy.models import Adopted, LocalClosure
from socialgov.policy.worktime import months_after

NAME = "Ljungsele kommun"
DECIDED_ON = date(2026, 3, 25)


def load(now: datetime) -> None:
    """Adopt them unless some are in force; close early the day before Christmas Eve."""
    if not Adopted.objects.exists():
        model = loading.load("atvidaberg")
        about = model.about.model_copy(
            update={
                "municipality": NAME,
                "decided_by": "Kommunfullmäktige",
                "decided_on": DECIDED_ON,
                "revised_on": None,
                "diary_number": "KS 2026-00112",
                "note": "Åtvidabergs riktlinjer som mall.",
            }
        )
        services.adopt(
            document=model.model_copy(update={"about": about}),
            decided_on=min(DECIDED_ON, now.date()),
            decided_by="Kommunfullmäktige, § 41",
            diary_number="KS 2026-00112",
            revise_by=months_after(DECIDED_ON, 48),
            actor=SYSTEM,
            now=now,
        )
    christmas = date(moved(date(2026, 12, 23), now).year, 12, 23)
    if not LocalClosure.objects.filter(day=christmas, withdrawn_at=None).exists():
        services.add_closure(
            day=christmas,
            closes_at=time(12),
            note="Dagen före julafton stänger vi kl. 12.00",
            actor=SYSTEM,
            now=now,
            is_sample=True,
        )


def remove(now: datetime) -> None:
    """Open the days again. The guidelines stay in force until the municipality adopts its own."""
    for closure in LocalClosure.objects.filter(is_sample=True, withdrawn_at=None):
        services.withdraw_closure(closure_id=closure.pk, actor=SYSTEM, now=now)
