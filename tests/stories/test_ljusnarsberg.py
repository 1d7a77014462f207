"""Ljusnarsberg: one Facebook page for all, web editors answer simple questions, crime goes to the police."""

import pytest

from accounts.models import Account
from archiving import notices as captures
from archiving import schedule
from moderation.services.records import stands_on
from socialgov.organisation.models import Role
from socialgov.policy import selectors as policy
from tests.stories.town import Town, fresh, when


@pytest.fixture
def ljusnarsberg(town: Town) -> Town:
    town.begins("Ljusnarsbergs kommun", profile="ljusnarsberg", decided_by="Kommunstyrelsen", first="Vilma Webb")
    town.school = town.unit("Skolan")
    town.rektor = town.person("Rolf Rektor", town.school, Role.MANAGER, title="rektor")
    town.lars = town.person("Lars Lärare", town.school)
    town.kajsa = town.person("Kajsa Kommunchef", town.root, Role.MANAGER, title="kommunchef")
    return town


@pytest.mark.rule("LJU-01", "LJU-02", "LJU-04", "LJU-05", "LJU-06", "LJU-09", "LJU-10", "LJU-11", "LJU-14")
def test_ljusnarsbergs_own_way(ljusnarsberg):
    page = there_is_one_facebook_page(ljusnarsberg)
    a_unit_appoints_its_own_web_editor(ljusnarsberg, page)
    simple_questions_have_a_working_day_and_hard_ones_go_to_the_manager(ljusnarsberg, page)
    comments_are_moderated_by_neutral_categories(ljusnarsberg, page)
    crime_is_saved_reported_and_removed(ljusnarsberg, page)
    a_secret_post_is_saved_removed_and_registered(ljusnarsberg, page)
    complaints_and_cases_are_registered_and_minor_things_not(ljusnarsberg, page)
    the_page_is_archived_regularly(ljusnarsberg, page)


def there_is_one_facebook_page(town) -> Account:
    vilma = town.at(town.first)
    vilma.presses(
        "accounts:add", address="facebook.com/ljusnarsberg.exempel", name="Ljusnarsbergs kommun", unit=town.root.pk
    )
    page = Account.objects.get()
    vilma.presses("accounts:people", page.pk, person=town.first.pk, role="administrator", starts_on="2026-11-12")
    assert "Kontot är igång" in vilma.presses("accounts:start", page.pk), "the policy asks for no plan"
    vilma.presses("accounts:add", address="facebook.com/skolan.exempel", unit=town.school.pk)
    second = Account.objects.get(address__contains="skolan")
    vilma.presses("accounts:people", second.pk, person=town.lars.pk, role="administrator", starts_on="2026-11-12")
    assert "Riktlinjerna tillåter 1 konto där" in vilma.presses("accounts:start", second.pk)
    vilma.presses("accounts:add", address="instagram.com/skolan.exempel", unit=town.school.pk)
    elsewhere = Account.objects.get(platform="instagram")
    assert "Riktlinjerna tillåter bara konton på Facebook" in vilma.presses("accounts:start", elsewhere.pk)
    assert list(Account.objects.filter(state="active")) == [page]
    return page


def a_unit_appoints_its_own_web_editor(town, page: Account) -> None:
    lars, rolf = town.at(town.lars), town.at(town.rektor)
    plan = lars.begins_a_plan(town.school, medium="TikTok", administrators=[town.lars])
    assert "Vem blir webbredaktör?" in lars.reads("activityplans:plan", plan.pk)
    assert "Riktlinjerna tillåter bara konton på Facebook" in lars.sends(plan)
    assert fresh(plan).state == "draft"
    question = town.writes("Har skolan öppet?", page)
    assert not lars.may_read("moderation:item", question.pk), "only who is appointed"
    lars.sends(plan, medium="Facebook")
    rolf.decides(plan)
    assert (fresh(plan).state, fresh(plan).account) == ("in_force", page), "the page that all share"
    assert town.told("plan_copy") == {"Vilma"}
    assert lars.may_read("moderation:item", question.pk)
    lars.presses("moderation:no_answer", question.pk, why="answered_in_thread")
    other = town.unit("Biblioteket")
    chief = town.person("Beda Bibliotekschef", other, Role.MANAGER)
    mine = town.at(chief).begins_a_plan(other, medium="Facebook", administrators=[chief])
    town.at(chief).sends(mine)
    town.at(chief).decides(mine)
    assert (fresh(mine).state, fresh(plan).state) == ("in_force", "in_force"), "one unit's editor ends no other's"


