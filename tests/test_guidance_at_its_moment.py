"""Så gör vi is shown where it matters: beside the reply box, before something is taken away, at an upload, in a crisis.

And no rule that guides people may be shown nowhere.
"""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from archiving.models import Capture
from socialgov.policy import guidance, ledger, loading, selectors, services
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.ledger import How
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import PASSWORD, GrantFactory, PersonFactory, municipality
from tests.factories.policy import ADOPTED_AT, adopted

pytestmark = pytest.mark.django_db
NBSP = "\N{NO-BREAK SPACE}"
TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
BESIDE_THE_QUESTIONS = {"plan"}  # activityplans.page.guides_at; tests/activityplans/test_pages.py
ON_ITS_OWN_PAGE = {"read"}

# The page of each moment, by what it needs.
PAGES = {
    "reply": ("moderation:item", "item"),
    "remove": ("moderation:remove", "item"),
    "crisis": ("moderation:alarm", "item"),
    "upload": ("archiving:hand_in", "account"),
    "profile": ("accounts:change", "account"),
    "post": ("accounts:account", "account"),
}


def text_of(html: str) -> str:
    return " ".join(unescape(strip_tags(html)).replace(NBSP, " ").split())


@pytest.fixture
def karin(client):
    """In the communications office, signed in."""
    person = PersonFactory()
    GrantFactory(person=person, role="communications", unit=municipality())
    client.force_login(person)
    return person


