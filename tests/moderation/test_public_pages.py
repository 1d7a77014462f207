"""Anyone reports a comment or an impostor, and sees what became of it."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from moderation.models import Item
from tests.factories.accounts import AccountFactory
from tests.factories.organisation import PersonFactory
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _guidelines():
    adopted()


@pytest.fixture
def sender(client):
    """A sender of this test's own, so that counting does not reach over to others."""
    sender.number = getattr(sender, "number", 0) + 1
    client.defaults["REMOTE_ADDR"] = f"192.0.2.{sender.number}"
    return client


def send(client, **changes):
    typed = {"text": "Någon kallar personalen för idioter.", "address": "", "email": "", "website": ""} | changes
    return client.post(reverse("moderation:report"), typed)


@pytest.mark.rule("ATV-30")
def test_a_report_gets_a_number_and_lands_in_the_queue(sender):
    account = AccountFactory(name="Björkdungens äldreboende")
    response = sender.get(send(sender, account=account.pk).url)
    item = Item.objects.get()
    assert (item.kind, item.account, item.receipt) == ("report", account, 1)
    assert "A-0001" in response.content.decode()
    assert item.due_at is not None


def test_the_status_page_tells_and_leaks_nothing(sender):
    send(sender, text="Grannen Bertil eldar sopor")
    page = sender.get(reverse("moderation:report_status"), {"nummer": "A-0001"}).content.decode()
    assert "Vi har tagit emot din anmälan" in page
    assert "Bertil" not in page


@pytest.mark.parametrize("number", ["A-9999", "hej", "", "A-0001'; --", "9" * 30])
def test_a_number_that_was_never_given_gets_a_sentence(sender, number):
    response = sender.get(reverse("moderation:report_status"), {"nummer": number})
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "svar"),
        ({"text": "x" * 5001}, "tecken för lång"),
        ({"email": "inte en adress"}, "e-post"),
        ({"account": "999999"}, "Välj"),
    ],
)
def test_wrong_input_gets_a_sentence_and_what_was_typed_stays(sender, typed, sentence):
    response = send(sender, **typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Item.objects.exists()


def test_sending_twice_is_one_report(sender):
    send(sender)
    send(sender)
    assert Item.objects.count() == 1


def test_a_program_that_fills_in_everything_is_not_listened_to(sender):
    send(sender, website="https://spam.example")
    assert not Item.objects.exists()


def test_too_many_from_one_place_are_asked_to_wait(sender):
    for number in range(10):
        send(sender, text=f"Anmälan nummer {number}")
    response = send(sender, text="En till")
    assert response.status_code == 422
    assert "Vänta tio minuter" in response.content.decode()
    assert "En till" in response.content.decode()


def test_a_report_matters_more_than_counting_it(sender, monkeypatch):
    def down(*_args, **_kwargs):
        raise ConnectionError

    monkeypatch.setattr(cache, "add", down)
    send(sender)
    assert Item.objects.count() == 1


def test_an_impostor_is_reported_from_the_answer_about_its_address(sender):
    address = "facebook.com/ljungsele.kommun.kundservice.exempel"
    page = sender.get(reverse("moderation:report_impostor"), {"adress": address})
    assert address in page.content.decode()
    sender.post(reverse("moderation:report_impostor"), {"address": address, "text": "Lurar folk", "website": ""})
    assert Item.objects.get().suggestion == "impostor"


def test_the_public_list_leads_here(client, now):
    from accounts.services import channel_list
    from socialgov.organisation.selectors import actor_for

    account = AccountFactory()
    actor = actor_for(PersonFactory(communications=True), now=now)
    channel_list.publish(seen_digest=channel_list.digest_of(channel_list.compose(now=now)), actor=actor, now=now)
    page = client.get(reverse("accounts:public_list")).content.decode()
    assert f"{reverse('moderation:report')}?konto={account.pk}" in page


@pytest.fixture
def now():
    from tests.factories.organisation import NOW

    return NOW
