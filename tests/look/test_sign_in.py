"""Signing in, in our own pages and words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socialgov.look import middleware
from tests.factories.organisation import PASSWORD, PersonFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("empty_cache"),
    pytest.mark.urls("tests.look.urls_for_tests"),
]


@pytest.fixture
def person():
    return PersonFactory(name="Fatima Solbänk", email="fatima@ljungsele.example", signs_in=True)


def sign_in(client, **data):
    return client.post(
        "/konto/login/?next=/style/",
        {"login": "fatima@ljungsele.example", "password": PASSWORD, "next": "/style/", **data},
    )


def test_signing_in_leads_where_one_was_going(client, person):
    page = client.get("/konto/login/?next=/style/")
    assert '<input type="hidden" name="next" value="/style/"' in page.text
    response = sign_in(client)
    assert response.status_code == 302, response.text
    assert response["Location"] == "/style/"


@pytest.mark.parametrize("wrong", [{"password": "fel-lösenord"}, {"login": "ingen@ljungsele.example"}])
def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client, person, wrong):
    response = sign_in(client, **wrong)
    assert "E-posten eller lösenordet stämmer inte. Försök igen eller välj ett nytt lösenord." in response.text
    assert PASSWORD not in response.text


def test_an_empty_form_says_what_to_write(client):
    response = client.post("/konto/login/", {})
    assert "Skriv din e-post." in response.text
    assert "Skriv ditt lösenord." in response.text
    assert 'href="#id_login"' in response.text


def test_too_many_attempts_are_told_to_wait(client, person):
    for _ in range(7):
        response = sign_in(client, password="fel")
    assert "Vänta fem minuter" in response.text


def test_the_shared_tablet_is_remembered_in_the_session(client, person):
    sign_in(client, shared_tablet="on")
    assert client.session["shared_tablet"] is True
    page = client.get("/style/")
    assert "data-tablet" in page.text
    assert page["Cache-Control"] == "private, no-store"


def test_elsewhere_pages_are_asked_for_anew_but_may_be_kept(client, person):
    sign_in(client)
    assert client.get("/style/")["Cache-Control"] == "private, no-cache"


def later(session, **ago):
    session[middleware.LAST_ACTIVE] = (timezone.now() - timedelta(**ago)).timestamp()
    session.save()


def test_two_idle_minutes_on_a_shared_tablet_sign_out(client, person):
    sign_in(client, shared_tablet="on")
    client.get("/style/")
    later(client.session, seconds=136)
    response = client.get("/style/")
    assert response.status_code == 302
    assert response["Location"].startswith("/konto/login/")
    assert client.get("/style/").status_code == 302


def test_a_tap_keeps_the_person_signed_in(client, person):
    sign_in(client, shared_tablet="on")
    later(client.session, seconds=110)
    assert client.post("/choices/stay/").status_code == 204
    assert timezone.now().timestamp() - client.session[middleware.LAST_ACTIVE] < 60


def test_polling_does_not_keep_the_person_signed_in(client, person):
    sign_in(client, shared_tablet="on")
    client.get("/style/")
    later(client.session, seconds=100)
    before = client.session[middleware.LAST_ACTIVE]
    client.get("/style/", headers={"X-Background": "1"})
    assert client.session[middleware.LAST_ACTIVE] == before


def test_htmx_on_an_idle_tablet_changes_the_page(client, person):
    sign_in(client, shared_tablet="on")
    later(client.session, seconds=300)
    response = client.get("/style/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/style/"})
    assert response.status_code == 401
    assert response["HX-Redirect"].startswith("/konto/login/")


def test_other_devices_do_not_sign_out_by_themselves(client, person):
    sign_in(client)
    later(client.session, hours=3)
    assert client.get("/style/").status_code == 200
