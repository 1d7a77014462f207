"""An action link acts once, for one thing, without sign-in: never by being looked at, guessed or replayed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import patch

import pytest
from django import forms
from django.db import connection
from django.test import Client
from django.urls import reverse

from socialgov.journal.selectors import history_of
from socialgov.notices import links, services
from socialgov.notices.models import Link, Mail, WrongGuesses
from tests.factories import notices as made
from tests.factories.notices import MailFactory, issued_link, performed, token_of
from tests.factories.organisation import NOW, PersonFactory

pytestmark = pytest.mark.django_db
ANSWER = {"your_name": "Lina Pennfors", "answer": "ja"}


@pytest.fixture(autouse=True)
def _clock_and_empty_list():
    performed.clear()
    with patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def thing():
    return PersonFactory()


@pytest.fixture
def url(thing):
    return issued_link(thing)


def path_of(url: str) -> str:
    return url.removeprefix("http://localhost")


def test_the_token_is_256_random_bits_and_only_its_hash_is_kept(url, thing):
    token = token_of(url)
    assert len(token) == 43
    assert token not in str(Link.objects.values().get())
    assert token_of(issued_link(thing)) != token


def test_the_page_needs_no_sign_in_and_says_whom_the_link_was_sent_to(client, url):
    page = client.get(path_of(url))
    assert page.status_code == 200
    assert "lina@<wbr>provkoping.example" in page.content.decode()


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_mail_scanner_that_fetches_the_link_does_nothing(client, url, method):
    for _again in range(5):
        getattr(client, method)(path_of(url))
    link = Link.objects.get()
    assert (link.used_at, performed) == (None, [])
    assert client.post(path_of(url), ANSWER).status_code == 200
    assert len(performed) == 1


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_other_methods_are_refused(client, url, method):
    assert getattr(client, method)(path_of(url)).status_code == 405
    assert performed == []


def test_the_button_acts_and_the_page_says_what_was_done(client, url):
    page = client.post(path_of(url), ANSWER)
    assert "Tack för svaret ja." in page.content.decode()
    assert performed == [(Link.objects.get().pk, "ja")]


def test_it_is_journaled_without_names(client, url, thing):
    client.post(path_of(url), ANSWER)
    entries = history_of(thing)
    assert sorted(entry.verb for entry in entries) == ["link.issued", "link.used"]
    assert "Lina" not in str([entry.data for entry in entries])


def test_a_replay_says_kindly_what_was_done_and_by_whom(client, url):
    client.post(path_of(url), ANSWER)
    page = client.post(path_of(url), ANSWER | {"answer": "kanske"}).content.decode()
    assert "Tack för svaret ja." in page
    assert "Lina Pennfors" in page
    assert len(performed) == 1
    assert "Tack för svaret ja." in client.get(path_of(url)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_act_once(url):
    def press(_n):
        try:
            return Client().post(path_of(url), ANSWER).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(press, range(6))) == [200] * 6
    assert len(performed) == 1


def test_a_forwarded_link_works_for_whoever_has_it_and_records_the_doers_own_name(client, url):
    client.post(path_of(url), ANSWER | {"your_name": "Någon Annan"})
    link = Link.objects.get()
    assert (link.used_by_name, link.address) == ("Någon Annan", "lina@provkoping.example")


def test_an_expired_link_tells_so_and_does_nothing(client, thing):
    url = issued_link(thing, now=NOW - timedelta(days=8), days=7)
    for page in (client.get(path_of(url)), client.post(path_of(url), ANSWER)):
        assert page.status_code == 410
    assert performed == []


def test_a_withdrawn_link_does_nothing(client, url, thing):
    links.withdraw(purpose="test.thanks", about=thing, now=NOW)
    assert client.post(path_of(url), ANSWER).status_code == 410
    assert performed == []


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: token.swapcase(),
        lambda token: token[:-1],
        lambda token: token + "A",
        lambda token: "-" * 43,
        lambda token: "1",
    ],
)
def test_a_changed_token_opens_nothing(client, url, change):
    token = change(token_of(url))
    page = client.post(reverse("notices:link", args=[token]), ANSWER)
    assert page.status_code == 404
    assert performed == []


def test_a_token_can_not_be_steered_to_another_thing_or_purpose(client, url):
    client.post(path_of(url) + "?about_id=999&purpose=other", ANSWER | {"about_id": "999", "purpose": "other"})
    assert performed == [(Link.objects.get().pk, "ja")]


def test_guessing_is_slowed_down_and_even_a_right_guess_is_not_looked_at(client, url):
    for n in range(links.MOST_WRONG_GUESSES):
        assert client.get(reverse("notices:link", args=[f"guess{n}"])).status_code == 404
    page = client.get(path_of(url))
    assert page.status_code == 429
    assert int(page["Retry-After"]) > 0
    assert client.post(path_of(url), ANSWER).status_code == 429
    assert performed == []


def test_someone_else_is_not_slowed_down_and_ten_minutes_later_nobody_is(client, url):
    for n in range(links.MOST_WRONG_GUESSES):
        client.get(reverse("notices:link", args=[f"guess{n}"]))
    assert links.look(token=token_of(url), sender="192.0.2.7", now=NOW)
    assert links.look(token=token_of(url), sender="127.0.0.1", now=NOW + timedelta(minutes=11))


def test_network_addresses_are_kept_only_as_keyed_hashes_and_for_a_day(client):
    client.get(reverse("notices:link", args=["guess"]))
    assert "127.0.0.1" not in str(WrongGuesses.objects.values().get())
    links.forget_guesses(now=NOW + timedelta(days=2))
    assert not WrongGuesses.objects.exists()


def test_what_was_typed_stays_and_the_link_is_still_good(client, url):
    page = client.post(path_of(url), {"your_name": "Lina", "answer": ""})
    assert 'value="Lina"' in page.content.decode()
    page = client.post(path_of(url), ANSWER | {"answer": "nej"})
    assert "Skriv något annat än nej." in page.content.decode()
    assert Link.objects.get().used_at is None
    client.post(path_of(url), ANSWER)
    assert len(performed) == 1


def test_a_post_without_the_pages_own_token_is_refused(url):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(path_of(url), ANSWER).status_code == 403
    assert performed == []


def test_the_address_reaches_neither_other_sites_nor_search_engines_nor_caches(client, url):
    page = client.get(path_of(url))
    assert page["Referrer-Policy"] == "same-origin"
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    assert "http" not in page.content.decode().split("<body")[1].replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("name", ["plan.sign", "login.open", "secrecy.show", "custody.open", "reset_password"])
def test_signing_logins_and_secrecy_can_not_be_done_by_link(name):
    with pytest.raises(links.SensitivePurpose):
        links.register_purpose(name, "X", forms.Form, made.thank)


def test_a_purpose_marked_sensitive_is_refused():
    with pytest.raises(links.SensitivePurpose):
        links.register_purpose("harmless.name", "X", forms.Form, made.thank, sensitive=True)


def test_a_mail_whose_link_was_used_has_arrived(client, thing):
    url = issued_link(thing)
    notice = services.announce(kind="test_prompt", key="1", recipient=thing, now=NOW, context={"what": "a"}, url=url)
    mail = MailFactory(sent=True)
    notice.mail, notice.state = mail, "in_mail"
    notice.save()
    client.post(path_of(url), ANSWER)
    assert Mail.objects.get(pk=mail.pk).arrived_at == NOW


def test_when_performing_fails_nothing_is_marked_as_done(client, url):
    with pytest.raises(RuntimeError):
        client.post(path_of(url), ANSWER | {"answer": "krasch"})
    assert Link.objects.get().used_at is None
