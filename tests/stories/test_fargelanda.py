"""Färgelanda: the unit's manager decides, a consultation is only an aim, and the list is kept but not published."""

import pytest

from accounts.models import Account
from activityplans.models import Plan
from socialgov.organisation.models import Role
from socialgov.policy import selectors as policy
from tests.stories.town import Town, fresh, when

PLAN = {
    "medium": "Instagram",
    "message": "Kom och sök jobb hos oss",
    "audience": "Unga vuxna",
    "purpose": "Rekrytering",
    "evaluation": "Vi räknar ansökningar",
    "website_enough": "Nej, målgruppen är inte där",
    "website_link": "Länk till lediga jobb",
    "readiness": "Två timmar om dagen är avsatta",
    "monitoring": "Vi läser varje dag och svarar samma dag",
}


@pytest.fixture
def fargelanda(town: Town) -> Town:
    town.begins("Färgelanda kommun", profile="fargelanda", decided_by="Kommunstyrelsen, § 12", first="Ivar Informatör")
    town.care = town.unit("Hemtjänsten")
    town.vera = town.person("Vera Verksamhetschef", town.care, Role.MANAGER, title="verksamhetschef")
    town.anton = town.person("Anton Ansvarig", town.care)
    town.elin = town.person("Elin Ersättare", town.care)
    return town


@pytest.mark.rule(
    "FAR-02", "FAR-03", "FAR-04", "FAR-05", "FAR-06", "FAR-08", "FAR-09", "FAR-11", "FAR-14", "FAR-20", "FAR-15"
)
@pytest.mark.rule("FAR-16")
def test_fargelandas_own_way(fargelanda):
    plan = the_questions_are_answered_before_the_start(fargelanda)
    the_manager_decides_though_nobody_was_consulted(fargelanda, plan)
    account = the_informers_know_the_channel_its_keeper_and_the_substitute(fargelanda, plan)
    passwords_have_a_safe_routine(fargelanda, account)
    the_list_is_kept_and_not_published(fargelanda, account)
    there_is_no_number_for_answers(fargelanda, account)
    only_crime_and_secrets_are_removed(fargelanda, account)
    what_is_minor_is_not_registered(fargelanda, account)
    afterwards_they_ask_whether_it_worked(fargelanda, plan)
    the_guidelines_are_looked_over_after_four_years(fargelanda)


def the_questions_are_answered_before_the_start(town) -> Plan:
    anton = town.at(town.anton)
    plan = anton.begins_a_plan(town.care, medium="Instagram", administrators=[town.anton])
    page = anton.reads("activityplans:plan", plan.pk)
    for heading in (
        "Vilket är ditt budskap?", "Vilken är din målgrupp?", "Vad vill du åstadkomma?", "Hur ska du utvärdera?",
        "Vilken kanal är lämpligast för att nå målgruppen?", "Räcker det att använda webbplatsen för att nå målet?",
        "Hur kopplas vår webbplats ihop med verksamhetens sociala medier?", "Vem är ersättare?",
        "Vilken beredskap och vilka resurser finns för dialogen?", "Vilka möjligheter och risker ser ni?",
        "Hur hanteras inkommande synpunkter, svar och kommentarer?",
    ):  # fmt: skip
        assert heading in page, heading
    assert "Följ informationsplanen" in page
    page = anton.sends(plan, **PLAN | {"readiness": ""})
    assert fresh(plan).state == "draft", "inviting to dialogue requires readiness, and a substitute"
    anton.sends(plan, **PLAN, substitutes=[town.elin])
    assert fresh(plan).state == "consultation"
    return fresh(plan)


def the_manager_decides_though_nobody_was_consulted(town, plan: Plan) -> None:
    assert town.told("plan_consult") == {"Ivar"}
    vera = town.at(town.vera)
    page = vera.reads("activityplans:plan", plan.pk)
    assert "Riktlinjerna vill ha samråd, men det är inget krav." in page
    vera.presses("activityplans:go_on", plan.pk)
    assert fresh(plan).state == "signing"
    assert "Du har godkänt planen" in vera.decides(plan)
    assert fresh(plan).state == "in_force"
    assert "Gick vidare utan samråd: Vera Verksamhetschef" in vera.reads("activityplans:plan", plan.pk)


