"""Every form: empty, too long, of the wrong kind, with NUL, about someone else's things, sent twice, and stale."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socialgov.organisation import services
from socialgov.organisation.models import Absence, Grant, Person, Unit
from tests.factories.organisation import (
    AbsenceFactory,
    PersonFactory,
    UnitFactory,
    acting,
    municipality,
)

pytestmark = pytest.mark.django_db
LONG = "å" * 5000


@pytest.fixture
def lina(karin) -> Person:
    return PersonFactory(name="Lina Pennfors", unit=UnitFactory(name="Tallbackaskolan"))


def day(offset: int) -> str:
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


def person_data(unit, **changes) -> dict:
    data = {"name": "Ny Person", "email": "ny@provkoping.example", "title": "rektor", "phone": "070-174 06 30"}
    return data | {"unit": unit.pk} | changes


def errors(response) -> set[str]:
    assert response.status_code == 200, response.status_code
    return set(response.context["form"].errors)


@pytest.fixture
def forms(lina, karin) -> dict[str, tuple[str, dict]]:
    """Every form of the room: its address, and right input."""
    absence = AbsenceFactory(
        person=lina, first_day=timezone.localdate(), last_day=timezone.localdate() + timedelta(days=3)
    )
    unit_data = {"name": "Ny enhet", "kind": "unit", "parent": municipality().pk, "email": "ny@provkoping.example"}
    return {
        "new person": ("/personer/ny/", person_data(lina.unit)),
        "person": (f"/personer/{lina.pk}/andra/", person_data(lina.unit, version=0)),
        "hours": (f"/personer/{lina.pk}/arbetstid/", {"hours": "ons–fre 8–12", "version": 0}),
        "last day": (f"/personer/{lina.pk}/slutar/", {"leaves_on": day(30), "version": 0}),
        "role": (f"/personer/{lina.pk}/roller/", {"package": "manager", "unit": lina.unit_id}),
        "new unit": ("/personer/enheter/ny/", unit_data),
        "unit": (f"/personer/enheter/{lina.unit_id}/", unit_data | {"version": 0}),
        "new absence": (
            f"/franvaro/ny/?person={lina.pk}",
            {"first_day": day(10), "last_day": day(12), "substitute": karin.pk},
        ),
        "absence": (
            f"/franvaro/{absence.pk}/",
            {"first_day": day(0), "last_day": day(5), "substitute": karin.pk, "version": 0},
        ),
    }


NAMES = ("new person", "person", "hours", "last day", "role", "new unit", "unit", "new absence", "absence")
MAY_BE_EMPTY = {"hours": {"version"}, "last day": {"version"}}
VERSIONED = ("person", "hours", "last day", "unit", "absence")


@pytest.mark.parametrize("name", NAMES)
def test_right_input_is_taken_and_the_page_shows_what_there_is(name, office, forms):
    path, data = forms[name]
    assert office.get(path).status_code == 200
    assert office.post(path, data).status_code == 302


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_form_says_what_is_missing(name, office, forms):
    wrong = errors(office.post(forms[name][0], {}))
    assert wrong == MAY_BE_EMPTY.get(name, wrong)
    assert wrong


@pytest.mark.parametrize("junk", [LONG, "\0", "\0\0a", "-1", "9" * 40, "<script>", "NaN", "2026-13-45"])
@pytest.mark.parametrize("name", NAMES)
def test_junk_in_any_field_is_answered_with_a_page_and_never_with_a_failure(name, junk, office, forms):
    path, data = forms[name]
    for field in data:
        response = office.post(path, data | {field: junk})
        assert response.status_code in (200, 302), f"{field}: {response.status_code}"


@pytest.mark.parametrize("name", NAMES)
def test_what_was_typed_stays_beside_what_is_wrong(name, office, forms):
    path, data = forms[name]
    last = [field for field in data if field != "version"][-1]
    response = office.post(path, data | {last: "x" * 300})
    assert last in errors(response)
    for field in data.keys() - {last, "version"}:
        assert str(response.context["form"][field].value()) == str(data[field])
    assert "error-summary" in response.text


@pytest.mark.parametrize("name", NAMES)
def test_a_form_sent_twice_is_harmless(name, office, forms):
    path, data = forms[name]
    first = office.post(path, data)
    rows = [model.objects.count() for model in (Person, Unit, Grant, Absence)]
    second = office.post(path, data)
    assert rows == [model.objects.count() for model in (Person, Unit, Grant, Absence)]
    assert second.status_code == 302, second.context["form"].errors
    if name != "new person":
        assert second["Location"] == first["Location"]


@pytest.mark.parametrize("name", VERSIONED)
def test_a_stale_form_says_who_was_faster_keeps_what_was_typed_and_can_be_sent_again(name, office, forms, lina):
    path, data = forms[name]
    jonas = PersonFactory(name="Jonas Tallkvitter", communications=True, system_administrator=True)
    now, me = timezone.now(), acting(jonas, now=timezone.now())
    if name == "unit":
        changed = {
            "version": 0,
            "name": "Jonas namn",
            "kind": "unit",
            "parent": lina.unit.parent,
            "email": "",
            "phone": "",
        }
        services.change_unit(unit=lina.unit, **changed, has_secrecy=True, actor=me, now=now)
    elif name == "absence":
        changed = {"first_day": timezone.localdate(), "last_day": timezone.localdate(), "substitute": None}
        services.change_absence(absence=Absence.objects.get(), version=0, **changed, actor=me, now=now)
    else:
        services.set_working_hours(person=lina, version=0, text="mån 8–9", actor=me, now=now)
    response = office.post(path, data)
    assert errors(response) == {"__all__"}
    assert "Jonas Tallkvitter" in response.text
    typed = next(field for field in data if field != "version")
    assert str(response.context["form"][typed].value()) == str(data[typed])
    again = data | {"version": response.context["form"]["version"].value()}
    assert office.post(path, again).status_code == 302


def test_an_address_someone_has_is_answered_with_who(office, lina):
    data = person_data(lina.unit, email=lina.email.upper())
    response = office.post("/personer/ny/", data)
    assert errors(response) == {"email"}
    assert "Lina Pennfors" in response.text


def test_units_and_people_elsewhere_can_not_be_chosen(client):
    unit, elsewhere = UnitFactory(), UnitFactory()
    boss, other = PersonFactory(unit=unit, manager=True), PersonFactory(unit=elsewhere)
    PersonFactory(unit=unit)
    client.force_login(boss)
    data = {"person": other.pk, "first_day": day(1), "last_day": day(2)}
    assert errors(client.post("/franvaro/ny/", data)) == {"person"}
    assert client.get(f"/franvaro/ny/?person={other.pk}").status_code == 403
    for nobody in ("0", "x", "9" * 30, "²"):
        assert client.get("/franvaro/ny/", {"person": nobody}).status_code == 404


def test_people_who_have_left_can_not_stand_in(office, lina):
    left = PersonFactory(left=True)
    data = {"first_day": day(1), "last_day": day(2), "substitute": left.pk}
    assert errors(office.post(f"/franvaro/ny/?person={lina.pk}", data)) == {"substitute"}


def test_a_role_that_the_actor_may_not_give_is_not_among_the_choices(client, lina):
    client.force_login(PersonFactory(communications=True))
    data = {"package": "system_administrator", "unit": lina.unit_id}
    assert errors(client.post(f"/personer/{lina.pk}/roller/", data)) == {"package"}


def test_the_role_of_another_place_is_not_taken_by_a_forged_button(office, lina):
    for data in ({}, {"package": "x", "unit": "y"}, {"package": "manager", "unit": 10**30}):
        assert office.post(f"/personer/{lina.pk}/roller/ta-bort/", data).status_code == 302
    assert office.post(f"/personer/{lina.pk}/roller/ta-bort/", {"package": "manager", "unit": 10**9}).status_code == 404


def test_the_only_system_administrator_is_told_why_they_stay(office, karin):
    assert "enda systemansvariga" in office.post(f"/personer/{karin.pk}/avsluta/").text
    response = office.post(f"/personer/{karin.pk}/slutar/", {"leaves_on": day(1), "version": 0})
    assert errors(response) == {"leaves_on"}
    button = {"package": "system_administrator", "unit": municipality().pk}
    response = office.post(f"/personer/{karin.pk}/roller/ta-bort/", button, follow=True)
    assert "enda systemansvariga" in response.text


def test_a_unit_in_use_is_not_closed_and_the_page_says_what_is_left(office, lina):
    response = office.post(f"/personer/enheter/{lina.unit_id}/stang/")
    assert "1 person" in response.text
    assert Unit.objects.get(pk=lina.unit_id).closed_on is None
