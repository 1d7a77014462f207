"""What plans say to people: consult, sign or approve, returned, in force, a copy."""

from datetime import datetime

from django.urls import reverse

from activityplans.models import Plan
from activityplans.selectors import waiting_signers
from socialgov.notices.services import announce
from socialgov.organisation.models import Person, Role
from socialgov.organisation.selectors import holders


def _say(kind: str, plan: Plan, person: Person, *, now: datetime) -> None:
    """Once for each round: a plan that comes back and goes on again is asked about anew."""
    announce(
        kind=kind,
        key=f"{kind}:{plan.pk}:{plan.version}:{person.pk}",
        recipient=person,
        now=now,
        about=plan,
        context={"plan": plan.title, "unit": plan.unit.name},
        url=reverse("activityplans:plan", args=[plan.pk]),
    )


def ask_for_consultation(plan: Plan, *, now: datetime) -> None:
    """The communications office is asked for its consultation."""
    for person in holders(Role.COMMUNICATIONS, now=now):
        _say("plan_consult", plan, person, now=now)


def ask_signers(plan: Plan, *, now: datetime) -> None:
    """Everyone whose signature or approval is missing is asked for it."""
    for signer in waiting_signers(plan, now=now):
        _say("plan_sign" if signer.signs else "plan_approve", plan, signer.person, now=now)


def tell_drafter(kind: str, plan: Plan, *, now: datetime) -> None:
    """The one who drew it up hears that it came back, or is in force."""
    _say(kind, plan, plan.drafted_by, now=now)


def send_copies(plan: Plan, people: list[Person], *, now: datetime) -> None:
    """Those whom the guidelines want informed get to read the plan in force (ATV-20, OSB-12, FAR-03)."""
    for person in people:
        if person.pk != plan.drafted_by_id:  # who has been told that it is in force
            _say("plan_copy", plan, person, now=now)