def the_informers_know_the_channel_its_keeper_and_the_substitute(town, plan: Plan) -> Account:
    assert town.told("plan_copy") == {"Ivar"}
    page = town.at(town.first).reads("activityplans:plan", plan.pk)
    for known in ("Instagram", "Anton Ansvarig", "Elin Ersättare"):
        assert known in page
    account = fresh(plan).account
    assert set(account.assignments.values_list("person__name", "role")) == {
        ("Anton Ansvarig", "administrator"), ("Elin Ersättare", "substitute"),
    }  # fmt: skip
    anton = town.at(town.anton)
    anton.presses(
        "accounts:change", account.pk, name="Hemtjänsten", address="instagram.com/hemtjansten.exempel",
        unit=town.care.pk, audience="public", comments_open="on", version=account.version,
    )  # fmt: skip
    assert "Kontot är igång" in anton.presses("accounts:start", account.pk), "one responsible person is enough"
    return fresh(account)


def passwords_have_a_safe_routine(town, account: Account) -> None:
    anton = town.at(town.anton)
    page = anton.client.get(f"/konton/{account.pk}/inloggning/")
    assert page.context["form"]["form"].value() == "vault"
    assert "Ingen har sagt hur inloggningen förvaras" in anton.reads("accounts:account", account.pk)
    anton.presses("accounts:custody", account.pk, form="vault", vault_reference="Kommunens valv, Instagram", version=0)
    assert "Kommunens valv, Instagram" in anton.reads("accounts:account", account.pk)


def the_list_is_kept_and_not_published(town, account: Account) -> None:
    ivar = town.at(town.first)
    page = ivar.client.get("/kanallistan/")
    ivar.presses("accounts:publish", digest=page.context["digest"])
    assert "Hemtjänsten" in ivar.reads("accounts:public_list")
    anyone = town.at(None)
    assert "Hemtjänsten" not in anyone.reads("accounts:public_list")
    assert "publicerar den inte" in anyone.reads("accounts:public_list")
    assert not anyone.may_read("accounts:public_versions")
    assert not anyone.may_read("accounts:open_data")
    page = ivar.presses(
        "accounts:add_party", name="Bypartiet", answer="accepted", address="https://bypartiet.example",
        term_starts_on="2026-10-15", term_ends_on="2030-10-14",
    )  # fmt: skip
    assert "erbjuder inte partierna länkar" in page


def there_is_no_number_for_answers(town, account: Account) -> None:
    question = town.writes("Hur söker jag sommarjobb?", account, at="2026-11-13 10:00")
    assert when(question.target_at) == "2026-11-16 10:00"
    assert question.limit_at is None
    assert policy.guidelines().answering.general.within is None
    page = town.at(town.anton).reads("policy:guidelines")
    assert "Riktlinjerna nämner att snabb respons förväntas (rad 89) men inget tal." in page


def only_crime_and_secrets_are_removed(town, account: Account) -> None:
    codes = {category.code for category in policy.removal_categories()}
    assert codes == {
        "threat", "agitation", "incitement", "violence", "child_abuse", "privacy_crime", "copyright", "fraud",
        "secrecy", "offensive_data",
    }  # fmt: skip
    anton = town.at(town.anton)
    rude = town.writes("Det här är för jävligt skött!", account)
    assert "Välj" in anton.presses("moderation:hide", rude.pk, category="swearing")
    assert fresh(rude).visibility == "visible", "swearing stays"
    threat = town.writes("Jag vet var du bor, du ska få stryk", account)
    anton.presses("moderation:hide", threat.pk, category="threat")
    decision = fresh(threat).decisions.get(action="hide")
    assert (decision.rule, decision.lines) == ("FAR-11", "101")


def what_is_minor_is_not_registered(town, account: Account) -> None:
    message = town.writes("Tack!", account, private=True)
    anton = town.at(town.anton)
    anton.presses("moderation:no_answer", message.pk, why="thanks")
    anton.presses("moderation:minor", message.pk)
    assert fresh(message).decisions.get(action="minor").rule == "FAR-14"


def afterwards_they_ask_whether_it_worked(town, plan: Plan) -> None:
    vera = town.at(town.vera)
    page = vera.reads("activityplans:follow_up", plan.pk)
    for asked in ("Fick deltagandet någon effekt?", "Nådde du dina mål?", "Vad kan förbättras och utvecklas?"):
        assert asked in page
    metrics = policy.guidelines().follow_up.metrics
    assert len(metrics) == 9
    assert all(metric.label[1:] in page for metric in metrics)
    vera.presses("activityplans:follow_up", plan.pk, results="14 ansökningar nämner kontot", outcome="continue")
    assert plan.follow_ups.exclude(done_at=None).get().results == "14 ansökningar nämner kontot"


def the_guidelines_are_looked_over_after_four_years(town) -> None:
    assert policy.current().revise_by.isoformat() == "2030-10-28"
    assert "Ska ses över senast 28 oktober 2030" in town.at(town.vera).reads("policy:guidelines")
