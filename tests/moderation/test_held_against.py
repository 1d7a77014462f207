"""Something taken away can be held against the rules that were published that day, and when it was written."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import RulesPasted
from accounts.rules_held import rules_on
from moderation.held_against import held_against
from moderation.models import Decision
from moderation.services import removal
from socialgov.policy.models import Adopted
from tests.factories.accounts import AssignmentFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, PersonFactory, acting
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db
WORDS = "Enhetschefen är en inkompetent jävla idiot."


@pytest.fixture
def item():
    return ItemFactory(text=WORDS, received_at=NOW - timedelta(hours=2))


@pytest.fixture
def fatima(item):
    return acting(AssignmentFactory(account=item.account, person=PersonFactory(name="Fatima Solbänk")).person)


def newer_rules(at):
    return adopted("osby", now=at, decided_on=date(2026, 5, 20), decided_by="Kommunstyrelsen")


@pytest.mark.rule("ATV-29", "OSB-08")
def test_a_removal_names_the_version_in_force_that_day_and_keeps_it_when_the_rules_change(item, fatima):
    first = Adopted.objects.get()
    decision = removal.hide(item=item, category="insult", actor=fatima, now=NOW)
    newer_rules(NOW + timedelta(days=1))
    held = held_against(Decision.objects.get(pk=decision.pk), item)
    assert decision.guidelines_id == first.pk
    assert held.name == "Uppföranderegler, version 1"
    assert held.url == reverse("accounts:house_rules_version", args=[1])
    assert held.note.startswith("gällde från 1")


def test_what_is_taken_away_is_held_against_the_rules_of_that_day_and_not_of_its_clock(item, fatima):
    second = newer_rules(NOW - timedelta(hours=1))
    decision = removal.hide(item=item, category="insult", actor=fatima, now=NOW)
    assert decision.guidelines_id == second.pk != item.guidelines_id
    held = held_against(decision, item)
    assert held.name == "Kommentarsregler, version 2"
    assert held.note.endswith("När den skrevs gällde version 1.")


def test_what_was_written_before_there_were_any_rules_says_so(item, fatima):
    item.received_at = Adopted.objects.get().adopted_at - timedelta(days=1)
    decision = removal.hide(item=item, category="threat", actor=fatima, now=NOW)
    assert "När den skrevs fanns inga publicerade regler." in held_against(decision, item).note


def test_that_the_rules_stood_in_the_profile_is_said_from_the_day_it_was_noted(item, fatima):
    version = Adopted.objects.get()
    RulesPasted.objects.create(
        account=item.account, adopted=version, pasted_on=date(2026, 11, 3), noted_at=NOW, noted_by_id=fatima.person_id
    )
    decision = removal.hide(item=item, category="insult", actor=fatima, now=NOW)
    assert (
        "Inklistrad i profilen 3\N{NO-BREAK SPACE}november\N{NO-BREAK SPACE}2026." in held_against(decision, item).note
    )
    assert rules_on(item.account, at=NOW - timedelta(days=60)).pasted_on is None


def test_other_measures_are_not_held_against_rules(item, fatima):
    decision = Decision.objects.create(item=item, action="no_answer", at=NOW)
    assert held_against(decision, item) is None


def test_before_any_rules_nothing_is_held_against_them(item):
    assert rules_on(item.account, at=Adopted.objects.get().adopted_at - timedelta(seconds=1)) is None
    assert rules_on(None, at=NOW).number == 1


def test_the_comments_page_leads_from_the_removal_to_the_rules(client, item, fatima):
    removal.hide(item=item, category="insult", actor=fatima, now=NOW, already_done=True)
    client.force_login(PersonFactory._meta.model.objects.get(pk=fatima.person_id))
    html = client.get(reverse("moderation:item", args=[item.pk])).content.decode()
    address = reverse("accounts:house_rules_version", args=[1])
    assert f'<a href="{address}">Uppföranderegler, version 1</a>' in html
    assert client.get(address).status_code == 200
