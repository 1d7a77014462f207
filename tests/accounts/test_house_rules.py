"""The public page of rules for comments, its links, and noting that they stand in a profile."""

from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.house_rules import copies, holder_of, panel
from accounts.models import RulesPasted
from accounts.services import channel_list
from accounts.services.house_rules import note_pasted
from socialgov.journal.models import Entry
from socialgov.organisation.actor import Actor
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.selectors import actor_for
from socialgov.policy import loading
from socialgov.policy.selectors import NothingAdopted
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.organisation import PersonFactory, UnitFactory, municipality
from tests.factories.policy import ADOPTED_AT, adopted

pytestmark = pytest.mark.django_db
NBSP = "\N{NO-BREAK SPACE}"
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(unescape(strip_tags(response.content.decode())).replace(NBSP, " ").split())


def public(client, *args) -> str:
    name = "accounts:house_rules_version" if args else "accounts:house_rules"
    return text_of(client.get(reverse(name, args=args)))


def test_before_guidelines_are_adopted_the_page_says_so(client):
    assert "Inga regler är publicerade än." in public(client)
    assert client.get(reverse("accounts:house_rules_version", args=[1])).status_code == 404


@pytest.mark.rule("ATV-29", "ATV-46", "LJU-12", "LJU-17")
@pytest.mark.parametrize("profile", loading.available())
def test_anyone_reads_the_rules_without_signing_in(client, profile):
    municipality()
    adopted(profile)
    document = loading.load(profile)
    text = public(client)
    assert document.words.house_rules.capitalize() in text
    assert "De gäller alla våra kanaler i sociala medier från och med 1 april 2026." in text
    assert "Provköpings kommun ansvarar för alla kanaler på listan." in text
    assert document.about.municipality not in text
    rules = document.house_rules
    for part in (rules.purpose, rules.use_of_comments, rules.consequences, rules.how_to_report, rules.becomes_public):
        assert part is None or part.text in text
    assert rules.secrecy.text in text
    assert rules.criticism.text in text
    for category in document.removing.categories:
        assert category.text in text
    if document.controller.who:
        assert document.controller.who in text
    assert "Kommunfullmäktige, § 41, 25 mars 2026" in text


@pytest.mark.rule("ATV-30")
def test_the_page_leads_to_where_a_comment_is_reported(client):
    adopted()
    html = client.get(reverse("accounts:house_rules")).content.decode()
    assert '<a href="/anmal/">Anmäl en kommentar</a>' in html


def test_an_earlier_version_stays_readable_with_the_days_it_held(client):
    adopted()
    adopted("osby", now=ADOPTED_AT + timedelta(days=60), decided_on=date(2026, 5, 20))
    now, then = public(client), public(client, 1)
    assert "Version 2" in now and "svordomar" in now and "1 april 2026 till 31 maj 2026" in now
    assert "Kommentarsregler" in now
    assert "Det här är version 1. Den gällde från 1 april 2026 till 31 maj 2026." in then
    assert "Uppföranderegler" in then and "Version 1" in then
    assert "Den gällde" not in public(client, 2)
    assert client.get(reverse("accounts:house_rules_version", args=[3])).status_code == 404
    assert client.get(reverse("accounts:house_rules_version", args=[0])).status_code == 404


def test_each_channel_on_the_list_leads_to_the_rules_and_many_channels_cost_no_more(
    client, django_assert_max_num_queries
):
    adopted()
    karin = actor_for(PersonFactory(communications=True), now=NOW)
    for _n in range(8):
        AccountFactory()
    seen = channel_list.digest_of(channel_list.compose(now=NOW))
    channel_list.publish(seen_digest=seen, actor=karin, now=NOW)
    html = client.get(reverse("accounts:public_list")).content.decode()
    assert html.count(f'<a href="{reverse("accounts:house_rules")}">Uppföranderegler<') == 8
    with django_assert_max_num_queries(8):
        client.get(reverse("accounts:public_list"))


# --- On the account's page --------------------------------------------------------------------------------------------
@pytest.fixture
def account(db):
    adopted()
    return AccountFactory(platform="instagram")


@pytest.fixture
def lina(account):
    """Runs the account day by day."""
    person = PersonFactory(name="Lina Granlund")
    AssignmentFactory(account=account, person=person, operator=True)
    return person


def test_who_runs_the_account_notes_that_the_rules_were_pasted_in(client, account, lina):
    client.force_login(lina)
    page = reverse("accounts:account", args=[account.pk])
    before = text_of(client.get(page))
    assert "Uppföranderegler" in before and "Inte noterat än" in before and "since" not in before
    after = text_of(client.post(reverse("accounts:rules_pasted", args=[account.pk]), follow=True))
    assert "Inte noterat än" not in after
    assert "Kommentarsreglerna klistrades in i profilen: Lina Granlund" in after
    pasted = RulesPasted.objects.get()
    assert (pasted.noted_by, pasted.account) == (lina, account)
    entry = Entry.objects.get(verb="account.rules_pasted")
    assert (entry.actor_id, entry.rule, entry.data) == (lina.pk, "ATV-29", {"adopted": pasted.adopted_id})


