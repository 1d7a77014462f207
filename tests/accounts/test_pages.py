"""The registry's pages, as people of different roles meet them."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Account, Assignment, ListRelease
from accounts.services import channel_list
from socialgov.organisation.selectors import actor_for
from tests.factories.accounts import AccountFactory, AssignmentFactory, PartyLinkFactory
from tests.factories.organisation import PersonFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guidelines")]


@pytest.fixture
def karin(client):
    person = PersonFactory(communications=True)
    client.force_login(person)
    return person


def test_an_account_is_added_from_its_address_alone(client, karin):
    response = client.post(reverse("accounts:add"), {"address": "instagram.com/kulturskolan.exempel"}, follow=True)
    account = Account.objects.get()
    assert account.platform == "instagram"
    assert response.redirect_chain[-1][0] == reverse("accounts:account", args=[account.pk])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"address": ""}, "Klistra in en adress"),
        ({"address": "x" * 501}, "tecken för lång"),
        ({"address": "https://www.linkedin.com/in/nagon"}, "Den ska inte in i registret"),
        ({"name": "Kojan"}, "Välj var kontot ska finnas"),
    ],
)
def test_wrong_input_gets_a_sentence_and_what_was_typed_stays(client, karin, typed, sentence):
    response = client.post(reverse("accounts:add"), typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    for value in typed.values():
        assert value in response.content.decode()


def test_the_same_address_twice_names_the_account_that_has_it(client, karin):
    AccountFactory(
        name="Kulturskolan", address="https://www.facebook.com/kultur.exempel", address_key="facebook:kultur.exempel"
    )
    from socialgov.platforms.recognise import recognise

    Account.objects.update(address_key=recognise("facebook.com/kultur.exempel").key)
    response = client.post(reverse("accounts:add"), {"address": "facebook.com/kultur.exempel"})
    assert "Kulturskolan" in response.content.decode()
    assert Account.objects.count() == 1


def test_what_is_missing_is_a_task_with_a_button(client, karin):
    account = AssignmentFactory().account
    page = client.get(reverse("accounts:account", args=[account.pk])).content.decode()
    assert "Bara en administratör" in page
    assert reverse("accounts:people", args=[account.pk]) in page


def test_somebody_elses_account_is_not_found(client):
    client.force_login(AssignmentFactory().person)
    other = AccountFactory()
    for name in ("account", "change", "people", "custody", "close", "open_login"):
        assert client.get(reverse(f"accounts:{name}", args=[other.pk])).status_code == 404


def test_a_change_made_meanwhile_is_named_and_nothing_typed_is_lost(client, karin):
    account = AccountFactory(version=3)
    typed = {
        "name": "Mitt nya namn", "address": account.address, "version": "2", "audience": "public",
        "comments_open": "on",
    }  # fmt: skip
    response = client.post(reverse("accounts:change", args=[account.pk]), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "medan du skrev" in page
    assert "Mitt nya namn" in page
    typed["version"] = "3"
    assert client.post(reverse("accounts:change", args=[account.pk]), typed).status_code == 302


def test_hours_are_written_as_people_write_them(client, karin):
    account = AccountFactory(unit=UnitFactory())
    typed = {
        "name": account.name, "address": account.address, "version": "0", "audience": "public",
        "window": "tis–fre 10–17",
    }  # fmt: skip
    assert client.post(reverse("accounts:change", args=[account.pk]), typed).status_code == 302
    account.refresh_from_db()
    assert account.window[0] == [2, "10:00", "17:00"]


def test_pressing_add_twice_gives_one_part(client, karin):
    account, person = AccountFactory(), PersonFactory()
    typed = {"person": person.pk, "role": "administrator", "starts_on": "2026-11-20"}
    for _press in range(2):
        client.post(reverse("accounts:people", args=[account.pk]), typed)
    assert Assignment.objects.filter(account=account, person=person).count() == 1


def test_opening_a_login_asks_for_the_password_and_then_why(client, karin):
    account = AccountFactory()
    client.post(
        reverse("accounts:custody", args=[account.pk]),
        {"form": "deposit", "user_name": "ljungsele", "password": "mycket hemligt", "version": "0"},
    )
    response = client.post(reverse("accounts:open_login", args=[account.pk]), {"why": "Prov"})
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_reauthenticate"))


def test_publishing_from_the_page_makes_the_next_version(client, karin, now):
    AccountFactory(name="Ljungsele kommun")
    page = client.get(reverse("accounts:channel_list"))
    client.post(reverse("accounts:publish"), {"digest": page.context["digest"]})
    assert ListRelease.objects.get().number == 1


@pytest.fixture
def published(now):
    AccountFactory(name="Ljungsele bibliotek", address="https://www.facebook.com/biblioteket.exempel")
    from socialgov.platforms.recognise import recognise

    Account.objects.update(address_key=recognise("facebook.com/biblioteket.exempel").key)
    actor = actor_for(PersonFactory(communications=True), now=now)
    return channel_list.publish(seen_digest=channel_list.digest_of(channel_list.compose(now=now)), actor=actor, now=now)


def test_anyone_reads_the_list_without_signing_in(client, published):
    page = client.get(reverse("accounts:public_list"))
    assert page.status_code == 200
    assert "Ljungsele bibliotek" in page.content.decode()


def test_anyone_checks_an_address(client, published):
    page = client.get(reverse("accounts:public_list"), {"adress": "facebook.com/biblioteket.exempel"})
    assert "Ja, det här är vår kanal." in page.content.decode()


def test_the_list_is_searched_without_javascript(client, published):
    assert "Ljungsele bibliotek" in client.get(reverse("accounts:public_list"), {"q": "BIBLIO"}).content.decode()
    assert "Ingen kanal matchar" in client.get(reverse("accounts:public_list"), {"q": "zzz"}).content.decode()


def test_an_earlier_version_says_that_it_has_been_replaced(client, published, now):
    AccountFactory(name="Kojan")
    actor = actor_for(PersonFactory(communications=True), now=now)
    channel_list.publish(seen_digest=channel_list.digest_of(channel_list.compose(now=now)), actor=actor, now=now)
    page = client.get(reverse("accounts:public_version", args=[1])).content.decode()
    assert "Den har ersatts" in page
    assert "Kojan" not in page
    assert client.get(reverse("accounts:public_version", args=[99])).status_code == 404


def test_the_open_data_carry_number_and_digest(client, published):
    data = client.get(reverse("accounts:open_data")).json()
    assert data["version"] == 1
    assert data["sha256"] == published.digest


def test_no_persons_name_is_on_the_public_list(client, published):
    person = AssignmentFactory(account=Account.objects.get()).person
    assert person.name not in client.get(reverse("accounts:public_list")).content.decode()


@pytest.mark.rule("ATV-07")
def test_the_parties_links_stand_apart_under_the_disclaimer(client, now):
    PartyLinkFactory(name="Byabygdens Vänner")
    actor = actor_for(PersonFactory(communications=True), now=now)
    channel_list.publish(seen_digest=channel_list.digest_of(channel_list.compose(now=now)), actor=actor, now=now)
    page = client.get(reverse("accounts:public_list")).content.decode()
    heading, disclaimer, party = (
        page.index(text)
        for text in (
            "Partiernas egna kanaler",
            "Kommunen äger inte och ansvarar inte för innehållet på partiernas sidor.",
            "Byabygdens Vänner",
        )
    )
    assert heading < disclaimer < party


def test_an_account_entered_twice_with_one_form_is_one_account(client, karin):
    typed = {"name": "Nytt konto", "platform": "instagram", "token": str(uuid.uuid4())}
    places = {client.post(reverse("accounts:add"), typed)["Location"] for _press in range(2)}
    assert places == {reverse("accounts:account", args=[Account.objects.get(name="Nytt konto").pk])}


def test_a_party_someone_else_changed_is_told_and_two_of_the_same_are_refused(client, karin):
    known, other = PartyLinkFactory(version=4), PartyLinkFactory()
    address = reverse("accounts:party", args=[known.pk])
    typed = {
        "name": "Annat namn", "answer": "declined", "term_starts_on": known.term_starts_on,
        "term_ends_on": known.term_ends_on, "version": 3,
    }  # fmt: skip
    response = client.post(address, typed)
    assert response.status_code == 422
    assert "Annat namn" in response.text
    response = client.post(address, typed | {"version": 4, "name": other.name, "term_starts_on": other.term_starts_on})
    assert "står redan där för den mandatperioden" in response.text


def test_an_account_is_not_closed_on_a_day_to_come(client, karin):
    account = AccountFactory()
    day = timezone.localdate() + timedelta(days=1)
    response = client.post(reverse("accounts:close", args=[account.pk]), {"closed_on": day})
    assert "Den dagen har inte kommit än" in response.text
