"""Så gör vi: the handbook, the texts at the moment they matter, and saying that one has read it."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from socialgov.journal.models import Entry
from socialgov.organisation.actor import Actor
from socialgov.policy import guidance, loading, selectors, services
from socialgov.policy.models import GuidanceConfirmation
from tests.factories.organisation import NOW, PersonFactory
from tests.factories.policy import ADOPTED_AT, adopted

pytestmark = pytest.mark.django_db
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def lina(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(unescape(strip_tags(response.content.decode())).replace(NBSP, " ").split())


@pytest.mark.rule("ATV-02", "ATV-08", "ATV-09", "ATV-24", "ATV-25", "ATV-31", "ATV-39", "ATV-50", "ATV-51", "ATV-53")
@pytest.mark.rule("ATV-57", "OSB-07", "OSB-09", "OSB-10", "OSB-16", "OSB-19", "FAR-07", "FAR-12", "FAR-13", "FAR-17")
@pytest.mark.rule("FAR-18", "VAL-04", "VAL-11", "VAL-12", "LJU-14", "LJU-15", "LJU-16")
@pytest.mark.parametrize("profile", loading.available())
def test_every_text_stands_in_the_handbook_under_a_heading_with_its_rule(client, lina, profile):
    adopted(profile)
    text = text_of(client.get(reverse("policy:guidance")))
    document = loading.load(profile)
    told = [advice for chapter in guidance.chapters(document) for advice in chapter.advice]
    assert sorted(advice.text for advice in told) == sorted(guide.text for guide in document.guides)
    for advice in told:
        assert advice.topic in guidance.TITLES
        assert f"{advice.title} {advice.text}" in text
        assert set(advice.rules) and all(rule in text for rule in advice.rules)


def test_a_topic_of_the_municipalitys_own_comes_last_under_its_own_words():
    document = loading.load("osby")
    own = document.guides[0].model_copy(update={"topic": "live_video", "text": "Sänd aldrig direkt."})
    chapters = guidance.chapters(document.model_copy(update={"guides": (own, *document.guides)}))
    assert (chapters[-1].key, [advice.title for advice in chapters[-1].advice]) == (guidance.REST, ["Live video"])


def test_before_an_adoption_the_page_says_what_to_do_and_nothing_is_asked(client, lina):
    assert "Inga riktlinjer är antagna än" in text_of(client.get(reverse("policy:guidance")))
    assert selectors.guides_for("plan") == ()
    assert selectors.minutes_of_unread_guidance(lina.pk) == 0
    assert client.post(reverse("policy:confirm_guidance"), {"content_hash": "x"}).status_code == 409


@pytest.mark.parametrize("profile", loading.available())
@pytest.mark.parametrize("moment", guidance.MOMENTS)
def test_a_moment_gets_the_texts_that_name_it(moment, profile):
    adopted(profile)
    wanted = [guide.text for guide in loading.load(profile).guides if moment in guide.moments]
    assert [advice.text for advice in selectors.guides_for(moment)] == wanted


def test_a_moment_that_does_not_exist_is_a_mistake():
    with pytest.raises(ValueError, match="lunch"):
        selectors.guides_for("lunch")


# --- Having read it ---------------------------------------------------------------------------------------------------
def confirm(client, content_hash: str):
    return client.post(reverse("policy:confirm_guidance"), {"content_hash": content_hash}, follow=True)


def test_the_first_page_asks_gently_until_it_is_confirmed_and_again_when_the_text_changes(client, lina):
    adopted()
    first_page = reverse("home:todo")
    minutes = guidance.minutes(loading.load("atvidaberg"))
    assert f"Läs Så gör vi ({minutes} min)" in text_of(client.get(first_page))
    assert "Tack. Vi frågar igen bara när texten ändras." in text_of(
        confirm(client, guidance.digest(loading.load("atvidaberg")))
    )
    assert "Läs Så gör vi (" not in text_of(client.get(first_page))
    assert "Du läste det här" in text_of(client.get(reverse("policy:guidance")))
    adopted(now=ADOPTED_AT + timedelta(days=30), decided_on=date(2026, 4, 20))
    assert "Läs Så gör vi (" not in text_of(client.get(first_page))
    adopted("osby", now=ADOPTED_AT + timedelta(days=60), decided_on=date(2026, 5, 20))
    assert "Läs Så gör vi (" in text_of(client.get(first_page))


def test_confirming_twice_is_once_and_it_is_in_the_journal(client, lina):
    adopted()
    digest = guidance.digest(loading.load("atvidaberg"))
    confirm(client, digest)
    confirm(client, digest)
    row = GuidanceConfirmation.objects.get()
    assert (row.person_id, row.content_hash) == (lina.pk, digest)
    entry = Entry.objects.get(verb="guidance.confirmed")
    assert (entry.actor_id, entry.about_id) == (lina.pk, row.pk)


def test_a_text_that_changed_meanwhile_is_read_once_more(client, lina):
    adopted("osby")
    page = text_of(confirm(client, guidance.digest(loading.load("atvidaberg"))))
    assert "Texten har ändrats sedan du öppnade sidan." in page
    assert "Jag har läst" in page
    assert not GuidanceConfirmation.objects.exists()


def test_a_substitute_confirms_for_themselves_only():
    adopted()
    away, here = PersonFactory(), PersonFactory()
    actor = Actor(here.pk, covers=(away.pk,)).standing_in_for(away.pk)
    services.confirm_guidance(content_hash=guidance.digest(loading.load("atvidaberg")), actor=actor, now=NOW)
    assert selectors.minutes_of_unread_guidance(here.pk) == 0
    assert selectors.minutes_of_unread_guidance(away.pk) > 0
    assert Entry.objects.get(verb="guidance.confirmed").on_behalf_of_id is None


@pytest.mark.parametrize("statement", ["UPDATE {0} SET content_hash = ''", "DELETE FROM {0}", "TRUNCATE {0}"])
def test_a_confirmation_is_never_changed(lina, statement):
    GuidanceConfirmation.objects.create(person=lina, content_hash="a" * 64, at=NOW)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("policy_guidanceconfirmation"))
    assert GuidanceConfirmation.objects.get().content_hash == "a" * 64
