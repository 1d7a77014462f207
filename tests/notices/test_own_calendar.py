"""A person's own calendar: what is due by day, fetched from an address that can be stopped."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from socialgov.journal.models import Entry
from socialgov.notices import calendar
from socialgov.notices.calendar import DueDay
from socialgov.notices.models import CalendarAddress
from socialgov.organisation.actor import Actor
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, PersonFactory
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db


@pytest.fixture
def lina(client):
    person = PersonFactory(name="Lina Pennfors")
    client.force_login(person)
    return person


def address(person) -> str:
    made = calendar.open_address(actor=Actor(person.pk), now=NOW)
    return reverse("notices:calendar_feed", args=[calendar.token_of(made)])


def titles(response) -> list[str]:
    return [str(event["summary"]) for event in Calendar.from_ical(response.content).walk("VEVENT")]


def test_the_next_picture_of_an_account_one_administers_stands_there(client, lina):
    adopted()
    account = AccountFactory(name="Skolbloggen", started_on=timezone.localdate() - timedelta(days=30))
    AssignmentFactory(account=account, person=lina)
    AccountFactory(name="Någon annans", started_on=timezone.localdate())
    client.logout()
    response = client.get(address(lina))
    assert response["Content-Type"].startswith("text/calendar")
    assert titles(response) == [f"Halvårsbild: {account}"]


def test_nothing_a_citizen_wrote_and_no_name_stands_there(client, lina):
    adopted()
    account = AccountFactory(started_on=timezone.localdate())
    AssignmentFactory(account=account, person=lina)
    ItemFactory(account=account, text="Rektorn slog mig")
    text = client.get(address(lina)).content.decode()
    assert "VEVENT" in text
    for word in ("Rektorn", "Greta", "Exempel", lina.name):
        assert word not in text


def test_an_event_takes_the_whole_day_and_leads_back(lina, settings):
    day = DueDay("capture-7", "Halvårsbild: Skolbloggen", date(2026, 12, 1), "/arkiv/konto/7/")
    (event,) = Calendar.from_ical(calendar.as_ics([day], person=lina, now=NOW)).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 1), date(2026, 12, 2))
    assert str(event["url"]) == f"{settings.BASE_URL}/arkiv/konto/7/"


def test_a_stopped_address_is_not_found_and_the_next_one_is_another(client, lina):
    first = address(lina)
    assert client.get(first).status_code == 200
    for _ in range(2):
        client.post(reverse("notices:calendar_end"))
    assert client.get(first).status_code == 404
    second = address(lina)
    assert second != first
    assert (client.get(second).status_code, client.get(first).status_code) == (200, 404)
    verbs = list(
        Entry.objects.filter(verb__startswith="calendar.address").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["calendar.address_made", "calendar.address_ended", "calendar.address_made"]


def test_making_an_address_twice_is_once(client, lina):
    for _ in range(2):
        client.post(reverse("notices:calendar_open"))
    assert CalendarAddress.objects.get().number == 1


def test_the_address_of_one_who_has_left_is_not_found(client, lina):
    own = address(lina)
    lina.is_active = False
    lina.save()
    assert client.get(own).status_code == 404


@pytest.mark.parametrize(
    "change", [lambda t: "x", lambda t: t[:-1], lambda t: f"9{t}", lambda t: t.replace("-1.", "-2.")]
)
def test_an_address_that_was_guessed_is_not_found(client, lina, change):
    token = calendar.token_of(calendar.open_address(actor=Actor(lina.pk), now=NOW))
    assert client.get(reverse("notices:calendar_feed", args=[change(token)])).status_code == 404


def test_the_page_shows_only_ones_own_address_and_never_on_a_shared_tablet(client, lina):
    other = address(PersonFactory())
    own = address(lina)
    page = client.get(reverse("notices:calendar")).content.decode()
    assert own in page and other not in page
    session = client.session
    session["shared_tablet"] = True
    session.save()
    assert own not in client.get(reverse("notices:calendar")).content.decode()


def test_ones_own_page_leads_there_and_nobody_elses_does(client, lina):
    assert reverse("notices:calendar") in client.get(reverse("organisation:person", args=[lina.pk])).content.decode()
    other = PersonFactory(unit=lina.unit)
    assert (
        reverse("notices:calendar") not in client.get(reverse("organisation:person", args=[other.pk])).content.decode()
    )
