"""Osby: the nearest manager approves after the communicator has been asked; logins and plans are deposited."""

import pytest

from accounts.models import Account, CustodyOpening
from activityplans.models import Plan
from archiving import notices as captures
from archiving import schedule
from socialgov.diary.models import Dispatch
from socialgov.organisation.models import Role
from socialgov.policy import selectors as policy
from tests.stories.town import Town, fresh, when

PLAN = {
    "medium": "Facebook",
    "description": "En sida om böcker, program och öppettider.",
    "purpose": "Kommunicera med medborgarna och omvärlden",
    "goals": "Fler besökare på våra program",
    "audience": "Vuxna i Osby",
    "monitoring": "Varje vardag på förmiddagen",
}


@pytest.fixture
def osby(town: Town) -> Town:
    town.begins("Osby kommun", profile="osby", decided_by="Kommunstyrelsen", first="Kim Berg")
    town.library = town.unit("Biblioteket")
    town.anna = town.person("Anna Chef", town.library, Role.MANAGER, title="bibliotekschef")
    town.lina = town.person("Lina Bok", town.library)
    town.olle = town.person("Olle Annan", town.unit("Badhuset"))
    return town


@pytest.mark.rule("OSB-01", "OSB-02", "OSB-03", "OSB-05", "OSB-06", "OSB-08", "OSB-11", "OSB-12", "OSB-15", "OSB-17")
@pytest.mark.rule("OSB-18", "OSB-20", "OSB-21", "OSB-04")
def test_osbys_own_way(osby):
    plan = the_plan_says_what_the_guidelines_ask(osby)
    the_communicator_is_asked_before_the_nearest_manager_approves(osby, plan)
    account = the_account_starts_once_it_is_approved(osby, plan)
    login_and_plan_are_deposited(osby, account, plan)
    everyone_finds_the_channel_from_the_website(osby, account)
    chats_blogs_and_forums_are_social_media_too(osby)
    questions_are_answered_fast_or_passed_to_who_is_responsible(osby, account)
    unsuitable_material_is_removed_by_seven_categories(osby, account)
    a_secret_post_is_removed_and_registered(osby, account)
    what_belongs_to_a_case_may_be_registered(osby, account)
    a_picture_is_kept_each_half_year(osby, account)


def the_plan_says_what_the_guidelines_ask(osby) -> Plan:
    lina = osby.at(osby.lina)
    plan = lina.begins_a_plan(osby.library, medium="Facebook", administrators=[osby.lina])
    page = lina.reads("activityplans:plan", plan.pk)
    assert "Beskrivning av aktiviteten" in page
    assert "Skicka till samråd" in page
    assert "Den som är politiker ska inte stå som ansvarig för kommunens konton." in page
    assert "Var aktiv med uppdateringar" in page
    page = lina.sends(plan)
    assert "Fem svar behövs innan planen kan skickas" in page
    assert fresh(plan).state == "draft"
    purposes = policy.guidelines().starting.plan.purposes
    assert len(purposes) == 4
    assert all(purpose in page for purpose in purposes)
    lina.sends(plan, **PLAN)
    assert fresh(plan).state == "consultation"
    return fresh(plan)


def the_communicator_is_asked_before_the_nearest_manager_approves(osby, plan: Plan) -> None:
    assert osby.told("plan_consult") == {"Kim"}
    assert "Kommunikatören" in osby.at(osby.lina).reads("activityplans:plan", plan.pk)
    anna = osby.at(osby.anna)
    assert "Godkänn" not in anna.reads("activityplans:plan", plan.pk).replace("Godkännande", "")
    anna.presses("activityplans:sign", plan.pk, digest=plan.latest_revision.digest)
    assert fresh(plan).state == "consultation", "the guidelines ask for the communicator first"
    assert anna.is_refused("activityplans:consult", plan.pk, note="")
    osby.at(osby.lina).presses("activityplans:go_on", plan.pk)
    assert fresh(plan).state == "consultation"
    osby.at(osby.first).presses("activityplans:consult", plan.pk, note="Bra. Visa öppettiderna.")
    assert osby.told("plan_approve") == {"Anna"}
    assert osby.told("plan_sign") == set()
    osby.at(osby.lina).presses("activityplans:sign", plan.pk, digest=plan.latest_revision.digest)
    assert fresh(plan).state == "signing", "the drafter does not approve her own plan"
    page = anna.reads("activityplans:plan", plan.pk)
    assert "Väntar på godkännande" in page
    assert "Närmaste chef" in page
    page = anna.decides(plan)
    assert "Du har godkänt planen" in page
    assert fresh(plan).state == "in_force"


