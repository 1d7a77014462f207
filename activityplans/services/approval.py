"""Consultation, signatures or approval, coming into force (OSB-01, ATV-11, ATV-19)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import bounds
from accounts.models import Account
from accounts.services import registry
from activityplans.errors import ContentChanged, NotASigner, PlanError
from activityplans.events import PlanInForce
from activityplans.models import FollowUp, Note, Plan
from activityplans.questions import NOT_YET, content_of
from activityplans.selectors import may_skip_consultation, signers, to_inform, waiting_signers
from activityplans.services.drafting import start, step
from activityplans.services.notifying import ask_signers, send_copies, tell_drafter
from activityplans.workflow import PLAN
from socialgov.journal.services import record
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.models import Person
from socialgov.organisation.permissions import capacity
from socialgov.organisation.signing import sign as sign_content
from socialgov.platforms import catalogue
from socialgov.platforms.addresses import NotRecognised
from socialgov.platforms.recognise import recognise
from socialgov.policy import selectors as policy
from socialgov.policy.citing import rule_of
from socialgov.policy.worktime import months_after
from socialgov.wiring.events import emit

PARTS = {"administrator": "administrators", "operator": "operators", "substitute": "substitutes"}


@transaction.atomic
def consult(*, plan: Plan, note: str, actor: Actor, now: datetime) -> Plan:
    """Record that the consultation took place (ATV-19, OSB-02); the signers are asked."""
    row = Plan.objects.select_for_update().get(pk=plan.pk)
    state = PLAN.after(row.state, "consult")
    actor = capacity(lambda who: Plan.objects.consultable_by(who, now=now), row, actor)
    return _to_decision(row, "consult", state, note=note.strip(), actor=actor, now=now)


@transaction.atomic
def go_on(*, plan: Plan, actor: Actor, now: datetime) -> Plan:
    """Go on without waiting for the consultation, where the guidelines only aim at one (*bör*, FAR-02).

    Raises PlanError where they demand it, IllegalTransition, NotPermitted.
    """
    row = Plan.objects.select_for_update().get(pk=plan.pk)
    state = PLAN.after(row.state, "go_on")
    actor = capacity(lambda who: Plan.objects.withdrawable_by(who, now=now), row, actor)
    if not may_skip_consultation():
        raise PlanError(_("The guidelines ask for a consultation first. Wait for it."))
    return _to_decision(row, "go_on", state, note="", actor=actor, now=now)


def _to_decision(row: Plan, action: str, state: str, *, note: str, actor: Actor, now: datetime) -> Plan:
    """The plan goes to those who sign or approve it."""
    if not signers(row, now=now):
        raise PlanError(
            _("No one is %(role)s for this operation. Give someone that role first.") % {"role": policy.word("manager")}
        )
    row.state, row.since = state, now
    row.wait_until = policy.calendar_for().workday_after(timezone.localdate(now), 5)
    row.version += 1
    row.save()
    where = rule_of("starting.approval")
    step(row, action, actor=actor, now=now, note=note, rule=where, revision=row.latest_revision)
    ask_signers(row, now=now)
    return row


@transaction.atomic
def give_back(*, plan: Plan, note: str, notes: Mapping[str, str], actor: Actor, now: datetime) -> Plan:
    """*Lämna tillbaka*: one box, what needs to change; it may point at questions."""
    note = note.strip()
    if not note and not any(text.strip() for text in notes.values()):
        raise PlanError(_("Write what needs to change."), field="note")
    row = Plan.objects.select_for_update().get(pk=plan.pk)
    state = PLAN.after(row.state, "return")
    if any(waiting.person.pk == actor.person_id for waiting in waiting_signers(row, now=now)):
        actor = actor.alone()
    else:
        actor = capacity(lambda who: Plan.objects.returnable_by(who, now=now), row, actor)
    row.state, row.since, row.wait_until = state, now, None
    row.version += 1
    row.save()
    for question, text in notes.items():
        if text.strip():
            Note.objects.create(plan=row, question=question, text=text.strip(), by_id=actor.own_id, at=now)
    step(row, "return", actor=actor, now=now, note=note, revision=row.latest_revision)
    tell_drafter("plan_returned", row, now=now)
    return row


@transaction.atomic
def sign(*, plan: Plan, seen_digest: str, reauthenticated_at: datetime | None, actor: Actor, now: datetime) -> Plan:
    """Sign the plan's frozen content (ATV-11), or approve it where the guidelines ask for no signature (OSB-01).

    The last one's word brings it into force. A manager who is also an administrator signs once, in both capacities.
    Neither is done for someone else. Twice is once.
    Raises NotASigner, ContentChanged, NeedsReauthentication (signing only), IllegalTransition.
    """
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    PLAN.after(row.state, "sign")
    revision = row.latest_revision
    signer = next((s for s in signers(row, now=now) if s.person.pk == actor.person_id), None)
    if signer is None:
        raise NotASigner
    if revision.digest != seen_digest:
        raise ContentChanged
    if signer.signs:
        sign_content(
            actor=actor.alone(),
            about=revision,
            content=content_of(revision.answers),
            capacities=list(signer.capacities),
            statement=_("I have read the plan and approve it."),
            reauthenticated_at=reauthenticated_at,
            now=now,
        )
    elif signer.signature:
        return row
    row.version += 1
    row.save(update_fields=["version"])
    action = "sign" if signer.signs else "approve"
    step(row, action, actor=actor.alone(), now=now, rule=rule_of("starting.approval"), revision=revision)
    if not waiting_signers(row, now=now):
        _come_into_force(row, now=now)
    return row


def _come_into_force(plan: Plan, *, now: datetime) -> None:
    """Everyone has decided: the account stands in the registry with its people, those to be informed get a copy, and
    a follow-up is due."""
    today = timezone.localdate(now)
    answers = plan.latest_revision.answers
    plan.guidelines_id = policy.current().pk  # whose steps were followed to the end
    account = plan.account = plan.account or _account_from(plan, answers, now=now)
    for earlier in _replaced_by(plan, account):
        earlier.state, earlier.since = PLAN.after(earlier.state, "replace"), now
        earlier.save()
        step(earlier, "replace", actor=SYSTEM, now=now)
    for role, question in PARTS.items():
        for person in Person.objects.filter(pk__in=answers.get(question) or ()):
            registry.assign(account=account, person=person, role=role, starts_on=today, actor=SYSTEM, now=now)
    plan.state, plan.since, plan.wait_until = PLAN.after(plan.state, "complete"), now, None
    plan.in_force_from, plan.follow_up_on = today, _next_follow_up(today)
    plan.save()
    FollowUp.objects.get_or_create(plan=plan, due_on=plan.follow_up_on)
    step(plan, "complete", actor=SYSTEM, now=now, rule=rule_of("starting.approval"), revision=plan.latest_revision)
    tell_drafter("plan_in_force", plan, now=now)
    send_copies(plan, to_inform(plan, now=now), now=now)
    emit(PlanInForce(plan_id=plan.pk, account_id=account.pk), now=now)


def _replaced_by(plan: Plan, account: Account) -> QuerySet[Plan]:
    """The account's plan until now. Operations that share the municipality's one page (LJU-02) have a plan each."""
    earlier = Plan.objects.select_for_update().filter(account=account, state="in_force").exclude(pk=plan.pk)
    return earlier.filter(unit=plan.unit) if bounds.is_shared(account.platform) else earlier


def _next_follow_up(today: date) -> date:
    """When the guidelines, or our reading of them, want the plan followed up."""
    plan = policy.guidelines().starting.plan
    interval = plan.follow_up_every or plan.assumed_follow_up
    return months_after(today, interval.months) if interval else months_after(today, 6)


def _account_from(plan: Plan, answers: Mapping, *, now: datetime) -> Account:
    """The account that the plan is about, entered in the registry as planned; or the one with its address."""
    address = str(answers.get("address") or "")
    if address.lower() in NOT_YET:
        address = ""
    facts = {"purpose": str(answers.get("purpose") or "")[:300], "watched": str(answers.get("monitoring") or "")[:200]}
    platform = catalogue.named(str(answers.get("medium") or ""))
    if address:
        try:
            found = recognise(address)
        except NotRecognised:
            address = ""
        else:
            existing = Account.objects.filter(address_key=found.key).exclude(state="closed").first()
            if existing:
                return existing
    if not address and (shared := bounds.shared_account(platform)):
        return shared
    return registry.add(
        name=str(answers.get("account_name") or "")[:120], address=address, platform=platform, unit=plan.unit,
        facts=facts, actor=SYSTEM, now=now, is_sample=plan.is_sample,
    )  # fmt: skip


@transaction.atomic
def follow_up(*, follow_up: FollowUp, results: str, outcome: str, actor: Actor, now: datetime) -> FollowUp:
    """Did it work? (ATV-13, FAR-15): *Fortsätt*, *Ändra planen* or *Avsluta kontot*."""
    if outcome not in FollowUp.Outcome.values:
        raise PlanError(_("Choose how to go on."), field="outcome")
    row = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if row.done_at:
        return row
    actor = capacity(lambda who: Plan.objects.follow_up_by(who, now=now), row.plan, actor)
    row.results, row.outcome, row.done_at, row.done_by_id = results.strip(), outcome, now, actor.person_id
    row.save()
    record(
        actor=actor,
        now=now,
        verb="plan.followed_up",
        about=row.plan,
        rule=rule_of("starting.plan"),
        data={"outcome": outcome},
    )
    if outcome == FollowUp.Outcome.REVISE:
        start(
            unit=row.plan.unit, account=row.plan.account, replaces=row.plan, actor=actor, now=now,
            answers=row.plan.latest_revision.answers, is_sample=row.plan.is_sample,
        )  # fmt: skip
    elif outcome == FollowUp.Outcome.CONTINUE:
        plan = row.plan
        plan.follow_up_on = _next_follow_up(max(timezone.localdate(now), row.due_on))
        plan.save(update_fields=["follow_up_on"])
        FollowUp.objects.get_or_create(plan=plan, due_on=plan.follow_up_on)
    return row


def next_place(done: FollowUp) -> str:
    """Where the person goes on after a follow-up: to a new draft, to closing the account, or back to the plan."""
    if done.outcome == FollowUp.Outcome.CLOSE and done.plan.account_id:
        return reverse("accounts:close", args=[done.plan.account_id])
    draft = done.plan.replaced_by.filter(state__in=("draft", "returned")).first()
    return reverse("activityplans:plan", args=[draft.pk if draft else done.plan_id])
