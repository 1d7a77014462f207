"""Valdemarsvik: an editor has the manager's assignment, ongoing cases are moved, the webmaster takes the pictures."""

import pytest

from accounts.models import Account
from activityplans.models import Plan
from archiving import notices as captures
from archiving import schedule
from moderation.services.records import stands_on
from socialgov.organisation.models import Role
from socialgov.policy import selectors as policy
from tests.stories.town import Town, fresh, when


@pytest.fixture
def valdemarsvik(town: Town) -> Town:
    town.begins("Valdemarsviks kommun", profile="valdemarsvik", decided_by="Kommunstyrelsen", first="Willy Webmaster")
    town.sector = town.unit("Sektor Kultur och fritid")
    town.sara = town.person("Sara Sektorschef", town.sector, Role.MANAGER, title="sektorschef")
    town.karl = town.person("Karl Kommunchef", town.root, Role.MANAGER, title="kommunchef")
    town.rut = town.person("Rut Redaktör", town.unit("Konsthallen", parent=town.sector))
    return town


@pytest.mark.rule("VAL-01", "VAL-02", "VAL-03", "VAL-05", "VAL-06", "VAL-08", "VAL-09", "VAL-10")
def test_valdemarsviks_own_way(valdemarsvik):
    account = the_sectors_manager_gives_the_editor_an_assignment(valdemarsvik)
    the_head_of_the_municipality_answers_for_the_pages_of_all(valdemarsvik)
    the_list_stands_on_the_website(valdemarsvik, account)
    answers_are_fast_and_greet_from_the_unit(valdemarsvik, account)
    a_question_about_an_ongoing_case_is_moved_to_it(valdemarsvik, account)
    three_kinds_are_removed_at_once(valdemarsvik, account)
    the_webmaster_takes_the_picture_each_half_year(valdemarsvik, account)


def the_sectors_manager_gives_the_editor_an_assignment(town) -> Account:
    rut, sara = town.at(town.rut), town.at(town.sara)
    plan = rut.begins_a_plan(town.rut.unit, medium="Instagram", account_name="Konsthallen", administrators=[town.rut])
    page = rut.reads("activityplans:plan", plan.pk)
    assert "Vilka är redaktörer?" in page
    assert "Skicka för godkännande" in page
    assert "Samråd" not in page.replace("samråd", ""), "nobody is consulted"
    rut.sends(plan)
    assert fresh(plan).state == "draft", "the manager makes the purpose clear, so it has to be said"
    rut.sends(plan, purpose="Utökad dialog med medborgarna")
    assert fresh(plan).state == "signing"
    rut.presses("activityplans:sign", plan.pk, digest=fresh(plan).latest_revision.digest)
    assert fresh(plan).state == "signing", "no one assigns themselves"
    assert "Sektorschef" in sara.reads("activityplans:plan", plan.pk)
    sara.decides(plan)
    assert fresh(plan).state == "in_force"
    account = fresh(plan).account
    assert [part.person for part in account.assignments.filter(role="administrator")] == [town.rut]
    rut.presses(
        "accounts:change", account.pk, name="Konsthallen", address="instagram.com/konsthallen.exempel",
        unit=town.rut.unit.pk, audience="public", comments_open="on", version=account.version,
    )  # fmt: skip
    rut.presses("accounts:start", account.pk)
    assert fresh(account).state == "active"
    assert "Sektorschef" in rut.reads("accounts:account", account.pk)
    return fresh(account)


def the_head_of_the_municipality_answers_for_the_pages_of_all(town) -> None:
    willy = town.at(town.first)
    willy.presses("accounts:add", address="facebook.com/valdemarsvik.exempel", unit=town.root.pk)
    page = Account.objects.get(platform="facebook")
    assert "Karl Kommunchef" in willy.reads("accounts:account", page.pk)
    town.at(town.karl).presses(
        "accounts:people", page.pk, person=town.first.pk, role="administrator", starts_on="2026-11-12"
    )
    town.at(town.karl).presses("accounts:start", page.pk)
    assert fresh(page).state == "active", "the guidelines ask for no plan"
    assert Plan.objects.filter(account=page).count() == 0


def the_list_stands_on_the_website(town, account: Account) -> None:
    willy = town.at(town.first)
    willy.presses("accounts:publish", digest=willy.client.get("/kanallistan/").context["digest"])
    page = town.at(None).reads("accounts:public_list")
    assert "Konsthallen" in page
    assert "facebook.com/valdemarsvik.exempel" in page


def answers_are_fast_and_greet_from_the_unit(town, account: Account) -> None:
    question = town.writes("När börjar vernissagen?", account, at="2026-11-13 10:00")
    assert (when(question.target_at), question.limit_at) == ("2026-11-16 10:00", None)
    rut = town.at(town.rut)
    page = rut.reads("moderation:item", question.pk)
    assert "Hälsningar, biblioteket" in page, "the guidelines' greeting as an example"
    handbook = rut.reads("policy:guidance")
    assert "Håll en trevlig och lättsam ton." in handbook
    assert "Vid en allvarlig händelse eller kris kompletterar sociala medier andra informationskällor." in handbook
    rut.presses(
        "moderation:reply", question.pk, text="Kl. 13! Hälsningar, Konsthallen", version=fresh(question).version
    )
    assert fresh(question).decisions.get().rule == "VAL-05"


def a_question_about_an_ongoing_case_is_moved_to_it(town, account: Account) -> None:
    about_a_case = town.writes("Vad händer med mitt bygglov, dnr BYGG 2026-00088?", account)
    rut = town.at(town.rut)
    page = rut.reads("moderation:item", about_a_case.pk)
    assert "Svara utan att gå in på ärendet" in page
    assert "rad 35" in page.lower()
    rut.presses("moderation:case", about_a_case.pk, case_number="BYGG 2026-00088")
    assert stands_on(fresh(about_a_case)).rule == "VAL-01"
    rut.presses("moderation:registrar", about_a_case.pk, subject="Fråga om bygglov", case_number="BYGG 2026-00088")
    moved = town.registrar_gives("BYGG 2026-00088", about_a_case)
    assert (moved.diary_number, moved.decisions.get(action="registrar").rule) == ("BYGG 2026-00088", "VAL-01")


def three_kinds_are_removed_at_once(town, account: Account) -> None:
    kinds = {category.code: str(category.effective_kind) for category in policy.removal_categories()}
    assert {code for code, kind in kinds.items() if kind == "unlawful_other"} == {"offensive_data", "secrecy", "fraud"}
    assert "house_rule" not in kinds.values(), "swearing, advertising and the like stay"
    rut = town.at(town.rut)
    row = town.writes("Han på Storgatan 4 har slutat dricka, ring och skäll: 070-123 45 67", account)
    rut.presses("moderation:remove", row.pk, category="offensive_data", sure="1")
    rut.presses("moderation:done", row.pk)
    assert fresh(row).visibility == "removed"
    decision = fresh(row).decisions.filter(action="remove").first()
    assert (decision.rule, bool(decision.evidence_id)) == ("VAL-06", True)


def the_webmaster_takes_the_picture_each_half_year(town, account: Account) -> None:
    assert schedule.due_for(fresh(account), now=town.now).due_on.isoformat() == "2027-05-12"
    assert captures.helpers(account, now=town.now) == [town.first]
    assert policy.label("communications") == "Webmaster"
    assert policy.guidelines().capture.on_major_change is False
