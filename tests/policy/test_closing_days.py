"""Closing days of the municipality's calendar: one, several, from a time of day, the squeeze days at once."""

from datetime import date, time, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from socialgov.journal.models import Entry
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.permissions import NotPermitted
from socialgov.policy import selectors, services
from socialgov.policy.models import LocalClosure
from socialgov.policy.swedish_days import squeeze_days
from socialgov.wiring.models import OutboxEvent
from tests.factories.organisation import GrantFactory, PersonFactory, municipality
from tests.factories.policy import adopted, closure
from tests.policy.moments import at

pytestmark = pytest.mark.django_db
NBSP = "\N{NO-BREAK SPACE}"
NOW = at("2026-11-20 10:00")


@pytest.fixture(autouse=True)
def _guidelines():
    adopted()


@pytest.fixture
def karin(client):
    """In the communications office, signed in."""
    person = PersonFactory(name="Karin Lingonstig")
    GrantFactory(person=person, role="communications", unit=municipality())
    client.force_login(person)
    return person


def text_of(response) -> str:
    return " ".join(unescape(strip_tags(response.content.decode())).replace(NBSP, " ").split())


def close(client, **data):
    return client.post(reverse("policy:close_days"), data, follow=True)


def standing() -> list[tuple]:
    return list(selectors.closures().order_by("day").values_list("day", "closes_at", "note"))


def coming_friday() -> date:
    """A Friday that is a working day, at least two weeks ahead."""
    day = timezone.localdate() + timedelta(days=14)
    while day.isoweekday() != 5 or not selectors.calendar_for().is_workday(day):
        day += timedelta(days=1)
    return day


# --- The service ------------------------------------------------------------------------------------------------------
def test_a_range_closes_its_working_days_and_passes_over_the_free_ones():
    closed = services.close_days(
        first_day=date(2026, 12, 23), last_day=date(2027, 1, 6), note="Jul", actor=SYSTEM, now=NOW
    )
    assert [row.day.isoformat()[5:] for row in closed] == ["12-23", "12-28", "12-29", "12-30", "01-04", "01-05"]
    assert selectors.calendar_for().one_day(at("2026-12-22 10:00")) == at("2027-01-07 17:00")


def test_a_day_may_close_from_a_time():
    services.close_days(first_day=date(2026, 12, 23), closes_at=time(12), note="Jul", actor=SYSTEM, now=NOW)
    assert standing() == [(date(2026, 12, 23), time(12), "Jul")]


def test_closing_again_in_the_same_way_changes_nothing_and_tells_nobody():
    for _ in range(2):
        services.close_days(first_day=date(2026, 12, 28), last_day=date(2026, 12, 30), actor=SYSTEM, now=NOW)
    assert len(standing()) == 3
    assert OutboxEvent.objects.filter(name="policy.CalendarChanged").count() == 3


def test_one_day_closed_in_another_way_stops_the_whole_range_and_names_who_was_first(karin):
    services.close_days(
        first_day=date(2026, 12, 29), closes_at=time(12), actor=Actor(karin.pk), now=NOW - timedelta(days=1)
    )
    with pytest.raises(services.ClosureRefused, match=r"Karin Lingonstig stängde 29.dec på ett annat sätt i.går"):
        services.close_days(first_day=date(2026, 12, 28), last_day=date(2026, 12, 30), actor=SYSTEM, now=NOW)
    assert standing() == [(date(2026, 12, 29), time(12), "")]


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2026-12-05", "2026-12-06", "lediga då ändå"),
        ("2026-12-10", "2026-12-09", "före"),
        ("2026-12-01", "2027-06-01", "tre månader"),
    ],
)
def test_what_closes_nothing_or_too_much_is_refused_in_words(first, last, says):
    with pytest.raises(services.ClosureRefused, match=says):
        services.close_days(
            first_day=date.fromisoformat(first), last_day=date.fromisoformat(last), actor=SYSTEM, now=NOW
        )
    assert standing() == []


def test_a_day_that_has_passed_is_neither_closed_nor_opened(karin):
    passed = closure(date(2026, 11, 16), now=at("2026-11-01 10:00"))
    with pytest.raises(services.ClosureRefused, match="har passerat"):
        services.close_days(first_day=date(2026, 11, 17), actor=Actor(karin.pk), now=NOW)
    with pytest.raises(services.ClosureRefused, match="har passerat"):
        services.withdraw_closure(closure_id=passed.pk, actor=Actor(karin.pk), now=NOW)
    assert [day for day, *_rest in standing()] == [date(2026, 11, 16)]


def test_only_communications_and_the_system_administrator_close_days():
    someone = Actor(PersonFactory().pk)
    closed = closure(date(2026, 12, 28), now=NOW)
    with pytest.raises(NotPermitted):
        services.close_days(first_day=date(2026, 12, 29), actor=someone, now=NOW)
    with pytest.raises(NotPermitted):
        services.close_squeeze_days(year=2027, actor=someone, now=NOW)
    with pytest.raises(NotPermitted):
        services.withdraw_closure(closure_id=closed.pk, actor=someone, now=NOW)
    assert [day for day, *_rest in standing()] == [date(2026, 12, 28)]


def test_a_substitute_closes_on_behalf_of_the_one_who_is_away(karin):
    here = PersonFactory()
    services.close_days(first_day=date(2026, 12, 28), actor=Actor(here.pk, covers=(karin.pk,)), now=NOW)
    entry = Entry.objects.get(verb="calendar.closed")
    assert (entry.actor_id, entry.on_behalf_of_id) == (here.pk, karin.pk)


