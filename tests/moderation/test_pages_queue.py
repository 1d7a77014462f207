"""The list of comments, as the people who answer meet it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation.models import Item, OversightRound
from moderation.services import answers, forwarding
from socialgov.organisation.selectors import actor_for
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ConnectionFactory, ItemFactory
from tests.factories.organisation import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lina(client):
    person = PersonFactory(name="Lina Pennfors")
    client.force_login(person)
    return person


@pytest.fixture
def account(lina):
    return AssignmentFactory(account=AccountFactory(name="Tallbackaskolan", platform="instagram"), person=lina).account


def item(account, text="Hej!", due=timedelta(days=2), **more):
    now = timezone.now()
    at = now + due if due is not None else None
    times = {"target_at": at, "due_at": at, "limit_at": at and at + timedelta(days=3)}
    return ItemFactory(
        account=account, text=text, received_at=now - timedelta(hours=2), detected_at=now - timedelta(hours=2),
        clocked=False, **times | more,
    )  # fmt: skip


def page(client, query="", **headers):
    return client.get(reverse("moderation:queue") + query, headers=headers).content.decode()


def in_order(html, *words):
    places = [html.index(word) for word in words]
    return places == sorted(places)


def test_alarms_stand_on_top_then_what_is_due_first(client, account):
    item(account, "Senare kommer", timedelta(days=3))
    item(account, "Snart borta", timedelta(minutes=30))
    item(account, "Orkar inte", None, danger=True, secrecy=False)
    item(account, "Bluff här", None, urgency="now")
    item(account, "Tack då", None)
    html = page(client)
    assert in_order(html, "Orkar inte", "Bluff här", "Snart borta", "Senare kommer", "Tack då")
    assert in_order(html, ">Nu <", ">Senare <", "Tack då")
    assert "Fara – agera nu" in html
    assert "30 min kvar" in html.replace("\xa0", " ") or "29 min kvar" in html.replace("\xa0", " ")


def test_only_ones_own_accounts_are_shown_until_all_are_asked_for(client, account, lina):
    other = AccountFactory(unit=lina.unit)
    AssignmentFactory(account=other)
    PersonFactory(manager=True, unit=lina.unit)
    item(account, "Min fråga")
    item(other, "Deras fråga")
    assert "Deras fråga" not in page(client)


def test_the_office_sees_all_and_is_told_what_others_must_answer_today(client):
    karin = PersonFactory(communications=True)
    mine = AssignmentFactory(person=karin).account
    client.force_login(karin)
    item(mine, "Min fråga")
    item(AccountFactory(), "Brådskande hos andra", timedelta(minutes=5), plan_by=timezone.now())
    html = page(client)
    assert "Brådskande hos andra" not in html
    assert "1 på andra konton måste besvaras" in html.replace("\xa0", " ")
    assert "Brådskande hos andra" in page(client, "?vems=alla")


def test_someone_who_runs_no_account_sees_all_at_once(client):
    client.force_login(PersonFactory(communications=True))
    item(AccountFactory(), "En fråga")
    assert "En fråga" in page(client)


def test_filters_choose_by_state_channel_and_kind(client, account):
    item(account, "Vanlig kommentar")
    item(account, "Ett meddelande", kind="message")
    item(account, "Redan svarad", handling="answered", answered_at=timezone.now(), closed_at=timezone.now())
    assert "Redan svarad" not in page(client)
    assert "Redan svarad" in page(client, "?status=besvarade")
    assert "Vanlig kommentar" not in page(client, "?sort=meddelanden")
    assert "Vanlig kommentar" in page(client, "?kanal=instagram")
    assert "Vanlig kommentar" not in page(client, "?kanal=facebook")


@pytest.mark.parametrize(
    "query", ["?konto=x", "?konto=٣", "?status=allt", "?efter=%00", "?sidor=999999", "?vems=[]", "?kanal=%00"]
)
def test_an_address_that_makes_no_sense_shows_the_list_anyway(client, account, query):
    assert client.get(reverse("moderation:queue") + query).status_code == 200


def test_an_empty_list_says_what_to_do_next(client, account):
    html = page(client)
    assert "Allt är besvarat." in html
    assert "Klar – inget nytt" in html
    assert "Allt är besvarat." not in page(client, "?sort=anmalningar")
    client.post(reverse("moderation:check", args=[account.pk]))
    client.post(reverse("moderation:check", args=[account.pk]))
    assert OversightRound.objects.filter(account=account, found_nothing=True).count() == 1
    assert "Nästa koll senast" in page(client)


@pytest.mark.rule("ATV-38")
def test_opening_the_list_is_a_look_at_what_comes_in_by_itself(client, lina):
    connected = ConnectionFactory().account
    AssignmentFactory(account=connected, person=lina)
    seen = item(connected, "Ny")
    page(client)
    page(client)
    assert OversightRound.objects.filter(account=connected).count() == 1
    seen.refresh_from_db()
    assert seen.first_known_at is not None


def test_the_page_goes_on_by_a_key_and_each_comment_comes_once(client, account):
    for number in range(35):
        item(account, f"Fråga nummer {number:02}.", timedelta(days=2, minutes=number))
    first = page(client)
    assert "Fråga nummer 29." in first and "Fråga nummer 30." not in first
    more = first.split('class="btn btn-secondary btn-sm" href="/kommentarer/?')[1].split('"')[0].replace("&amp;", "&")
    second = page(client, f"?{more}")
    assert "Fråga nummer 30." in second and "Fråga nummer 29." not in second
    part = client.get(
        reverse("moderation:queue") + f"?{more}", headers={"HX-Request": "true", "HX-Target": "more-x"}
    ).content.decode()
    assert "Fråga nummer 34." in part and "<html" not in part


def test_a_row_says_who_writes_and_who_is_waited_for(client, account, lina):
    other = PersonFactory(name="Jonas Tallkvitter", communications=True)
    now = timezone.now()
    answers.claim(item=item(account, "En"), actor=actor_for(other, now=now), now=now)
    forwarding.forward(
        item=item(account, "Två"), route="building", address="bygglov@ljungsele.example", question="När?",
        actor=actor_for(lina, now=now), now=now,
    )  # fmt: skip
    html = page(client)
    assert "Jonas skriver svar" in html
    assert "Väntar på svar från Bygglov" in html


def test_what_is_marked_for_secrecy_is_not_read_by_those_who_may_not(client, account):
    item(account, "Melker i 4B utreds", secrecy=True, visibility="hidden", hidden_at=timezone.now())
    reader = PersonFactory(auditor=True)
    client.force_login(reader)
    html = page(client, "?vems=alla&status=oppna")
    assert "Melker" not in html
    Item.objects.update(visibility="visible")
    html = page(client, "?vems=alla")
    assert "Melker" not in html
    assert "Du kan inte läsa vad det står" in html


def test_one_line_for_each_is_remembered(client, account):
    item(account)
    assert "queue--lines" not in page(client)
    response = client.post(reverse("moderation:rows"), {"rader": "en", "next": "/kommentarer/?kanal=x"})
    assert response["Location"] == "/kommentarer/?kanal=x"
    assert "queue--lines" in page(client)
    client.post(reverse("moderation:rows"), {"rader": "flera", "next": "//evil.example"})
    assert "queue--lines" not in page(client)


def test_an_open_page_asks_what_is_new_and_gets_nothing_when_nothing_is(client, account):
    row = item(account, "Hej hej")
    url = reverse("moderation:current") + f"?oppen={row.pk}&sedd={row.version}"
    first = client.get(url)
    assert first.status_code == 200 and first["ETag"]
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    other = PersonFactory(name="Jonas Tallkvitter", communications=True)
    answers.claim(item=row, actor=actor_for(other, now=timezone.now()), now=timezone.now())
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert "Jonas Tallkvitter skriver svar just nu" in again.content.decode()


def test_an_open_page_is_told_that_someone_was_faster(client, account):
    row = item(account)
    url = reverse("moderation:current") + f"?oppen={row.pk}&sedd={row.version}"
    other = PersonFactory(name="Karin Lingonstig", communications=True)
    answers.reply(
        item=row,
        text="Klart!",
        seen_version=row.version,
        actor=actor_for(other, now=timezone.now()),
        now=timezone.now(),
    )
    assert "Karin svarade medan du skrev. Din text finns kvar." in client.get(url).content.decode()


def test_the_list_takes_as_few_questions_however_long_it_is(client, account, django_assert_max_num_queries):
    def ask(number):
        for n in range(number):
            now = timezone.now()
            forwarding.forward(
                item=item(account, f"Fråga {n}"), route="other", person=PersonFactory(), question="Vad?",
                actor=actor_for(PersonFactory(communications=True), now=now), now=now,
            )  # fmt: skip

    ask(2)
    page(client)
    with django_assert_max_num_queries(32) as few:
        page(client)
    ask(20)
    with django_assert_max_num_queries(len(few)):
        page(client)
