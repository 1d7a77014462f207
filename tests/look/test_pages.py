"""Pages of the look answer, in their own frame."""

import pytest
from django.test import Client

from tests.factories.organisation import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(name="Karin Lingonstig")


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    return client


def test_the_style_page_is_for_staff(client):
    response = client.get("/style/")
    assert response.status_code == 302
    assert response["Location"].startswith("/konto/login/")


def test_the_style_page_shows_every_part(signed_in):
    response = signed_in.get("/style/")
    assert response.status_code == 200
    for part in (
        "due--alarm",
        "status--done",
        "timeline",
        "steps",
        "evidence",
        "error-summary",
        "dialog",
        "toast-line",
    ):
        assert part in response.text


@pytest.mark.parametrize("path", ["/konto/login/", "/konto/password/reset/"])
def test_sign_in_pages_have_their_own_frame(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert 'class="entrance"' in response.text
    assert 'lang="sv"' in response.text


def test_an_unknown_address_says_what_to_do(signed_in):
    for browser in (Client(), signed_in):
        response = browser.get("/finns-inte/")
        assert response.status_code == 404
        assert "Sidan finns inte här" in response.text
