"""Riktlinjer and the year of working days, as someone signed in reads them."""

import re
from datetime import date, time, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from socialgov.policy import ledger, loading, sentences
from socialgov.policy.ledger import How
from tests.factories.organisation import PersonFactory
from tests.factories.policy import ADOPTED_AT, adopted, closure

pytestmark = pytest.mark.django_db
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def _signed_in(client):
    client.force_login(PersonFactory())


def page(client, name="policy:guidelines", *args) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return unescape(strip_tags(response.content.decode())).replace(NBSP, " ")


@pytest.mark.parametrize("name", ["policy:guidelines", "policy:calendar"])
def test_before_an_adoption_the_page_says_what_to_do(client, name):
    assert "Inga riktlinjer är antagna än" in page(client, name)


@pytest.mark.parametrize("name", ["policy:guidelines", "policy:calendar"])
def test_the_pages_are_for_those_signed_in(client, name):
    client.logout()
    assert client.get(reverse(name)).status_code == 302


def test_the_guidelines_in_force_are_read_in_sentences_with_their_lines(client):
    adopted()
    text = page(client)
    for said in (
        "Riktlinjer för användning av sociala medier",
        "Kommunfullmäktige, § 41, 25 mars 2026",
        "Ska ses över senast 25 mars 2030",
        "X: svara inom 6 bevakade timmar.",
        "Facebook: svara inom 1 arbetsdag.",
        "Andra plattformar: svara inom 24 timmar på arbetsdagar.",
        "Aldrig senare än 5 dagar.",
        "rad 245",
        "ATV-40",
        "Minst 2 ska vara administratör.",
        "Förvaltningschefs blogg: 1 administratör räcker.",
        "Informationsenheten rådfrågas.",
        "Verksamhetschef skriver under.",
        "Kontoansvarig skriver under.",
        "Tidigast efter 3 månader",
    ):
        assert said.lower() in text.lower(), said


def test_a_number_that_is_missing_is_said_with_the_reason(client):
    adopted("osby")
    text = page(client)
    assert "Riktlinjerna säger snabbt och inget tal." in text
    assert "Det finns ingen yttersta gräns." in text


@pytest.mark.rule("ATV-08", "ATV-09", "ATV-24", "ATV-39", "ATV-51", "ATV-53", "ATV-57")
@pytest.mark.rule("OSB-07", "OSB-10", "OSB-19", "FAR-17", "FAR-18", "VAL-04", "VAL-11", "VAL-12", "LJU-15")
@pytest.mark.parametrize("profile", loading.available())
def test_every_guiding_text_is_shown_with_its_rule(client, profile):
    adopted(profile)
    text = page(client)
    guides = loading.load(profile).guides
    assert guides
    for guide in guides:
        assert guide.text.split(".")[0] in text
        assert guide.rule[0] in text


def test_what_is_not_carried_out_as_written_is_explained(client):
    adopted("ljusnarsberg")
    text = page(client)
    assert "Genomförs inte som det står" in text
    assert "inlägg som inte är konstruktiva frågor" in text
    assert "opinionsfriheten" in text


@pytest.mark.parametrize("profile", loading.available())
def test_every_section_of_every_profile_can_be_read(profile):
    found = sentences.sections(loading.load(profile))
    first = ["scope", "starting", "questions", "answering", "oversight", "calendar", "removing"]
    assert [s.key for s in found][:7] == first
    for sentence in (sentence for section in found for sentence in section.sentences):
        assert sentence.text
        assert "{" not in sentence.text
        assert sentence.rules or sentence.lines or sentence.reason or sentence.modality is None


def test_the_plans_questions_are_read_one_by_one_with_their_lines():
    document = loading.load("fargelanda")
    (asked,) = (section for section in sentences.sections(document) if section.key == "questions")
    assert len(asked.sentences) == len(document.starting.plan.questions)
    by_rule = {sentence.rules[0]: sentence for sentence in asked.sentences if sentence.rules}
    assert by_rule["FAR-09"].lines


@pytest.mark.parametrize("profile", loading.available())
def test_a_rule_that_is_not_built_is_shown_as_planned_wherever_it_stands_and_no_other_is(client, profile):
    adopted(profile)
    html = client.get(reverse("policy:guidelines")).content.decode()
    seen = set()
    for source in re.findall(r'<p class="meta guide-source">(.*?)</p>', html, re.DOTALL):
        spans = re.findall(r'<span class="nowrap">([A-Z]{3}-\d+)(.*?)</span>', source)
        all_wait = bool(spans) and all(ledger.rules()[rule].how is How.PLANNED for rule, _rest in spans)
        for rule, rest in spans:
            waits = ledger.rules()[rule].how is How.PLANNED
            assert waits == ("planerad" in rest or (all_wait and "<span>planerad</span>" in source)), rule
            seen.add(rule)
    waiting = {rule for rule in loading.load(profile).rules() if ledger.rules()[rule].how is How.PLANNED}
    assert waiting <= seen


def test_an_earlier_version_stays_readable_and_says_that_it_is_earlier(client):
    first = adopted()
    adopted("osby", now=ADOPTED_AT + timedelta(days=60), decided_on=date(2026, 5, 20), decided_by="Kommunstyrelsen")
    text = page(client, "policy:version", first.pk)
    assert "Det här är en tidigare version." in text
    assert "Facebook: svara inom 1 arbetsdag." in text
    assert "Kommunstyrelsen, 20 maj 2026" in text
    assert "Det här är en tidigare version." not in page(client)
    assert client.get(reverse("policy:version", args=[0])).status_code == 404


def test_the_year_shows_holidays_closings_and_the_number_of_working_days(client):
    adopted()
    closure(date(2026, 12, 23), time(12))
    closure(date(2026, 5, 15))
    text = page(client, "policy:calendar_year", 2026)
    for said in ("Arbetsdagar 2026", "Midsommarafton", "tor 14 maj", "stänger kl. 12.00", "Stängt", "250 arbetsdagar"):
        assert said in text, said


@pytest.mark.parametrize("year", [1999, 2099])
def test_a_year_out_of_reach_is_not_found(client, year):
    adopted()
    assert client.get(reverse("policy:calendar_year", args=[year])).status_code == 404


def test_reading_the_guidelines_takes_few_queries(client, django_assert_max_num_queries):
    adopted()
    page(client)
    with django_assert_max_num_queries(14):
        page(client)