def simple_questions_have_a_working_day_and_hard_ones_go_to_the_manager(town, page: Account) -> None:
    simple = town.writes("Vilken tid börjar skolan?", page, at="2026-11-13 10:00")
    assert (when(simple.target_at), simple.limit_at) == ("2026-11-16 17:00", None)
    lars = town.at(town.lars)
    text = lars.reads("moderation:item", simple.pk)
    assert "Till exempel: Anna Exempel, webbredaktör." in text, "signed with name and title"
    lars.presses("moderation:reply", simple.pk, text="8.10. /Lars, lärare", version=fresh(simple).version)
    assert fresh(simple).decisions.get().rule == "LJU-04"
    hard = town.writes("Varför byggs skolan om, och vem betalar?", page)
    lars.presses("moderation:forward", hard.pk, route="unit_manager", person=town.rektor.pk, question="Kan du svara?")
    answered_by_the_manager = fresh(hard)
    assert answered_by_the_manager.forwardings.get().person == town.rektor
    assert answered_by_the_manager.decisions.get().rule == "LJU-05"
    assert (answered_by_the_manager.target_at, answered_by_the_manager.due_at) == (None, None), (
        "no time is given for these"
    )
    assert "Ansvarig chef svarar" in lars.reads("moderation:item", hard.pk)


def comments_are_moderated_by_neutral_categories(town, page: Account) -> None:
    codes = [category.code for category in policy.removal_categories()]
    assert {"harassment", "insult", "offensive_data"} <= set(codes)
    assert "off_topic_crisis" not in codes, "there is no crisis"
    lars = town.at(town.lars)
    unconstructive = town.writes("Vad är det här för dumheter? Skärpning.", page)
    assert "Välj" in lars.presses("moderation:hide", unconstructive.pk, category="off_topic_crisis")
    assert fresh(unconstructive).visibility == "visible"
    text = lars.reads("policy:guidelines")
    assert "Inlägget får stå kvar. Svara, skicka vidare eller låt det stå." in text
    assert "opinionsfriheten" in text
    mobbing = town.writes("Alla som heter Ahmed borde skämmas", page)
    lars.presses("moderation:hide", mobbing.pk, category="harassment")
    assert fresh(mobbing).decisions.get(action="hide").rule == "LJU-06"
    assert "Diskriminering" in town.at(None).reads("accounts:house_rules").title()


def crime_is_saved_reported_and_removed(town, page: Account) -> None:
    threat = town.writes("Jag vet var du bor, du ska få stryk", page)
    lars = town.at(town.lars)
    before = lars.reads("moderation:remove", threat.pk)
    assert "Hot" in before
    lars.presses("moderation:remove", threat.pk, category="threat", sure="1")
    lars.presses("moderation:done", threat.pk)
    decision = fresh(threat).decisions.filter(action="remove").first()
    assert (decision.rule, bool(decision.evidence_id)) == ("LJU-10", True)
    assert "Polisanmäl brottet" in lars.reads("home:todo")
    assert "Polisanmäl brottet" in lars.reads("moderation:item", threat.pk)
    for _press in range(2):
        lars.presses("moderation:police", threat.pk)
    reported = fresh(threat).decisions.get(action="police")
    assert (reported.rule, reported.by) == ("LJU-10", town.lars)
    assert "Polisanmäl brottet" not in lars.reads("home:todo")
    assert "Det som är brott anmäler vi till polisen." in town.at(None).reads("accounts:house_rules")


def a_secret_post_is_saved_removed_and_registered(town, page: Account) -> None:
    secret = town.writes("Min elev Kim utreds för adhd", page)
    lars = town.at(town.lars)
    lars.presses("moderation:remove", secret.pk, category="secrecy", sure="1")
    lars.presses("moderation:done", secret.pk)
    assert fresh(secret).decisions.filter(action="remove").first().evidence_id, (
        "the sealed copy stands for the screenshot"
    )
    text = lars.reads("moderation:item", secret.pk)
    assert "kontakta den som skrev" in text
    assert "Skicka det sekretessbelagda inlägget till registrator" in lars.reads("home:todo")
    lars.presses("moderation:registrar", secret.pk, subject="Sekretess")
    assert fresh(secret).decisions.get(action="registrar").rule == "LJU-11"
    assert "Skicka det sekretessbelagda" not in lars.reads("home:todo")
    assert "Sekretessbelagda uppgifter får inte förekomma här." in town.at(None).reads("accounts:house_rules")


def complaints_and_cases_are_registered_and_minor_things_not(town, page: Account) -> None:
    lars = town.at(town.lars)
    complaint = town.writes("Snöröjningen är usel på Kyrkogatan", page)
    assert stands_on(complaint).lines == "71", "it may start a case"
    lars.presses("moderation:registrar", complaint.pk, subject="Synpunkt på snöröjning")
    assert fresh(complaint).decisions.get(action="registrar").rule == "LJU-09"
    ongoing = town.writes("Angående KS 2026-00017", page)
    assert stands_on(ongoing, case_number="KS 2026-00017").lines == "70"
    minor = town.writes("Tack för hjälpen!", page, private=True)
    lars.presses("moderation:no_answer", minor.pk, why="thanks")
    lars.presses("moderation:minor", minor.pk)
    assert fresh(minor).minor is True


def the_page_is_archived_regularly(town, page: Account) -> None:
    assert policy.guidelines().capture.every is None
    assert schedule.due_for(fresh(page), now=town.now).due_on.isoformat() == "2027-05-12"
    assert town.lars in captures.helpers(page, now=town.now), "the web editors"
