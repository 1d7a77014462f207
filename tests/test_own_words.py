"""Roles are called what the municipality calls them: on every page that people see, in forms and in refusals."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from socialgov.look.municipality import with_roles
from socialgov.organisation.permissions import NotPermitted
from socialgov.policy import loading, selectors, spoken
from socialgov.policy.schema.base import Function
from tests import test_every_url as walk
from tests.factories.organisation import PersonFactory
from tests.factories.policy import adopted
from tests.test_every_url import URLS, address, signed_in

world = walk.world
NBSP = "\N{NO-BREAK SPACE}"
READERS = ("communications", "manager", "system_administrator", "administrator")
# Their texts are not this municipality's: the guidelines of others to choose from, and a draft, where the usual word
# stands beside the field for one's own.
NOT_OURS = {"policy:adopt", "policy:version", "look:style", "policy:draft", "policy:draft_setting"}
# Where the guidelines' page says that *ansvarig chef heter här sektorschef*, and what the version before said.
WORDS_EXPLAINED = " "
# A word for a function in general, beside the municipality's own name for it.
GENERAL = {Function.ADMINISTRATOR: ("administratör", "kontoadministratör")}


def text_of(html: str) -> str:
    html = re.sub(r"<(script|style|textarea)\b.*?</\1>", " ", html, flags=re.S)
    html = re.sub(r'<section[^>]* id="(?:roles|changed)".*?</section>', WORDS_EXPLAINED, html, flags=re.S)
    shown = re.findall(r'(?:title|aria-label|placeholder|data-label|alt)="([^"]*)"', html)
    return " ".join(unescape(" ".join([strip_tags(html), *shown])).replace(NBSP, " ").split())


def not_said(profile: str) -> dict[str, str]:
    """Each usual word that this municipality has another for, and what it says instead."""
    document = loading.load(profile)
    found = {}
    for function, own in document.labels.items():
        if function is Function.CUSTODIAN:  # *förvarar inloggningar* says what people do, and is no name
            continue
        for usual in {spoken.in_sentence(function, {}), *GENERAL.get(function, ())}:
            if usual.lower() not in own.lower():
                found[usual] = own
    return found


def said_by_default(text: str, words: dict[str, str]) -> list[str]:
    """The usual words that stand there. *Kommunikation* is a name; *kommunikation* is what everyone is busy with."""
    named = [word for word in words if word[0].isupper() and re.search(rf"\b{word}s?\b", text)]
    others = [word for word in words if word[0].islower()]
    return named + [word for word in others if re.search(rf"\b{word}(?:en|er|erna|s)?\b", text, re.IGNORECASE)]


def pages(world, profile: str):
    """(name, role, text) of every page under a municipality's guidelines."""
    with transaction.atomic():
        adopted(profile, now=timezone.now() - timedelta(hours=1))
        for name in sorted(URLS):
            if name in NOT_OURS or URLS[name].fragment:
                continue
            for role in READERS:
                if role in URLS[name].get:
                    response = signed_in(role, world).get(address(name, world))
                    if response.status_code == 200 and "text/html" in response["Content-Type"]:
                        yield name, role, text_of(response.content.decode())
        transaction.set_rollback(True)


@pytest.mark.parametrize("profile", ["ljusnarsberg", "valdemarsvik", "osby", "fargelanda"])
def test_no_page_says_the_usual_word_where_the_municipality_has_its_own(world, profile):
    words = not_said(profile)
    assert words
    seen, faults = 0, []
    for name, role, text in pages(world, profile):
        seen += 1
        faults += [f"{name} as {role}: {word} ({words[word]})" for word in said_by_default(text, words)]
    assert seen > 60
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("profile", "where"),
    [
        ("valdemarsvik", {"organisation:person_roles": "Sektorschef", "accounts:people": "Redaktör"}),
        (
            "valdemarsvik",
            {"accounts:account": "Redaktör", "policy:guidelines": "Sektorschef bestämmer vem som skriver"},
        ),
        ("ljusnarsberg", {"organisation:person_roles": "Webbredaktörerna", "accounts:people": "Webbredaktör"}),
        (
            "ljusnarsberg",
            {"accounts:account": "Webbredaktör", "policy:guidelines": "Ansvarig chef bestämmer vem som skriver"},
        ),
    ],
)
def test_the_municipalitys_own_word_stands_on_the_page(world, profile, where):
    texts: dict[str, str] = {}
    for name, _role, text in pages(world, profile):
        texts[name] = texts.get(name, "") + text
    for name, word in where.items():
        assert word in texts[name], name


def test_the_check_finds_a_usual_word():
    words = not_said("valdemarsvik")
    assert words["ansvarig chef"] == "Sektorschef"
    assert said_by_default("Fråga ansvarig chef.", words) == ["ansvarig chef"]
    assert said_by_default("Välj fler administratörer.", words) == ["administratör"]
    assert said_by_default("Fråga sektorschef.", words) == []


# --- Within sentences, in refusals and mail ---------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("profile", "refusal"),
    [
        (None, "Fråga Kommunikation."),
        ("valdemarsvik", "Fråga webmaster."),
        ("ljusnarsberg", "Fråga webbredaktörerna."),
        ("osby", "Fråga kommunikatören."),
        ("fargelanda", "Fråga informationsansvariga."),
        ("atvidaberg", "Fråga informationsenheten."),
    ],
)
def test_a_refusal_says_whom_to_ask_in_the_municipalitys_word(client, profile, refusal):
    if profile:
        adopted(profile)
    assert str(NotPermitted()).endswith(refusal)
    client.force_login(PersonFactory())
    page = client.get(reverse("home:journal"))
    assert page.status_code == 403
    assert refusal in text_of(page.content.decode())


@pytest.mark.django_db
def test_a_sentence_takes_the_word_when_it_is_shown_and_not_when_it_is_written():
    sentence = with_roles("%(Office)s svarar. Fråga %(office)s.", Office="communications", office="communications")
    first = with_roles("%(manager)s får veta.", manager="manager")
    adopted("ljusnarsberg")
    assert str(sentence) == "Webbredaktörerna svarar. Fråga webbredaktörerna."
    adopted("valdemarsvik", now=timezone.now())
    assert str(sentence) == "Webmaster svarar. Fråga webmaster."
    assert str(first) == "Sektorschef får veta."


@pytest.mark.parametrize("profile", loading.available())
def test_every_word_of_a_profile_says_where_it_stands(profile):
    document = loading.load(profile)
    assert set(document.label_lines) == set(document.labels)


def test_lines_of_a_word_that_is_not_there_are_refused():
    data = loading.as_data(loading.load("valdemarsvik"))
    data["label_lines"]["archivist"] = "12"
    with pytest.raises(loading.ProfileError, match=r"label_lines\.archivist"):
        loading.from_data(data, file="changed")


@pytest.mark.django_db
def test_a_word_within_a_sentence_is_small_unless_it_is_a_name():
    adopted("osby")
    assert selectors.word("manager") == "närmaste chef"
    assert selectors.word("crisis_duty").startswith("TiB")
    assert selectors.word("registrar") == "registrator"
