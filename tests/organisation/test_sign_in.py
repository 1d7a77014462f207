import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from socialgov.organisation import services
from socialgov.organisation.models import Person
from socialgov.organisation.sign_in import password_link
from socialgov.organisation.web import authenticated_at
from socialgov.wiring.events import deliver
from tests.factories.organisation import PASSWORD, PersonFactory, acting

pytestmark = pytest.mark.django_db
NEW = "en-helt-annan-mening-9"


@pytest.fixture(autouse=True)
def _fresh_limits(settings):
    """Attempts are counted in this test's own cache: emptying the shared Redis would empty everyone's."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(uuid4())}}


@pytest.fixture
def lina() -> Person:
    return PersonFactory(name="Lina Pennfors", email="lina@provkoping.example", signs_in=True)


def sign_in(client, email="lina@provkoping.example", password=PASSWORD, **more):
    return client.post("/konto/login/", {"login": email, "password": password, **more})


def signed_in(client) -> bool:
    return client.get("/personer/").status_code == 200


def link_in_mail() -> str:
    return re.search(r"http://localhost(/konto/password/reset/key/\S+)", mail.outbox[-1].body).group(1)


def choose_password(client, link: str, password=NEW):
    page = client.get(link, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})


@pytest.mark.parametrize("email", ["lina@provkoping.example", " LINA@Provkoping.EXAMPLE "])
def test_the_address_signs_in_in_any_letters(client, lina, email):
    assert sign_in(client, email)["Location"] == "/"
    assert signed_in(client)


def test_after_sign_in_one_comes_back_to_where_one_was_going(client, lina):
    asked = client.get("/franvaro/?a=1")
    assert asked["Location"] == "/konto/login/?next=%2Ffranvaro%2F%3Fa%3D1"
    assert sign_in(client, next="/franvaro/?a=1")["Location"] == "/franvaro/?a=1"
    assert sign_in(Client(), next="https://elsewhere.example/")["Location"] == "/"


def test_a_form_sent_after_the_session_ended_comes_back_to_the_form(client):
    response = client.post("/personer/1/slutar/", {}, headers={"Referer": "http://testserver/personer/1/"})
    assert response["Location"] == "/konto/login/?next=%2Fpersoner%2F1%2F"


def test_a_wrong_password_an_unknown_address_and_someone_who_left_get_the_same_answer(lina):
    PersonFactory(email="rut@provkoping.example", left=True, with_password="")
    answers = {
        re.sub(
            r'name="csrfmiddlewaretoken" value="\w+"|value="[^"]*@[^"]*"|csrf-token" content="\w+"', "", response.text
        )
        for response in (
            sign_in(Client(), password="fel"),
            sign_in(Client(), "nobody@provkoping.example"),
            sign_in(Client(), "rut@provkoping.example"),
        )
    }
    assert len({re.sub(r'X-CSRFToken": "\w+"', "", text) for text in answers}) == 1


def test_five_wrong_passwords_close_the_address_for_a_while(client, lina):
    for _attempt in range(5):
        assert sign_in(client, password="fel").status_code == 200
    sign_in(client)
    assert not signed_in(client)


def test_who_is_deactivated_is_signed_out_at_once(client, lina, karin):
    sign_in(client)
    assert signed_in(client)
    services.deactivate_person(person=lina, actor=acting(karin, now=timezone.now()), now=timezone.now())
    assert not signed_in(client)
    assert sign_in(client).status_code == 200
    assert not signed_in(client)


def test_a_new_person_chooses_a_password_through_the_link_in_the_mail_once(client, office, karin):
    data = {"name": "Ny Person", "email": "ny@provkoping.example", "unit": karin.unit_id}
    assert office.post("/personer/ny/", data).status_code == 302
    assert mail.outbox == []
    deliver(now=timezone.now())
    assert mail.outbox[0].to == ["ny@provkoping.example"]
    assert "Hej Ny Person" in mail.outbox[0].body
    link, browser = link_in_mail(), Client()
    assert choose_password(browser, link).status_code == 302
    assert sign_in(Client(), "ny@provkoping.example", NEW)["Location"] == "/"
    assert choose_password(Client(), link).status_code in (200, 405)
    assert not sign_in(Client(), "ny@provkoping.example", "annat-losenord-123").has_header("Location")


def test_a_forgotten_password_is_answered_alike_for_known_unknown_and_left(lina):
    PersonFactory(email="rut@provkoping.example", left=True)
    for address in ("lina@provkoping.example", "nobody@provkoping.example", "rut@provkoping.example"):
        response = Client().post("/konto/password/reset/", {"email": address})
        assert (response.status_code, response["Location"]) == (302, "/konto/password/reset/done/")
    deliver(now=timezone.now())
    assert [sent.to for sent in mail.outbox] == [["lina@provkoping.example"]]
    assert choose_password(Client(), link_in_mail()).status_code == 302
    assert sign_in(Client(), password=NEW)["Location"] == "/"


@pytest.mark.parametrize("password", ["kort", "lina pennfors", "qwerty123456", "lina@provkoping.example"])
def test_a_password_that_can_be_guessed_is_refused(lina, password):
    response = choose_password(Client(), password_link(lina).removeprefix("http://localhost"), password)
    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_link_does_not_outlive_the_person(lina, karin):
    link = password_link(lina).removeprefix("http://localhost")
    services.deactivate_person(person=lina, actor=acting(karin, now=timezone.now()), now=timezone.now())
    choose_password(Client(), link)
    assert not Person.objects.get(pk=lina.pk).has_usable_password()


def test_the_old_address_no_longer_signs_in(client, lina, office):
    data = {"name": lina.name, "email": "lina.ny@provkoping.example", "unit": lina.unit_id, "version": 0}
    assert office.post(f"/personer/{lina.pk}/andra/", data).status_code == 302
    assert not sign_in(Client()).has_header("Location")
    assert sign_in(Client(), "lina.ny@provkoping.example")["Location"] == "/"


def test_people_of_the_sample_get_no_links_and_keep_the_printed_password(client):
    person = PersonFactory(email="karin@ljungsele.example", is_sample=True, signs_in=True)
    client.post("/konto/password/reset/", {"email": person.email})
    deliver(now=timezone.now())
    assert mail.outbox == []
    sign_in(client, person.email)
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert "skrevs ut vid starten" in client.post("/konto/password/change/", data).text
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "login/code/confirm/"])
def test_nobody_signs_up_or_changes_their_address_by_themselves(client, lina, path):
    sign_in(client)
    assert client.get(f"/konto/{path}").status_code == 404


def test_the_moment_of_sign_in_is_known_and_renewed_by_the_password(client, lina, rf):
    sign_in(client)
    request = rf.get("/")
    request.session, request.user = client.session, lina
    first = authenticated_at(request)
    assert timezone.now() - first < timedelta(minutes=1)
    assert client.post("/konto/reauthenticate/", {"password": "fel"}).status_code == 200
    assert client.post("/konto/reauthenticate/", {"password": PASSWORD}).status_code == 302
    request.session = client.session
    assert authenticated_at(request) > first


def test_every_page_names_who_is_signed_in(client, lina):
    sign_in(client)
    assert "Lina Pennfors" in client.get("/franvaro/").text