def the_account_starts_once_it_is_approved(osby, plan: Plan) -> Account:
    lina = osby.at(osby.lina)
    kim = osby.at(osby.first)
    kim.presses("accounts:add", address="facebook.com/osbybad.exempel", unit=osby.olle.unit.pk)
    without = Account.objects.get(address__contains="osbybad")
    assert "behöver en plan som gäller" in kim.presses("accounts:start", without.pk)
    assert fresh(without).state == "planned"
    account = fresh(plan).account
    assert [part.person for part in account.assignments.filter(role="administrator")] == [osby.lina]
    page = lina.presses(
        "accounts:change", account.pk, name="Osby bibliotek", address="facebook.com/osbybibliotek.exempel",
        unit=osby.library.pk, audience="public", comments_open="on", version=account.version, purpose="Boktips",
    )  # fmt: skip
    page = lina.presses("accounts:start", account.pk)
    assert "Kontot är igång" in page
    assert fresh(account).state == "active"
    return fresh(account)


def login_and_plan_are_deposited(osby, account: Account, plan: Plan) -> None:
    assert osby.told("plan_copy") == {"Kim"}
    assert osby.at(osby.first).may_read("activityplans:paper", plan.pk)
    lina = osby.at(osby.lina)
    answer = lina.client.get(f"/konton/{account.pk}/inloggning/")
    assert answer.context["form"]["form"].value() == "deposit"
    lina.presses(
        "accounts:custody", account.pk, form="deposit", user_name="osbybibliotek", password="hemligt-17", version=0
    )
    assert not lina.may_read("accounts:open_login", account.pk)
    kim = osby.at(osby.first).gives_the_password_again()
    assert "hemligt-17" in kim.presses("accounts:open_login", account.pk, why="Lina är borta")
    assert CustodyOpening.objects.get().why == "Lina är borta"


def everyone_finds_the_channel_from_the_website(osby, account: Account) -> None:
    kim = osby.at(osby.first)
    page = kim.client.get("/kanallistan/")
    kim.presses("accounts:publish", digest=page.context["digest"])
    anyone = osby.at(None)
    assert "Osby bibliotek" in anyone.reads("accounts:public_list")
    kim.presses(
        "accounts:add_party", name="Bypartiet", answer="accepted", address="https://bypartiet.example",
        term_starts_on="2026-10-15", term_ends_on="2030-10-14",
    )  # fmt: skip
    page = kim.client.get("/kanallistan/")
    kim.presses("accounts:publish", digest=page.context["digest"])
    assert "Kommunen äger inte och ansvarar inte" in anyone.reads("accounts:public_list")


def chats_blogs_and_forums_are_social_media_too(osby) -> None:
    kim = osby.at(osby.first)
    assert "Sociala medier är: chattfunktioner, bloggar och diskussionsforum." in kim.reads("policy:guidelines")
    for name, platform in (("Boksnack", "blog"), ("Fråga biblioteket, chatt", "other"), ("Ortsforum", "other")):
        kim.presses("accounts:add", name=name, platform=platform, unit=osby.library.pk)
        assert Account.objects.get(name=name).state == "planned"
        assert name in kim.reads("accounts:accounts")


