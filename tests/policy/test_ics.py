"""The closed days for other calendars: a file of one year, and an address to subscribe to that nobody guesses."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from socialgov.policy import ics, selectors, services
from socialgov.policy.year import Day
from tests.factories.organisation import NOW, PersonFactory
from tests.factories.policy import adopted, closure

pytestmark = pytest.mark.django_db


def events(content: bytes) -> dict:
    """Summary and times of each event by its first day."""
    found = {}
    for event in Calendar.from_ical(content).walk("VEVENT"):
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        day = start.date() if isinstance(start, datetime) else start
        assert day not in found
        found[day] = (str(event["summary"]), start, end)
    return found


def test_an_all_day_closing_and_an_early_one_are_written_so_that_a_calendar_shows_them_rightly():
    days = [Day(date(2026, 12, 28), "closed", "Klämdag"), Day(date(2026, 12, 23), "short", "Jul", time(12))]
    found = events(ics.closed_days(days, municipality="Ljungsele kommun", made_at=NOW))
    assert found[date(2026, 12, 28)] == ("Stängt: Klämdag", date(2026, 12, 28), date(2026, 12, 29))
    words, start, end = found[date(2026, 12, 23)]
    assert words == "Stänger tidigt: Jul"
    assert (start.astimezone(UTC), end.astimezone(UTC)) == (
        datetime(2026, 12, 23, 11, tzinfo=UTC),
        datetime(2026, 12, 23, 23, tzinfo=UTC),
    )


def test_the_file_follows_the_format():
    content = ics.closed_days(
        [Day(date(2026, 12, 23), "short", "Å" * 90, time(12))], municipality="Ljungsele kommun", made_at=NOW
    )
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert all(len(line) <= 75 for line in lines)
    for needed in (b"VERSION:2.0", b"BEGIN:VTIMEZONE", b"UID:closed-2026-12-23@socialgov", b"DTSTAMP:"):
        assert needed in content, needed


def test_a_day_keeps_its_uid_when_it_is_fetched_again():
    def uids(name):
        day = [Day(date(2026, 12, 28), "closed", name)]
        calendar = Calendar.from_ical(ics.closed_days(day, municipality="L", made_at=timezone.now()))
        return [str(event["uid"]) for event in calendar.walk("VEVENT")]

    assert uids("Klämdag") == uids("Planeringsdag")


def test_the_closed_days_are_holidays_eves_and_our_own_from_monday_to_friday():
    adopted()
    closure(date(2027, 5, 7))
    closure(date(2027, 12, 23), time(12))
    found = selectors.closed_days(date(2027, 1, 1), date(2027, 12, 31))
    assert all(day.date.isoweekday() <= 5 and day.name for day in found)
    days = {day.date: day.kind for day in found}
    assert days[date(2027, 5, 7)] == "closed"
    assert days[date(2027, 12, 23)] == "short"
    assert days[date(2027, 6, 25)] == "holiday"  # midsommarafton
    assert date(2027, 5, 1) not in days  # a Saturday


# --- Over the web -----------------------------------------------------------------------------------------------------
def feed(client, token=None):
    return client.get(reverse("policy:closed_days_feed", args=[token or ics.token()]))


def test_the_address_is_fetched_without_sign_in_and_follows_every_change(client):
    adopted()
    day = timezone.localdate().replace(month=1, day=1) + timedelta(days=365 + 40)
    while day.isoweekday() > 5 or not selectors.calendar_for().is_workday(day):
        day += timedelta(days=1)
    closed = closure(day)
    response = feed(client)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    assert events(response.content)[day][0] == "Stängt: Stängt"
    services.withdraw_closure(closure_id=closed.pk, actor=services.SYSTEM, now=NOW)
    assert day not in events(feed(client).content)


def test_the_address_holds_nothing_personal(client):
    adopted()
    closure(timezone.localdate() + timedelta(days=30))
    person = PersonFactory(name="Karin Lingonstig")
    text = feed(client).content.decode()
    assert person.name not in text
    assert "ATTENDEE" not in text and "ORGANIZER" not in text


@pytest.mark.parametrize("wrong", ["x", "A" * 43, "..", "å"])
def test_another_address_is_not_found(client, wrong):
    adopted()
    assert feed(client, wrong).status_code == 404


def test_the_address_is_bound_to_the_installations_key_and_an_earlier_key_may_still_hold(settings, client):
    adopted()
    settings.SECRET_KEY = "the earlier key" * 4
    earlier = ics.token()
    settings.SECRET_KEY = "a new key" * 6
    assert ics.token() != earlier
    assert not ics.is_token(earlier)
    settings.SECRET_KEY_FALLBACKS = ["the earlier key" * 4]
    assert ics.is_token(earlier)


def test_before_guidelines_are_adopted_the_calendar_is_empty_and_no_page(client):
    response = feed(client)
    assert (response.status_code, events(response.content)) == (200, {})


def test_one_year_is_fetched_as_a_file_by_who_is_signed_in(client):
    adopted()
    address = reverse("policy:closed_days", args=[2027])
    assert client.get(address).status_code == 302
    client.force_login(PersonFactory())
    response = client.get(address)
    assert 'filename="stangda-dagar-2027.ics"' in response["Content-Disposition"]
    found = events(response.content)
    assert found and {day.year for day in found} == {2027}
    assert client.get(reverse("policy:closed_days", args=[1999])).status_code == 404
    assert reverse("policy:closed_days_feed", args=[ics.token()]) in client.get(reverse("policy:calendar")).text