def page_of(client, moment: str) -> str:
    name, about = PAGES[moment]
    account = AccountFactory(platform="facebook")
    AssignmentFactory(account=account)
    thing = account if about == "account" else ItemFactory(account=account)
    response = client.get(reverse(name, args=[thing.pk]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("profile", loading.available())
@pytest.mark.parametrize("moment", PAGES)
def test_the_texts_of_a_moment_are_on_its_page(client, karin, profile, moment):
    adopted(profile)
    html = page_of(client, moment)
    wanted = [guide for guide in loading.load(profile).guides if moment in guide.moments]
    for guide in wanted:
        assert guide.text in text_of(html)
    assert (str(guidance.LEADS[moment]) in html) is bool(wanted)
    assert html.count('class="guide"') == len(wanted) + html.count('class="guide"><b>')


@pytest.mark.parametrize("moment", guidance.MOMENTS)
def test_every_moment_has_a_text_in_some_profile_and_a_place(moment):
    texts = [guide for name in loading.available() for guide in loading.load(name).guides if moment in guide.moments]
    assert texts
    if moment not in BESIDE_THE_QUESTIONS | ON_ITS_OWN_PAGE:
        assert moment in PAGES
        assert moment in _placed()


def _placed() -> set[str]:
    """The moments that some template shows."""
    found = set()
    for path in TEMPLATES.rglob("*.html"):
        found |= set(re.findall(r'{% guides_at "(\w+)"', path.read_text(encoding="utf-8")))
    return found


def test_a_moment_without_texts_leaves_no_empty_frame(client, karin):
    adopted("valdemarsvik")
    assert "guides-at" not in page_of(client, "remove")


def test_who_hands_in_screenshots_that_the_system_could_not_take_sees_the_texts_too(client, karin):
    adopted()
    account = AccountFactory()
    Capture.objects.create(
        account=account, kind=Capture.Kind.HALF_YEAR, state=Capture.State.NEEDS_HELP,
        problem=Capture.Problem.LOGIN_WALL, address=account.address, ordered_at=ADOPTED_AT,
    )  # fmt: skip
    html = client.get(reverse("archiving:hand_in", args=[account.pk])).content.decode()
    assert "Lägg bara upp bilder, filmer och texter som kommunen äger" in text_of(html)


# --- A rule that guides is shown somewhere ----------------------------------------------------------------------------
def shown_nowhere(rules: list[str], documents: list[Guidelines], page_for) -> list[str]:
    """The rules of which no document has a text that stands, with its rule, on the page `page_for` gives for it."""
    shown: set[str] = set()
    for document in documents:
        text = page_for(document)
        for guide in document.guides:
            if guide.text in text:
                shown |= {rule for rule in guide.rule if rule in text}
    return [rule for rule in rules if rule not in shown]


@pytest.fixture
def handbook(client, karin):
    """The handbook's page as it reads under a document."""

    def page_for(document: Guidelines) -> str:
        name = next(name for name in loading.available() if loading.load(name) == document)
        adopted(name, now=ADOPTED_AT + timedelta(days=loading.available().index(name)))
        return text_of(client.get(reverse("policy:guidance")).content.decode())

    return page_for


GUIDING = [rule.id for rule in ledger.rules().values() if rule.how is How.GUIDES]


def test_no_rule_that_guides_is_shown_nowhere(handbook):
    assert len(GUIDING) > 20
    assert shown_nowhere(GUIDING, [loading.load(name) for name in loading.available()], handbook) == []


def test_a_rule_whose_text_is_gone_from_the_page_is_found(handbook):
    documents = [loading.load(name) for name in loading.available()]
    assert shown_nowhere(["ATV-99"], documents, handbook) == ["ATV-99"]
    assert shown_nowhere(["ATV-24"], documents, lambda document: "") == ["ATV-24"]

    def without_copyright(document):
        text = handbook(document)
        for guide in document.guides:
            text = text.replace(guide.text, "") if "ATV-24" in guide.rule else text
        return text

    assert shown_nowhere(GUIDING, documents, without_copyright) == ["ATV-24"]


# --- Signing in the first time ----------------------------------------------------------------------------------------
def sign_in(client, person, **more):
    return client.post(
        reverse("account_login") + more.pop("query", ""), {"login": person.email, "password": PASSWORD} | more
    )


def someone(**more):
    person = PersonFactory(**more)
    person.set_password(PASSWORD)
    person.save()
    return person


def test_the_first_sign_in_leads_to_the_handbook_and_on_to_the_first_page(client):
    adopted()
    lina = someone()
    answer = sign_in(client, lina)
    assert answer["Location"] == f"{reverse('policy:guidance')}?forst=1"
    page = text_of(client.get(answer["Location"]).content.decode())
    assert "Säg längst ner att du har läst, eller läs senare." in page
    digest = guidance.digest(selectors.guidelines())
    on = client.post(reverse("policy:confirm_guidance"), {"content_hash": digest, "forst": "1"})
    assert on["Location"] == "/"
    client.logout()
    assert sign_in(client, lina)["Location"] == "/"


def test_when_the_text_changes_the_next_sign_in_leads_there_again(client):
    adopted()
    lina = someone()
    actor = services.Actor(lina.pk)
    services.confirm_guidance(content_hash=guidance.digest(selectors.guidelines()), actor=actor, now=ADOPTED_AT)
    assert sign_in(client, lina)["Location"] == "/"
    client.logout()
    adopted("osby", now=ADOPTED_AT + timedelta(days=9))
    assert sign_in(client, lina)["Location"].startswith(reverse("policy:guidance"))


def test_nobody_is_locked_out(client):
    adopted()
    sign_in(client, someone())
    for name in ("home:todo", "moderation:queue", "accounts:accounts", "organisation:people"):
        assert client.get(reverse(name)).status_code == 200


def test_a_page_that_was_asked_for_comes_before_the_handbook(client):
    adopted()
    answer = sign_in(client, someone(), query=f"?next={reverse('moderation:queue')}", next=reverse("moderation:queue"))
    assert answer["Location"] == reverse("moderation:queue")


@pytest.mark.parametrize("more", [{"shared_tablet": "on"}, {}])
def test_a_shared_tablet_and_the_people_of_the_sample_are_not_stopped(client, more):
    adopted()
    assert sign_in(client, someone(is_sample=not more), **more)["Location"] == "/"


def test_before_guidelines_are_adopted_there_is_nothing_to_read(client):
    assert sign_in(client, someone())["Location"] == "/"
