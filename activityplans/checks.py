"""How accounts and plans stand with the guidelines' way to an account; the answer to the collector `checks`."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Account
from activityplans.models import FollowUp, Plan, Revision, Step
from activityplans.selectors import deciding
from activityplans.workflow import UNDER_WAY
from socialgov.look import times
from socialgov.organisation.models import Signature
from socialgov.policy import selectors as policy
from socialgov.policy.judging import (
    About,
    Asked,
    Check,
    Fix,
    Verdict,
    among,
    at_risk,
    met,
    not_applicable,
    not_met,
    page,
    unchecked,
)
from socialgov.policy.schema.base import Function
from socialgov.policy.schema.plans import StepKind

SOON = timedelta(days=30)
START = Fix(
    gettext_lazy("Write plan"),
    lambda pk: f"{reverse('activityplans:start')}?konto={pk}",
    among(lambda actor, now: Account.objects.changeable_by(actor, now=now)),
)
SHOW = Fix(
    gettext_lazy("Show the plan"),
    page("activityplans:plan"),
    among(lambda actor, now: Plan.objects.visible_to(actor, now=now)),
)
FOLLOW_UP = Fix(
    gettext_lazy("Follow up"),
    page("activityplans:follow_up"),
    among(lambda actor, now: Plan.objects.follow_up_by(actor, now=now)),
)


def planned(asked: Asked) -> Mapping[int, Verdict]:
    """An account has a plan in force (ATV-03, OSB-03). One that is older than our guidelines is grey until it has."""
    plans = Plan.objects.filter(account__in=asked.accounts.order_by().values("pk"), state__in=("in_force", *UNDER_WAY))
    in_force: dict[int | None, Plan] = {}
    under_way: dict[int | None, Plan] = {}
    for plan in plans.order_by("pk").only("account", "state", "in_force_from", "wait_until"):
        (in_force if plan.state == Plan.State.IN_FORCE else under_way)[plan.account_id] = plan
    found = {}
    for pk, started_on in asked.accounts.order_by().values_list("pk", "started_on"):
        if (standing := in_force.get(pk)) and standing.in_force_from:
            day = times.date_short(standing.in_force_from, today=asked.now)
            found[pk] = met(_("In force since %(day)s") % {"day": day})
        elif coming := under_way.get(pk):
            found[pk] = at_risk(
                _("The plan: %(state)s") % {"state": coming.get_state_display()},
                coming.wait_until,
                at=coming.pk,
                fix=SHOW,
            )
        elif started_on and started_on > asked.since:
            day = times.date_short(started_on, today=asked.now)
            found[pk] = not_met(_("Started %(day)s without a plan") % {"day": day})
        else:
            found[pk] = unchecked(_("No plan yet"))
    return found


def followed_up(asked: Asked) -> Mapping[int, Verdict]:
    """A plan in force is followed up when its time has come (ATV-13, FAR-15)."""
    waiting = FollowUp.objects.filter(plan__in=asked.plans.order_by().values("pk"), done_at=None)
    due = dict(waiting.values_list("plan").annotate(by=Min("due_on")))
    found = {}
    for pk, state in asked.plans.order_by().values_list("pk", "state"):
        by = due.get(pk)
        if state != Plan.State.IN_FORCE:
            found[pk] = not_applicable(_("Not in force yet"))
        elif by is None:
            found[pk] = met(_("No follow-up waits."))
        elif by < asked.today:
            found[pk] = not_met(_("The follow-up waits."), by)
        elif by - asked.today <= SOON:
            found[pk] = at_risk(_("To be followed up"), by)
        else:
            found[pk] = met(_("To be followed up"), by)
    return found


def signed(asked: Asked) -> Mapping[int, Verdict]:
    """A plan in force has every word that the guidelines of its day asked for (ATV-11, OSB-01, FAR-02, VAL-03)."""
    in_force = asked.plans.filter(state=Plan.State.IN_FORCE).order_by()
    latest = Revision.objects.filter(plan__in=in_force.values("pk")).order_by("plan_id", "-number").distinct("plan_id")
    revisions = {
        plan: (pk, digest, list(administrators or ()))
        for plan, pk, digest, administrators in latest.values_list("plan", "pk", "digest", "answers__administrators")
    }
    ids = [pk for pk, *_rest in revisions.values()]
    given = _given(ids)
    approved: dict[int, set[int]] = {}
    for revision, person in Step.objects.filter(revision__in=ids, action="approve").values_list("revision", "by"):
        approved.setdefault(revision, set()).add(person)
    asked_for: dict[int, dict[Function, StepKind]] = {}
    words: dict[Function, str] = {}
    found = {}
    for pk, state, wait_until, guidelines in asked.plans.order_by().values_list(
        "pk", "state", "wait_until", "guidelines"
    ):
        if state == Plan.State.SIGNING:
            found[pk] = at_risk(_("Waiting for signature"), wait_until)
        elif state != Plan.State.IN_FORCE:
            found[pk] = not_applicable(_("Not sent to signature yet"))
        else:
            if guidelines not in asked_for:
                asked_for[guidelines] = deciding(policy.version(guidelines).document)
            revision, digest, administrators = revisions[pk]
            missing = _missing(
                asked_for[guidelines], administrators, given.get((revision, digest), []), approved.get(revision, set())
            )
            words |= {function: policy.label(function) for function in missing if function not in words}
            names = ", ".join(words[function] for function in missing)
            found[pk] = (
                not_met(_("Signature missing: %(who)s") % {"who": names})
                if missing
                else met(_("Everyone has signed or approved."))
            )
    return found


def _given(revisions: list[int]) -> dict[tuple[int, str], list[tuple[int, list[str]]]]:
    """Signatures by revision and exact content: who, in which capacities."""
    rows = Signature.objects.filter(about_type=Revision._meta.label_lower, about_id__in=revisions)
    given: dict[tuple[int, str], list[tuple[int, list[str]]]] = {}
    for about, digest, person, capacities in rows.values_list("about_id", "sha256", "person", "capacities"):
        given.setdefault((about, digest), []).append((person, capacities))
    return given


def _missing(
    functions: Mapping[Function, StepKind],
    administrators: list[int],
    given: list[tuple[int, list[str]]],
    approved: set[int],
) -> list[Function]:
    """Those whose word is not there: everyone who signs for the account, and one of each of the others.

    Where the guidelines ask for no signature one press is enough (OSB-01, FAR-02, VAL-03).
    """
    people = {person for person, _capacities in given}
    capacities = {capacity for _person, named in given for capacity in named}
    missing = []
    for function, kind in functions.items():
        pressed = approved if kind is StepKind.APPROVE else set()
        if function is Function.SIGNER:
            is_there = set(administrators) <= people | pressed
        else:
            is_there = function.value in capacities or bool(pressed)
        if not is_there:
            missing.append(function)
    return missing


CHECKS = (
    Check(
        "planned",
        gettext_lazy("Activity plan"),
        About.ACCOUNT,
        "starting.plan",
        planned,
        fix=START,
        applies=lambda document: document.starting.plan.required,
    ),
    Check("signed", gettext_lazy("Signatures"), About.PLAN, "starting.approval", signed, fix=SHOW),
    Check(
        "followed_up",
        gettext_lazy("Follow-up"),
        About.PLAN,
        "starting.plan",
        followed_up,
        fix=FOLLOW_UP,
        stated="follow_up_every",
    ),
)


def every() -> tuple[Check, ...]:
    """The plans' checks."""
    return CHECKS
