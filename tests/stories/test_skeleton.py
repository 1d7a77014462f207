"""From an empty database to a running account, on every profile and on one that a municipality wrote for itself."""

from datetime import date
from pathlib import Path

import pytest

from accounts.models import Account
from activityplans import selectors as plans
from activityplans.models import Plan
from archiving import schedule
from socialgov.organisation.models import Role
from socialgov.policy import loading, starting
from socialgov.policy import selectors as policy
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.schema.plans import Asked, StepKind
from tests.stories.town import Town, fresh

LILLBY = Path(__file__).with_name("lillby.toml")
PROFILES = [*loading.available(), str(LILLBY)]
GENERIC = {
    "medium": "Facebook",
    "goals": "100 följare 1 juni 2027",
    "monitoring": "Varje dag kl. 8–17",
    "weekly_hours": "2",
}


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: Path(profile).stem)
def test_from_nothing_to_an_answered_comment(town, profile):
    document = starting.read(profile)
    it_begins(town, document, profile)
    plan = a_plan_is_written(town, document)
    everyone_who_decides_has_decided(town, document, plan)
    account = the_account_runs(town, document, plan)
    a_comment_has_the_profiles_clock_and_is_answered(town, document, account)
    the_public_finds_what_it_may(town, document, account)
    the_next_picture_is_due(town, document, account)


def it_begins(town: Town, document: Guidelines, profile: str) -> None:
    town.begins("Nystads kommun", profile=profile, decided_by="Kommunfullmäktige, § 1", first="Karin Kontor")
    assert policy.guidelines().about.municipality == "Nystads kommun"
    assert policy.guidelines().starting == document.starting
    karin = town.at(town.first)
    for page in ("home:todo", "policy:guidelines", "policy:guidance", "accounts:accounts", "activityplans:plans",
                 "moderation:queue", "accounts:channel_list", "archiving:overview", "home:compliance"):  # fmt: skip
        assert "Nystads kommun" in karin.reads(page)


def a_plan_is_written(town: Town, document: Guidelines) -> Plan:
    town.unit_of_it = town.unit("Kulturskolan")
    town.chief = town.person("Carl Chef", town.unit_of_it, Role.MANAGER)
    town.ada, town.bo = (town.person(name, town.unit_of_it) for name in ("Ada Konto", "Bo Konto"))
    questions = [q for q in document.starting.plan.questions if q.asked is Asked.REQUIRED]
    answers: dict = {q.key: GENERIC.get(q.key, "Ett svar") for q in questions if q.key != "unit"}
    for key in answers.keys() & {"administrators", "operators", "substitutes"}:
        answers[key] = [town.ada, town.bo]
    if "guidelines_followed" in answers:
        answers["guidelines_followed"] = True
    ada = town.at(town.ada)
    plan = ada.begins_a_plan(town.unit_of_it)
    ada.sends(plan)
    assert fresh(plan).state == "draft", "nothing is answered"
    ada.sends(plan, **answers)
    assert fresh(plan).state == ("consultation" if plans.needs_consultation() else "signing")
    return fresh(plan)


def everyone_who_decides_has_decided(town: Town, document: Guidelines, plan: Plan) -> None:
    if plans.needs_consultation():
        town.at(town.first).presses("activityplans:consult", plan.pk, note="")
    asked = plans.waiting_signers(fresh(plan), now=town.now)
    kinds = {step.kind for step in document.starting.approval.steps if step.decides}
    assert {StepKind.SIGN if signer.signs else StepKind.APPROVE for signer in asked} == kinds
    for signer in asked:
        assert fresh(plan).state == "signing"
        town.at(signer.person).gives_the_password_again().decides(plan)
    assert fresh(plan).state == "in_force"
    informs = any(step.kind is StepKind.INFORM for step in document.starting.approval.steps)
    assert town.told("plan_copy") == ({"Karin"} if informs else set())


def the_account_runs(town: Town, document: Guidelines, plan: Plan) -> Account:
    account = fresh(plan).account
    ada = town.at(town.ada)
    ada.presses(
        "accounts:change", account.pk, name="Kulturskolan", address="facebook.com/kulturskolan.exempel",
        unit=town.unit_of_it.pk, audience="public", comments_open="on", version=account.version,
    )  # fmt: skip
    ada.presses("accounts:start", account.pk)
    assert fresh(account).state == "active"
    return fresh(account)


def a_comment_has_the_profiles_clock_and_is_answered(town: Town, document: Guidelines, account: Account) -> None:
    question = town.writes("Vad kostar en termin?", account)
    expected = document.clock_for("facebook").deadlines(question.received_at, policy.calendar_for())
    assert (question.target_at, question.limit_at) == (expected.target, expected.limit)
    page = town.at(town.ada).reads("moderation:item", question.pk)
    assert "Vad kostar en termin?" in page
    town.at(town.ada).presses("moderation:reply", question.pk, text="500 kronor.", version=fresh(question).version)
    assert fresh(question).handling == "answered"


def the_public_finds_what_it_may(town: Town, document: Guidelines, account: Account) -> None:
    karin, anyone = town.at(town.first), town.at(None)
    karin.presses("accounts:publish", digest=karin.client.get("/kanallistan/").context["digest"])
    assert ("Kulturskolan" in anyone.reads("accounts:public_list")) == document.channel_list.published
    assert "Kritik får stå kvar." in anyone.reads("accounts:house_rules")


def the_next_picture_is_due(town: Town, document: Guidelines, account: Account) -> None:
    counted = document.capture.counted
    due = schedule.due_for(fresh(account), now=town.now).due_on
    expected = {6: date(2027, 5, 12), 12: date(2027, 11, 12)}
    assert due == (expected[counted.months] if counted else None)


def test_the_sixth_is_written_from_the_document_alone_and_decides_other_things(town):
    document = starting.read(str(LILLBY))
    assert document.about.municipality == "Lillby kommun"
    assert not any(provision.rule for _path, provision in document.provisions()), "the ledger does not know it"
    town.begins("Lillby kommun", profile=str(LILLBY), decided_by="", first="Kim Berg")
    adopted = policy.current()
    assert (adopted.decided_by, adopted.diary_number) == ("Kommunfullmäktige, § 41", "KS 2026-00112")
    assert adopted.revise_by == date(2028, 10, 28)
    page = town.at(town.first).reads("policy:guidelines")
    for said in ("Kommunikatören godkänner.", "Förvaltningschef skriver under.", "Mastodon: svara inom 2 arbetsdagar.",
                 "Aldrig senare än 10 arbetsdagar.", "Nyhetsbrev: 1", "§ 5"):  # fmt: skip
        assert said.casefold() in page.casefold(), said
