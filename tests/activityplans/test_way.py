"""The way of a plan: draft, consultation, signatures, in force."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import InternalError, ProgrammingError

from accounts.models import Account, Assignment
from activityplans.due_days import due_days
from activityplans.errors import ContentChanged, NotASigner, PlanError, Unanswered
from activityplans.models import Plan, Step
from activityplans.selectors import signers, waiting_signers
from activityplans.services import approval, drafting
from activityplans.workflow import PLAN
from socialgov.notices.models import Notice
from socialgov.organisation.actor import Actor
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.signing import NeedsReauthentication
from socialgov.transitions import IllegalTransition
from tests.factories.activityplans import NOW, Cast
from tests.factories.organisation import PersonFactory

pytestmark = pytest.mark.django_db


def fresh(plan):
    return Plan.objects.get(pk=plan.pk)


@pytest.mark.rule("ATV-13", "ATV-14", "ATV-16", "ATV-19")
@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("goals", "Många följare", "Skriv en siffra och ett datum."),
        ("goals", "", "Skriv en siffra och ett datum."),
        ("administrators", [], "Välj 2 till som är administratör."),
        ("monitoring", "När vi hinner", "Skriv dagar och klockslag."),
        ("guidelines_followed", False, "Kryssa i när du har läst dem."),
        ("purpose", "", "Besvara frågan."),
    ],
)
def test_what_is_missing_is_said_and_the_plan_stays_a_draft(cast, now, key, value, sentence):
    plan = cast.draft(**{key: value})
    with pytest.raises(Unanswered) as refused:
        drafting.send(plan=plan, actor=cast.actor(cast.drafter), now=now)
    assert refused.value.missing == {key: sentence}
    assert fresh(plan).state == "draft"


def test_one_administrator_named_twice_is_one(cast, now):
    plan = cast.draft(administrators=[cast.drafter.pk, cast.drafter.pk])
    with pytest.raises(Unanswered) as refused:
        drafting.send(plan=plan, actor=cast.actor(cast.drafter), now=now)
    assert refused.value.missing == {"administrators": "Välj en administratör till."}


@pytest.mark.rule("ATV-31")
def test_a_unit_under_secrecy_says_how_it_protects_it(guidelines, now):
    cast = Cast(secrecy=True)
    plan = cast.draft(secrecy_measures="")
    with pytest.raises(Unanswered) as refused:
        drafting.send(plan=plan, actor=cast.actor(cast.drafter), now=now)
    assert list(refused.value.missing) == ["secrecy_measures"]


def test_sending_freezes_the_answers_and_asks_the_office(cast):
    plan = cast.sent()
    assert plan.latest_revision.digest
    assert set(Notice.objects.filter(kind="plan_consult").values_list("person_id", flat=True)) == {cast.karin.pk}


def test_a_sent_plan_is_not_written_in(cast, now):
    with pytest.raises(NotPermitted):
        drafting.save_answers(plan=cast.sent(), answers={"purpose": "x"}, actor=cast.actor(cast.drafter), now=now)


def test_only_the_office_records_the_consultation(cast, now):
    with pytest.raises(NotPermitted):
        approval.consult(plan=cast.sent(), note="", actor=cast.actor(cast.drafter), now=now)


@pytest.mark.rule("ATV-11")
def test_the_manager_and_both_administrators_sign(cast, now):
    plan = cast.signing()
    assert {(s.person.pk, s.capacities) for s in signers(plan, now=now)} == {
        (cast.manager.pk, ("manager",)),
        (cast.drafter.pk, ("signer",)),
        (cast.other.pk, ("signer",)),
    }
    assert {notice.person_id for notice in Notice.objects.filter(kind="plan_sign")} == {
        cast.manager.pk, cast.drafter.pk, cast.other.pk,
    }  # fmt: skip


def test_a_manager_who_administers_signs_once_in_both_capacities(guidelines, now):
    cast = Cast(manager_administers=True)
    plan = cast.signing()
    mine = next(s for s in signers(plan, now=now) if s.person == cast.manager)
    assert mine.capacities == ("manager", "signer")
    cast.sign(plan, cast.manager)
    assert [s.person for s in waiting_signers(fresh(plan), now=now)] == [cast.drafter]


@pytest.mark.rule("ATV-03", "ATV-14", "ATV-15")
def test_the_last_signature_brings_it_into_force_and_enters_the_account(cast):
    plan = cast.in_force()
    assert fresh(plan).state == "in_force"
    account = Account.objects.get()
    assert (account.name, account.state) == ("Kojan Ljungsele", "planned")
    assert Assignment.objects.filter(account=account, role="administrator").count() == 2
    assert Assignment.objects.filter(account=account, role="operator").count() == 1


def test_a_plan_for_an_account_in_the_registry_is_tied_to_it(cast):
    from accounts.services import registry
    from socialgov.organisation.actor import SYSTEM
    from tests.factories.activityplans import NOW

    known = registry.add(name="Kojan", address="facebook.com/kojan.exempel", unit=cast.unit, actor=SYSTEM, now=NOW)
    assert cast.in_force().account == known


def test_an_address_that_does_not_exist_yet_gives_a_planned_account(cast):
    assert cast.in_force(address="finns inte än").account.address_key is None


def test_signing_asks_who_you_are_again(cast, now):
    plan = cast.signing()
    with pytest.raises(NeedsReauthentication):
        approval.sign(
            plan=plan, seen_digest=plan.latest_revision.digest, reauthenticated_at=now - timedelta(minutes=6),
            actor=cast.actor(cast.drafter), now=now,
        )  # fmt: skip


def test_only_those_asked_can_sign(cast):
    plan = cast.signing()
    with pytest.raises(NotASigner):
        cast.sign(plan, PersonFactory())


def test_what_was_read_is_what_is_signed(cast, now):
    plan = cast.signing()
    with pytest.raises(ContentChanged):
        approval.sign(plan=plan, seen_digest="0" * 64, reauthenticated_at=now, actor=cast.actor(cast.drafter), now=now)


def test_signing_twice_is_signing_once(cast, now):
    plan = cast.signing()
    cast.sign(plan, cast.drafter)
    cast.sign(fresh(plan), cast.drafter)
    assert len(waiting_signers(fresh(plan), now=now)) == 2


def test_a_returned_plan_says_what_needs_to_change_and_a_new_revision_is_written(cast, now):
    plan = cast.signing()
    cast.sign(plan, cast.other)
    approval.give_back(
        plan=plan, note="Rolig idé!", notes={"goals": "Skriv en siffra"}, actor=cast.actor(cast.karin), now=now
    )
    drafting.save_answers(
        plan=fresh(plan), answers={"goals": "200 följare 1 juni"}, actor=cast.actor(cast.drafter), now=now
    )
    plan = fresh(plan)
    assert plan.latest_revision.number == 2
    assert plan.notes.get().settled_at == now
    drafting.send(plan=plan, actor=cast.actor(cast.drafter), now=now)
    approval.consult(plan=fresh(plan), note="", actor=cast.actor(cast.karin), now=now)
    assert len(waiting_signers(fresh(plan), now=now)) == 3


def test_returning_without_a_word_is_refused(cast, now):
    with pytest.raises(PlanError):
        approval.give_back(plan=cast.sent(), note=" ", notes={}, actor=cast.actor(cast.karin), now=now)


def test_a_new_plan_in_force_replaces_the_one_before(cast, now):
    first = cast.in_force()
    again = cast.signing()
    for person in (cast.drafter, cast.other, cast.manager):
        cast.sign(fresh(again), person)
    assert fresh(first).state == "replaced"
    assert fresh(again).account == fresh(first).account


def test_what_happened_to_a_plan_can_not_be_rewritten(cast):
    cast.sent()
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Step.objects.update(note="annat")


@pytest.mark.parametrize(("state", "action", "target"), list(PLAN.matrix()))
def test_every_action_leads_where_the_table_says_or_is_refused(state, action, target):
    if target is None:
        with pytest.raises(IllegalTransition):
            PLAN.after(state, action)
    else:
        assert PLAN.after(state, action) == target


@pytest.mark.rule("ATV-13")
@pytest.mark.parametrize("outcome", ["continue", "revise", "close"])
def test_the_follow_up_leads_on(cast, now, outcome):
    plan = cast.in_force()
    done = approval.follow_up(
        follow_up=plan.follow_ups.get(), results="163 av 200", outcome=outcome, actor=cast.actor(cast.manager), now=now
    )
    assert done.done_at == now
    assert plan.follow_ups.filter(done_at=None).count() == (1 if outcome == "continue" else 0)
    assert Plan.objects.filter(replaces=plan, state="draft").exists() == (outcome == "revise")


def test_a_plan_in_force_gives_its_follow_up_to_the_calendar_of_those_who_run_it(cast):
    plan = cast.in_force()
    mine = list(due_days(actor=Actor(cast.other.pk), now=NOW))
    assert [(day.title, day.day) for day in mine] == [(f"Plan: uppföljning, {plan.account}", plan.follow_up_on)]
    assert list(due_days(actor=Actor(cast.karin.pk), now=NOW)) == []  # everyone's would drown her own


def test_a_signature_that_is_waited_for_stands_in_the_signers_calendar(cast):
    plan = cast.signing()
    titles = [day.title for day in due_days(actor=Actor(cast.manager.pk), now=NOW)]
    assert titles == [f"Plan: underskrift, {plan.title}"]
