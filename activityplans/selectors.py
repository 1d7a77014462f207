"""Reading plans: who decides, who is waited for, which questions the guidelines ask."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from activityplans.models import Plan, Revision
from activityplans.questions import content_of, missing
from activityplans.wording import AskedQuestion, questions
from activityplans.workflow import UNDER_WAY
from socialgov.organisation.models import Person, Role, Signature
from socialgov.organisation.selectors import holders, managers_of
from socialgov.organisation.signing import signatures_for
from socialgov.policy import selectors as policy
from socialgov.policy.schema.base import Function
from socialgov.policy.schema.plans import StepKind

__all__ = ["UNDER_WAY", "Signer", "asked", "plans_table", "progress", "signers", "waiting_signers", "waits_for"]
SIGNS_FOR_ACCOUNT = (Function.SIGNER, Function.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Signer:
    """Someone whose word the plan needs: in which capacities, and what they have signed if they have."""

    person: Person
    capacities: tuple[str, ...]
    signature: Signature | None = None

    @property
    def capacity_words(self) -> str:
        """`Verksamhetschef och kontoansvarig`, in the municipality's own words."""
        return ", ".join(policy.label(capacity) for capacity in self.capacities)


def signers(plan: Plan, *, now: datetime, revision: Revision | None = None) -> list[Signer]:
    """Who signs by the guidelines' steps; once each, in all their capacities (ATV-11).

    Where a unit has several managers one of them is enough: the one who has signed, else all are asked.
    """
    revision = revision or plan.latest_revision
    signed = {s.person_id: s for s in signatures_for(revision, content=content_of(revision.answers))}
    capacities: dict[int, list[str]] = {}
    people: dict[int, Person] = {}
    for function in _deciding():
        for person in _holding(function, plan, revision, signed, now=now):
            people[person.pk] = person
            if function.value not in capacities.setdefault(person.pk, []):
                capacities[person.pk].append(function.value)
    return [Signer(people[pk], tuple(capacities[pk]), signed.get(pk)) for pk in capacities]


def _deciding() -> list[Function]:
    steps = policy.guidelines().starting.approval.steps
    functions = [function for step in steps if step.decides for function in step.by]
    return list(dict.fromkeys(Function.SIGNER if f in SIGNS_FOR_ACCOUNT else f for f in functions))


def _holding(function: Function, plan: Plan, revision: Revision, signed: dict, *, now: datetime) -> list[Person]:
    if function is Function.SIGNER:
        ids = revision.answers.get("administrators") or ()
        return list(Person.objects.filter(pk__in=ids).order_by("sort_key"))
    if function is Function.COMMUNICATIONS:
        everyone = list(holders(Role.COMMUNICATIONS, now=now))
    else:
        everyone = list(managers_of(plan.unit, now=now))
    return [person for person in everyone if person.pk in signed] or everyone


def waiting_signers(plan: Plan, *, now: datetime) -> list[Signer]:
    """Those whose signature is still missing; one of several managers, or of the office, is enough."""
    everyone = signers(plan, now=now)
    done = {capacity for signer in everyone if signer.signature for capacity in signer.capacities}
    return [
        signer
        for signer in everyone
        if signer.signature is None
        and not all(capacity in done and capacity != Function.SIGNER.value for capacity in signer.capacities)
    ]


def needs_consultation() -> bool:
    """Whether the guidelines have a consultation before the signatures."""
    return any(step.kind is StepKind.CONSULT for step in policy.guidelines().starting.approval.steps)


def asked(plan: Plan) -> list[AskedQuestion]:
    """The questions of this plan, in order."""
    return questions(policy.guidelines().starting.plan.questions, has_secrecy=plan.unit.has_secrecy)


def required(plan: Plan) -> list[str]:
    """Keys of the questions that need an answer before the plan goes on; the unit is always known."""
    return [question.key for question in asked(plan) if question.required and question.key != "unit"]


def exempt_from_two(plan: Plan) -> bool:
    """Whether fewer administrators are enough: the account has a recorded exception (ATV-14)."""
    return bool(plan.account and plan.account.one_administrator_because)


def minimum_administrators(plan: Plan) -> int:
    """How many administrators the plan has to name."""
    return 1 if exempt_from_two(plan) else policy.guidelines().starting.administrators.needed or 1


def plans_table(queryset: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans for a list, with what a row shows."""
    return (
        queryset.select_related("unit", "account", "drafted_by").prefetch_related("revisions").order_by("-since", "-pk")
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the needed answers are there."""

    done: int
    total: int


def left_to_answer(plan: Plan) -> dict[str, str]:
    """Question → what to do, before the plan can be sent on."""
    return missing(
        plan.latest_revision.answers,
        required=required(plan),
        minimum_administrators=minimum_administrators(plan),
        measurable=policy.guidelines().starting.plan.goals_measurable,
    )


def progress(plan: Plan) -> Progress:
    """Answers done out of those needed."""
    total = len(required(plan))
    return Progress(total - len(left_to_answer(plan)), total)


def waits_for(plan: Plan, *, now: datetime) -> list[str]:
    """Names of those the plan waits for: the drafter, the office, or the signers."""
    if plan.state in ("draft", "returned"):
        return [plan.drafted_by.name]
    if plan.state == "consultation":
        return [policy.label("communications")]
    if plan.state == "signing":
        return [signer.person.name for signer in waiting_signers(plan, now=now)]
    return []