def questions_are_answered_fast_or_passed_to_who_is_responsible(osby, account: Account) -> None:
    question = osby.writes("Hej! När öppnar ni på lördag?", account, at="2026-11-13 10:00")
    assert when(question.target_at) == "2026-11-16 10:00", "no number: the nearest 24 hours of working days"
    assert question.limit_at is None, "and no hard limit"
    lina = osby.at(osby.lina)
    page = lina.reads("moderation:item", question.pk)
    assert "Säg vilken befattning du har" in page
    lina.presses(
        "moderation:reply", question.pk, text="Klockan 10. /Lina, bibliotekarie", version=fresh(question).version
    )
    assert fresh(question).handling == "answered"
    hard = osby.writes("Varför köper ni in så få ljudböcker?", account)
    lina.presses(
        "moderation:forward", hard.pk, route="unit_manager", person=osby.anna.pk, question="Vad svarar vi om inköpen?"
    )
    sent = fresh(hard).forwardings.get()
    assert (sent.person, fresh(hard).handling) == (osby.anna, "waiting")
    assert fresh(hard).decisions.get().rule == "OSB-06"
    assert when(fresh(hard).target_at) == when(hard.target_at), "the clock stays with the account"


def unsuitable_material_is_removed_by_seven_categories(osby, account: Account) -> None:
    ad = osby.writes("KÖP NU! Rabattkod LÅN2026", account)
    lina = osby.at(osby.lina)
    page = lina.reads("moderation:remove", ad.pk)
    chosen = {category.code: category for category in policy.removal_categories()}
    assert [code for code, category in chosen.items() if category.rule == ("OSB-08",)] == [
        "threat", "incitement", "agitation", "harassment", "violence", "porn", "child_abuse", "privacy_crime",
        "copyright", "insult", "swearing", "commercial", "fraud",
    ]  # fmt: skip
    assert all(str(category.known.label) in page for category in chosen.values())
    lina.presses("moderation:remove", ad.pk, category="commercial", sure="1")
    assert fresh(ad).visibility in ("removing", "removed")
    decision = fresh(ad).decisions.get(action="remove")
    assert (decision.category, decision.rule, decision.lines) == ("commercial", "OSB-08", "60")
    assert decision.evidence_id, "the copy comes first"
    lina.presses("moderation:done", ad.pk)
    assert fresh(ad).visibility == "removed"


def a_secret_post_is_removed_and_registered(osby, account: Account) -> None:
    secret = osby.writes("Min granne Berit bor i familjehem och har diagnosen X", account)
    lina = osby.at(osby.lina)
    lina.presses("moderation:remove", secret.pk, category="secrecy", sure="1")
    lina.presses("moderation:done", secret.pk)
    page = lina.reads("moderation:item", secret.pk)
    assert "Skicka det sekretessbelagda inlägget till registrator" in page
    assert "Skicka det sekretessbelagda inlägget till registrator" in lina.reads("home:todo")
    lina.presses("moderation:registrar", secret.pk, subject="Inlägg med sekretess")
    assert "Skicka det sekretessbelagda" not in lina.reads("home:todo")
    assert Dispatch.objects.get().secrecy
    registered = osby.registrar_gives("KS 2026-00301", secret)
    assert registered.diary_number == "KS 2026-00301"
    assert registered.decisions.get(action="registrar").rule == "OSB-17"
    assert not osby.at(osby.olle).may_read("moderation:item", secret.pk)


def what_belongs_to_a_case_may_be_registered(osby, account: Account) -> None:
    belongs = osby.writes("Det här gäller ärende KS 2026-00101 om filialen.", account)
    lina = osby.at(osby.lina)
    lina.presses("moderation:registrar", belongs.pk, subject="Om filialen", case_number="KS 2026-00101")
    assert fresh(belongs).decisions.get(action="registrar").rule == "OSB-15"
    ordinary = osby.writes("Fina böcker!", account)
    lina.presses("moderation:no_answer", ordinary.pk, why="thanks")
    assert not fresh(ordinary).decisions.filter(action="registrar").exists(), "it may be registered, it need not"


def a_picture_is_kept_each_half_year(osby, account: Account) -> None:
    due = schedule.due_for(fresh(account), now=osby.now)
    assert due.due_on.isoformat() == "2027-05-12"
    assert captures.helpers(account, now=osby.now) == [osby.lina], "who is responsible for the account"
    osby.at(osby.lina).presses("archiving:order", account.pk)
    assert account.captures.get().kind == "ordered", "also at a major change"
