"""What plans say to people: consult, sign, returned, in force."""

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
    """Everyone whose signature is missing is asked for it."""
    for signer in waiting_signers(plan, now=now):
        _say("plan_sign", plan, signer.person, now=now)


def tell_drafter(kind: str, plan: Plan, *, now: datetime) -> None:
    """The one who drew it up hears that it came back, or is in force."""
    _say(kind, plan, plan.drafted_by, now=now)