# --- Squeeze days -----------------------------------------------------------------------------------------------------
def test_the_squeeze_days_of_a_year_are_closed_with_one_press_and_only_once():
    wanted = squeeze_days(2027)
    assert wanted
    assert selectors.squeeze_days_left(2027, today=date(2026, 11, 20)) == wanted
    closed = services.close_squeeze_days(year=2027, actor=SYSTEM, now=NOW)
    assert [row.day for row in closed] == wanted
    assert {row.note for row in closed} == {"Klämdag"}
    assert services.close_squeeze_days(year=2027, actor=SYSTEM, now=NOW) == []
    assert not any(selectors.calendar_for().is_workday(day) for day in wanted)


def test_a_squeeze_day_that_has_passed_or_closes_early_already_is_left_alone():
    first, *others = squeeze_days(2026)
    closure(others[-1], time(12))
    assert selectors.squeeze_days_left(2026, today=first + timedelta(days=1)) == others[:-1]


# --- The page ---------------------------------------------------------------------------------------------------------
def test_closing_several_days_on_the_page_says_what_it_did(client, karin):
    friday = coming_friday()
    page = close(client, first_day=friday.isoformat(), last_day=friday + timedelta(days=2), note="Planeringsdag")
    assert page.redirect_chain[-1][0] == reverse("policy:calendar_year", args=[friday.year])
    assert "Klockor som går räknas om, och ingen får kortare tid." in text_of(page)
    assert standing() == [(friday, None, "Planeringsdag")]
    assert LocalClosure.objects.get().added_by == karin
    assert "Planeringsdag Karin Lingonstig" in text_of(client.get(reverse("policy:close_days"))).replace(". ", " ")


def test_sending_the_form_twice_closes_once(client, karin):
    data = {"first_day": coming_friday().isoformat(), "note": "Planeringsdag", "closes_at": "12:00"}
    close(client, **data)
    assert close(client, **data).status_code == 200
    assert len(standing()) == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"first_day": "2020-02-03"}, "Den dagen har passerat"),
        ({"first_day": "2199-02-03"}, "för långt fram"),
        ({"first_day": "i morgon"}, "Skriv datumet så här: 2026-11-20."),
        ({"closes_at": "lunch"}, "Skriv tiden så här: 14:00."),
        ({"last_day": "2020-02-03"}, "Den sista dagen ligger före"),
        ({"note": ""}, "Här behövs ett svar."),
        ({"note": "å" * 201}, "för lång"),
    ],
)
def test_what_is_typed_wrongly_is_told_beside_the_field_and_kept(client, karin, data, says):
    right = {"first_day": coming_friday().isoformat(), "note": "Planeringsdag i hela huset"}
    page = close(client, **(right | data))
    assert page.status_code == 422
    assert says in text_of(page)
    assert (data.get("note") or right["note"]) in page.content.decode() or data.get("note") == ""
    assert standing() == []


def test_a_day_that_someone_else_closed_meanwhile_is_told_with_their_name_and_the_text_stays(client, karin):
    friday = coming_friday()
    other = PersonFactory(name="Jonas Granbarr")
    GrantFactory(person=other, role="communications", unit=municipality())
    services.close_days(first_day=friday, closes_at=time(12), actor=Actor(other.pk), now=timezone.now())
    page = close(client, first_day=friday.isoformat(), note="Min egen anledning")
    assert page.status_code == 422
    assert "Jonas Granbarr stängde" in text_of(page)
    assert "Min egen anledning" in page.content.decode()


def test_opening_a_day_again_twice_is_once(client, karin):
    closed = closure(coming_friday(), now=timezone.now())
    for _ in range(2):
        page = client.post(reverse("policy:reopen_day", args=[closed.pk]), follow=True)
        assert "är en vanlig dag igen" in text_of(page)
    assert Entry.objects.filter(verb="calendar.opened").count() == 1


def test_the_squeeze_days_are_offered_and_closed_on_the_page(client, karin):
    year = timezone.localdate().year + 1
    page = client.get(reverse("policy:calendar_year", args=[year]))
    assert f"Klämdagar {year}" in text_of(page)
    done = client.post(reverse("policy:close_squeeze_days"), {"year": year}, follow=True)
    assert "Stängt: " in text_of(done)
    assert [row[0] for row in standing()] == squeeze_days(year)
    again = client.post(reverse("policy:close_squeeze_days"), {"year": year}, follow=True)
    assert "Klämdagarna är redan stängda." in text_of(again)
    assert client.post(reverse("policy:close_squeeze_days"), {"year": "2"}).status_code == 302
    assert client.post(reverse("policy:close_squeeze_days"), {"year": 2099}).status_code == 404


def test_who_may_not_close_sees_the_calendar_without_buttons(client):
    client.force_login(PersonFactory())
    page = client.get(reverse("policy:calendar")).content.decode()
    assert reverse("policy:close_days") not in page
    assert reverse("policy:close_squeeze_days") not in page
    assert client.get(reverse("policy:close_days")).status_code == 403


@pytest.mark.parametrize(("today", "shown"), [("2026-09-30", False), ("2026-10-01", True), ("2026-12-31", True)])
def test_from_october_this_years_page_shows_next_year(client, karin, monkeypatch, today, shown):
    moment = at(f"{today} 10:00")
    monkeypatch.setattr(timezone, "now", lambda: moment)
    client.force_login(karin)
    text = text_of(client.get(reverse("policy:calendar")))
    assert ("Nästa år, 2027" in text) is shown
    if shown:
        assert "Ingen dag är stängd än." in text
        assert "fre 7 maj" in text
