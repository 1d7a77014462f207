"""Reading plans: who decides, who is waited for, which questions the guidelines ask."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Account
from accounts.selectors import current_assignments
from activityplans.models import Plan, Revision
from activityplans.questions import content_of, missing
from activityplans.wording import AskedQuestion, questions
from activityplans.workflow import UNDER_WAY
from socialgov.organisation.models import Person, Role, Signature
from socialgov.organisation.selectors import holders, managers_of
from socialgov.organisation.signing import signatures_for
from socialgov.policy import selectors as policy
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.schema.base import Function, Modality
from socialgov.policy.schema.plans import StepKind
from socialgov.policy.spoken import listed

__all__ = [
    "UNDER_WAY",
    "Signer",
    "asked",
    "deciding",
    "plans_table",
    "progress",
    "signers",
    "waiting_signers",
    "waits_for",
]
SIGNS_FOR_ACCOUNT = (Function.SIGNER, Function.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Approved:
    """A plan approved by one press (OSB-01): who and when. Its record is the step of the plan's way."""

    name: str
    title: str
    unit_name: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Signer:
    """Someone whose word the plan needs: in which capacities, and what they have signed or approved if they have.

    `signs`: with the password again, bound to the text; otherwise one press approves, as the guidelines' step says.
    """

    person: Person
    capacities: tuple[str, ...]
    signature: Signature | Approved | None = None
    signs: bool = True

    @property
    def capacity_words(self) -> str:
        """`Verksamhetschef och kontoansvarig`, in the municipality's own words."""
        return ", ".join(policy.label(capacity) for capacity in self.capacities)

    @property
    def signs_as(self) -> str:
        """The same within a sentence: *verksamhetschef och kontoansvarig*."""
        return listed(list(dict.fromkeys(policy.word(capacity) for capacity in self.capacities)))


def signers(plan: Plan, *, now: datetime, revision: Revision | None = None) -> list[Signer]:
    """Who signs or approves by the guidelines' steps; once each, in all their capacities (ATV-11, OSB-01).

    Where a unit has several managers one of them is enough: the one who has signed, else all are asked.
    """
    revision = revision or plan.latest_revision
    signed = {s.person_id: s for s in signatures_for(revision, content=content_of(revision.answers))}
    decide = deciding(policy.guidelines())
    approved = _approved(revision) if StepKind.APPROVE in decide.values() else {}
    given = approved.keys() | signed.keys()
    capacities: dict[int, list[str]] = {}
    people: dict[int, Person] = {}
    signing: set[int] = set()
    for function, kind in decide.items():
        for person in _holding(function, plan, revision, given, now=now):
            people[person.pk] = person
            capacities.setdefault(person.pk, []).append(function.value)
            if kind is StepKind.SIGN:
                signing.add(person.pk)
    return [
        Signer(
            people[pk],
            tuple(capacities[pk]),
            signed.get(pk) or (None if pk in signing else approved.get(pk)),
            signs=pk in signing,
        )
        for pk in capacities
    ]


def _approved(revision: Revision) -> dict[int, Approved]:
    steps = revision.plan.steps.filter(action="approve", revision=revision).select_related("by__unit")
    return {s.by.pk: Approved(s.by.name, s.by.title, s.by.unit.name, s.at) for s in steps if s.by is not None}


def deciding(document: Guidelines) -> dict[Function, StepKind]:
    """Whose word is needed, in the order of the guidelines' steps, and whether it is a signature or one press."""
    steps = document.starting.approval.steps
    found: dict[Function, StepKind] = {}
    for function, kind in ((function, step.kind) for step in steps if step.decides for function in step.by):
        who = Function.SIGNER if function in SIGNS_FOR_ACCOUNT else function
        if found.get(who) is not StepKind.SIGN:
            found[who] = kind
    return found


def is_signed() -> bool:
    """Whether anyone signs by the guidelines; otherwise plans are approved by one press (OSB-01, FAR-02, VAL-03)."""
    return StepKind.SIGN in deciding(policy.guidelines()).values()


def to_inform(plan: Plan, *, now: datetime) -> list[Person]:
    """Who gets a copy of a plan that has come into force (ATV-20, OSB-12, FAR-03)."""
    steps = policy.guidelines().starting.approval.steps
    functions = dict.fromkeys(function for step in steps if step.kind is StepKind.INFORM for function in step.by)
    people: dict[int, Person] = {}
    for function in functions:
        # who keeps logins and plans is the communications office, whatever the municipality calls it
        who = Function.COMMUNICATIONS if function is Function.CUSTODIAN else function
        who = Function.SIGNER if who in SIGNS_FOR_ACCOUNT else who
        people |= {person.pk: person for person in _holding(who, plan, plan.latest_revision, (), now=now)}
    return list(people.values())


def _holding(
    function: Function, plan: Plan, revision: Revision, given: Collection[int], *, now: datetime
) -> list[Person]:
    if function is Function.SIGNER:
        ids = revision.answers.get("administrators") or ()
        return list(Person.objects.filter(pk__in=ids).order_by("sort_key"))
    if function is Function.COMMUNICATIONS:
        everyone = list(holders(Role.COMMUNICATIONS, now=now))
    else:
        everyone = list(managers_of(plan.unit, now=now))
    return [person for person in everyone if person.pk in given] or everyone


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
    """Whether the guidelines have a consultation before the decision."""
    return any(step.kind is StepKind.CONSULT for step in policy.guidelines().starting.approval.steps)


def may_skip_consultation() -> bool:
    """Whether the guidelines only aim at a consultation (*bör*, FAR-02): then it never stops the one who decides."""
    steps = policy.guidelines().starting.approval.steps
    return all(step.modality is not Modality.MUST for step in steps if step.kind is StepKind.CONSULT)


def asked(plan: Plan) -> list[AskedQuestion]:
    """The questions of this plan, in order."""
    form = policy.guidelines().starting.plan
    return questions(form.questions, has_secrecy=plan.unit.has_secrecy, purposes=form.purposes)


def required(plan: Plan) -> list[str]:
    """Keys of the questions that need an answer before the plan goes on; the unit is always known."""
    return [question.key for question in asked(plan) if question.required and question.key != "unit"]


def known_of(account: Account | None, *, now: datetime) -> dict[str, object]:
    """What the registry knows already, as answers: a plan for an account that runs begins with them (Kort plan)."""
    if account is None:
        return {}
    held = list(current_assignments(timezone.localdate(now)).filter(account=account, person__is_active=True))
    return {
        "medium": account.platform_name,
        "address": account.address,
        "account_name": account.name,
        "purpose": account.purpose,
        "monitoring": account.watched,
        "administrators": [part.person_id for part in held if part.role == "administrator"],
        "operators": [part.person_id for part in held if part.role == "operator"],
    }


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
        hours=policy.guidelines().starting.plan.hours_of_watching,
        administrator=policy.word("administrator"),
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


def obstacles(*, account: Account, now: datetime) -> Iterator[str]:
    """A plan in force, where the guidelines ask for one before an account starts (OSB-01, ATV-11, FAR-02)."""
    try:
        required = policy.guidelines().starting.plan.required
    except policy.NothingAdopted:
        return
    if required and not Plan.objects.filter(account=account, state=Plan.State.IN_FORCE).exists():
        yield _("The account needs a plan in force before it starts. Write a plan, or say that it runs already.")
