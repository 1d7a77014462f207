"""Writing a plan: start, save an answer at a time, send it to consultation, take it back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts import bounds
from accounts.models import Account
from activityplans.errors import Unanswered
from activityplans.models import Plan, Revision, Step
from activityplans.questions import clean, digest_of, missing
from activityplans.selectors import minimum_administrators, needs_consultation, required
from activityplans.services.notifying import ask_for_consultation, ask_signers
from activityplans.workflow import PLAN
from socialgov.journal.services import record
from socialgov.look.forms import StaleVersion
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Unit
from socialgov.organisation.permissions import capacity
from socialgov.policy import selectors as policy
from socialgov.policy.citing import rule_of


def step(
    plan: Plan,
    action: str,
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
    rule: str = "",
    revision: Revision | None = None,
) -> Step:
    """Write down what happened to a plan, and journal it. The plan's state is already the new one."""
    done = Step.objects.create(
        plan=plan, revision=revision, action=action, state=plan.state, by_id=actor.person_id,
        on_behalf_of_id=actor.on_behalf_of_id, at=now, note=note,
    )  # fmt: skip
    record(actor=actor, now=now, verb=f"plan.{action}", about=plan, rule=rule, data={"step": done.pk})
    return done


@transaction.atomic
def start(
    *, unit: Unit, actor: Actor, now: datetime, answers: Mapping[str, object] | None = None,
    account: Account | None = None, replaces: Plan | None = None, is_sample: bool = False,
) -> Plan:  # fmt: skip
    """Begin a plan (ATV-03, ATV-12). Anyone who works in the municipality may; it is a draft and starts nothing."""
    plan = Plan.objects.create(
        unit=unit, account=account, replaces=replaces, drafted_by_id=actor.own_id, drafted_at=now, since=now,
        guidelines_id=policy.current().pk, is_sample=is_sample,
    )  # fmt: skip
    cleaned = {code: clean(code, value) for code, value in (answers or {}).items()}
    Revision.objects.create(plan=plan, number=1, answers=cleaned, changed_by_id=actor.own_id, changed_at=now)
    step(plan, "start", actor=actor, now=now)
    return plan


def _open_revision(plan: Plan, *, actor: Actor, now: datetime) -> Revision:
    """The revision that may be written in; a frozen one is followed by a copy."""
    latest = plan.revisions.select_for_update().latest("number")
    if latest.frozen_at is None:
        return latest
    return Revision.objects.create(
        plan=plan, number=latest.number + 1, answers=latest.answers, changed_by_id=actor.own_id, changed_at=now
    )


@transaction.atomic
def save_answers(
    *, plan: Plan, answers: Mapping[str, object], actor: Actor, now: datetime, version: int | None = None
) -> Revision:
    """Keep some answers; the others stay. `version` is that of the plan which the writer saw.

    Raises NotPermitted when the plan is not a draft any more, ValueError, and StaleVersion when someone else has
    written in it meanwhile. One's own other window is not someone else.
    """
    row = Plan.objects.select_for_update().get(pk=plan.pk)
    actor = capacity(lambda who: Plan.objects.writable_by(who, now=now), row, actor)
    revision = _open_revision(row, actor=actor, now=now)
    cleaned = {code: clean(code, value) for code, value in answers.items()}
    changed = {code for code, value in cleaned.items() if revision.answers.get(code) != value}
    if changed:
        if version is not None and version != row.version and revision.changed_by_id != actor.person_id:
            raise StaleVersion(changed_by=revision.changed_by.name, changed_at=revision.changed_at)
        revision.answers = revision.answers | cleaned
        revision.changed_by_id, revision.changed_at = actor.own_id, now
        revision.save()
        row.notes.filter(question__in=changed, settled_at=None).update(settled_at=now)
        row.version += 1
        row.save(update_fields=["version"])
    return revision


@transaction.atomic
def send(*, plan: Plan, actor: Actor, now: datetime) -> Plan:
    """*Skicka till samråd*: the answers are frozen. Raises Unanswered, IllegalTransition, NotPermitted."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    consulted = needs_consultation()
    state = PLAN.after(row.state, "send" if consulted else "send_to_sign")
    actor = capacity(lambda who: Plan.objects.writable_by(who, now=now), row, actor)
    revision = _open_revision(row, actor=actor, now=now)
    left = missing(
        revision.answers,
        required=required(row),
        minimum_administrators=minimum_administrators(row),
        measurable=policy.guidelines().starting.plan.goals_measurable,
        hours=policy.guidelines().starting.plan.hours_of_watching,
        administrator=policy.word("administrator"),
    )
    if problem := bounds.problem_with(str(revision.answers.get("medium") or ""), account=row.account):
        left["medium"] = problem
    if left:
        raise Unanswered(left)
    revision.frozen_at, revision.digest = now, digest_of(revision.answers)
    revision.save()
    row.state, row.since, row.guidelines_id = state, now, policy.current().pk
    row.version += 1
    row.save()
    row.notes.filter(settled_at=None).update(settled_at=now)
    step(row, "send", actor=actor, now=now, rule=rule_of("starting.plan"), revision=revision)
    if consulted:
        ask_for_consultation(row, now=now)
    else:
        ask_signers(row, now=now)
    return row


@transaction.atomic
def withdraw(*, plan: Plan, actor: Actor, now: datetime) -> Plan:
    """*Ta tillbaka*: the drafter or the manager gives the plan up."""
    row = Plan.objects.select_for_update().get(pk=plan.pk)
    state = PLAN.after(row.state, "withdraw")
    actor = capacity(lambda who: Plan.objects.withdrawable_by(who, now=now), row, actor)
    row.state, row.since = state, now
    row.version += 1
    row.save()
    step(row, "withdraw", actor=actor, now=now)
    return row
