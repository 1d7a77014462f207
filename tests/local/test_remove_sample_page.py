import pytest
from django.utils import timezone

from accounts.models import Account
from activityplans.models import Plan
from activityplans.workflow import UNDER_WAY
from socialgov.local import sample
from socialgov.organisation import services
from socialgov.organisation.models import Person
from tests.factories.accounts import AccountFactory

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("test_remove_sample_page")]
PAGE = "/exempel/ta-bort/"


@pytest.fixture(scope="module")
def ljungsele(kept):
    with kept():
        sample.load(now=timezone.now())
        yield


@pytest.fixture
def karin(client, ljungsele) -> Person:
    person = Person.objects.get(name="Karin Lingonstig")
    client.force_login(person)
    return person


def test_every_page_has_the_way_to_take_the_sample_away(client, karin):
    assert f'href="{PAGE}"' in client.get("/personer/").text


def test_the_sample_stays_until_someone_real_can_let_people_in(client, karin):
    for response in (client.get(PAGE), client.post(PAGE)):
        assert "./run --no-sample" in response.text
        assert '<form method="post">' not in response.text
    assert Person.objects.get(pk=karin.pk).is_active


def test_with_someone_real_it_goes_and_its_people_are_signed_out(client, karin):
    real = services.set_up(municipality="Osby", name="Kim", email="kim@osby.example", now=timezone.now())
    assert client.post(PAGE)["Location"] == "/konto/login/"
    assert client.get("/personer/").status_code == 302
    client.force_login(real)
    assert "Ljungsele" not in client.get("/personer/").text
    assert not Account.objects.filter(is_sample=True).exclude(state="closed").exists()
    assert not Plan.objects.filter(is_sample=True, state__in=UNDER_WAY).exists()
    assert "Exempelkommun" not in client.get("/").text


def test_only_a_system_administrator_takes_it_away(client, karin):
    client.force_login(Person.objects.get(name="Pia Bokalund"))
    assert "Den systemansvariga tar bort det" in client.get(PAGE).text
    assert client.post(PAGE).status_code == 403


def test_with_things_of_ones_own_the_page_says_what_stays(client, karin):
    AccountFactory()
    assert "Därför är dess spår kvar" in client.get(PAGE).text
    assert "./run --no-sample" not in client.get(PAGE).text
