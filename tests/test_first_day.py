"""An installation with only its first person in it, and no guidelines yet: every page works or says what to do."""

import pytest
from django.urls import reverse
from django.utils import timezone

from activityplans.models import Plan
from socialgov.celery import app
from socialgov.organisation import services
from socialgov.policy import selectors
from socialgov.policy.models import Adopted
from socialgov.wiring.sweeps import beat_schedule
from tests.factories.accounts import AccountFactory
from tests.factories.organisation import PersonFactory, UnitFactory
from tests.test_every_url import URLS, known
from tests.urls import World

pytestmark = pytest.mark.django_db


def needs_nothing(name: str) -> bool:
    """An address of the whole municipality: it is about no row."""
    try:
        return not URLS[name].kwargs(World())
    except (AttributeError, LookupError, RuntimeError):  # it asks the world or the database for a row
        return False


PAGES = sorted(name for name in known() if (URLS[name].get or URLS[name].public) and needs_nothing(name))


@pytest.fixture
def first(client):
    person = services.set_up(municipality="Osby kommun", name="Kim", email="kim@osby.example", now=timezone.now())
    client.force_login(person)
    client.raise_request_exception = False
    return person


@pytest.mark.parametrize("name", PAGES)
def test_the_page_answers(name, client, first):
    assert client.get(reverse(name)).status_code < 500 or name == "health_ready"


def test_an_account_and_its_pages_work_before_guidelines(client, first):
    page = client.post(reverse("accounts:add"), {"address": "instagram.com/osby.exempel"}, follow=True)
    assert page.status_code == 200
    where = page.redirect_chain[-1][0]
    for path in (where, *(f"{where}{part}/" for part in ("andra", "personer", "inloggning", "avsluta"))):
        assert client.get(path).status_code == 200, path


def adopt(client, **changes):
    form = {
        "profile": "osby", "decided_on": "2026-03-25", "decided_by": "Kommunfullmäktige, § 41",
        "diary_number": "KS 2026-00112", "version": "0",
    }  # fmt: skip
    return client.post(reverse("policy:adopt"), form | changes)


def test_the_first_page_leads_to_choosing_guidelines_and_from_there_everything_works(client, first):
    assert f'href="{reverse("policy:adopt")}"' in client.get("/").text
    assert adopt(client, profile="fargelanda")["Location"] == reverse("policy:guidelines")
    page = client.get(reverse("policy:guidelines")).text
    assert "Kommunfullmäktige, § 41" in page
    assert selectors.guidelines().about.municipality == "Osby kommun"
    assert client.get("/").status_code == 200
    assert reverse("policy:adopt") not in client.get("/").text


def test_whoever_may_not_adopt_is_told_whom_to_ask(client, first):
    client.force_login(PersonFactory(unit=first.unit))
    page = client.get("/").text
    assert "Be den systemansvariga" in page
    assert reverse("policy:adopt") not in page
    assert adopt(client).status_code == 403


def test_a_form_that_needs_guidelines_is_answered_and_nothing_is_written(client, first):
    unit = UnitFactory(name="Skolan")
    assert client.post(reverse("activityplans:start"), {"unit": unit.pk}).status_code == 409
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"profile": "storstad"}, "Välj ett av alternativen."),
        ({"decided_on": "2099-01-01"}, "Beslutsdatumet ligger i framtiden"),
        ({"decided_by": " "}, "Här behövs ett svar."),
    ],
)
def test_a_decision_that_can_not_be_is_refused_beside_its_field(client, first, changes, sentence):
    response = adopt(client, **changes)
    assert response.status_code == 422
    assert sentence in response.text
    assert "KS 2026-00112" in response.text


def test_two_who_adopt_at_once_are_told_of_each_other_and_one_twice_is_once(client, first):
    for _press in range(2):
        assert adopt(client).status_code == 302
    assert Adopted.objects.count() == 1
    response = adopt(client, profile="valdemarsvik")
    assert response.status_code == 422
    assert "Kim ändrade det här" in response.text
    assert adopt(client, profile="valdemarsvik", version=Adopted.objects.get().pk).status_code == 302


def test_everything_in_the_background_runs_before_guidelines(client, first):
    AccountFactory(unit=first.unit)
    app.loader.import_default_modules()
    names = {entry["task"] for entry in beat_schedule().values()}
    assert len(names) > 5
    for name in sorted(names):
        app.tasks[name]()