def test_noting_it_twice_in_a_day_is_once(account, lina):
    actor = actor_for(lina, now=NOW)
    first = note_pasted(account=account, actor=actor, now=NOW)
    assert note_pasted(account=account, actor=actor, now=NOW + timedelta(hours=1)) == first
    assert Entry.objects.filter(verb="account.rules_pasted").count() == 1
    assert note_pasted(account=account, actor=actor, now=NOW + timedelta(days=1)) != first
    with pytest.raises(IntegrityError), transaction.atomic():
        RulesPasted.objects.create(
            account=account, adopted=first.adopted, pasted_on=first.pasted_on, noted_at=NOW, noted_by=lina
        )


def test_when_the_rules_change_the_page_says_that_the_profile_has_the_old_ones(client, account, lina):
    note_pasted(account=account, actor=actor_for(lina, now=NOW), now=NOW)
    client.force_login(lina)
    page = reverse("accounts:account", args=[account.pk])
    assert "Reglerna har ändrats sedan dess." not in text_of(client.get(page))
    adopted("osby", now=NOW + timedelta(days=1), decided_on=date(2026, 11, 20))
    assert "Reglerna har ändrats sedan dess." in text_of(client.get(page))


def test_someone_else_can_not_note_it(client, account):
    outsider = PersonFactory()
    with pytest.raises(NotPermitted):
        note_pasted(account=account, actor=Actor(outsider.pk), now=NOW)
    client.force_login(outsider)
    assert client.post(reverse("accounts:rules_pasted", args=[account.pk])).status_code == 404
    assert not RulesPasted.objects.exists()


def test_who_only_reads_sees_the_panel_without_the_button(client, account):
    client.force_login(PersonFactory(auditor=True))
    html = client.get(reverse("accounts:account", args=[account.pk])).content.decode()
    assert "Inklistrad i profilen" in html
    assert reverse("accounts:rules_pasted", args=[account.pk]) not in html


def test_before_guidelines_are_adopted_there_is_no_panel_and_nothing_to_note():
    account = AccountFactory()
    karin = actor_for(PersonFactory(communications=True), now=NOW)
    assert list(panel(account=account, actor=karin, now=NOW)) == []
    with pytest.raises(NothingAdopted):
        note_pasted(account=account, actor=karin, now=NOW)


def test_an_account_we_have_left_has_no_panel(account):
    account.state = "closed"
    assert list(panel(account=account, actor=actor_for(PersonFactory(communications=True), now=NOW), now=NOW)) == []


@pytest.mark.rule("ATV-46")
def test_the_text_to_paste_fits_its_place_and_names_municipality_and_board(client, account, lina):
    root = municipality()
    board = UnitFactory(name="Barn- och utbildningsnämnden", kind="board", parent=root)
    account.unit = UnitFactory(name="Tallbackaskolan", parent=UnitFactory(name="Skolan", parent=board))
    account.save()
    assert holder_of(account) == "Provköpings kommun, Barn- och utbildningsnämnden"
    client.force_login(lina)
    text = text_of(client.get(reverse("accounts:account", args=[account.pk])))
    assert "Presentation högst 150 tecken" in text and "Fäst inlägg högst 2 200 tecken" in text
    assert "Barn- och utbildningsnämnden" in text
    assert "/socialamedier/regler/" in text


def test_where_all_fits_all_is_given():
    document = loading.load("atvidaberg")
    url = "https://x.example/"
    short, full = copies(document, platform="facebook", holder="Ljungsele kommun", url=url)
    assert len(short.text) <= 101 < len(full.text)
    assert full.most is None and "svordomar eller obscena ord" in full.text


def test_the_rules_and_the_report_form_lead_to_each_other(client):
    assert reverse("accounts:house_rules") not in client.get("/anmal/").content.decode()  # nothing to read yet
    adopted()
    assert '<a href="/anmal/">' in client.get(reverse("accounts:house_rules")).content.decode()
    form = client.get("/anmal/").content.decode()
    assert f'<a href="{reverse("accounts:house_rules")}">Uppföranderegler</a>' in form


def test_a_channels_own_purpose_stands_in_the_text_to_paste():
    adopted()
    document, url, own = (
        loading.load("atvidaberg"),
        "https://kommun.se/regler",
        "Vi visar vad som händer i kulturskolan.",
    )
    texts = copies(document, platform="facebook", holder="Ljungsele kommun", url=url, purpose=own)
    assert own in texts[-1].text
    assert own not in copies(document, platform="facebook", holder="Ljungsele kommun", url=url)[-1].text
    for text in texts:
        assert text.most is None or len(text.text) <= text.most


@pytest.mark.parametrize("profile", loading.available())
def test_every_clause_is_among_the_rules_that_the_public_reads(client, profile):
    municipality()
    adopted(profile)
    text = public(client)
    for heading in (
        "Beröm och kritik är lika välkomna", "Det här får inte finnas i kommentarerna", "Det här händer då",
        "Så anmäler du en kommentar", "Det du skriver blir offentligt", "Sekretess", "Vem som ansvarar för kanalerna",
    ):  # fmt: skip
        assert heading in text, heading
    rules = loading.load(profile).house_rules  # what a municipality does not say of its purpose is not made up
    assert ("Därför finns vi här" in text) is (rules.purpose is not None)
    assert ("Vad kommentarerna är till för" in text) is (rules.use_of_comments is not None)
