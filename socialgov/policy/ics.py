"""The municipality's closed days as iCalendar (RFC 5545), and the address that other calendars fetch them from."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from socialgov.policy.worktime import STOCKHOLM
from socialgov.policy.year import Day

MEDIA_TYPE = "text/calendar; charset=utf-8"
in_swedish = override("sv")  # whoever fetches it: a calendar says no language
_PURPOSE = "closed-days"


def token() -> str:
    """What stands in the address: nobody guesses it, and it is the same for everyone in the municipality."""
    return _signer().signature(_PURPOSE)


def is_token(text: str) -> bool:
    """Whether the address is ours. An earlier SECRET_KEY that is kept as a fallback still holds."""
    try:
        _signer().unsign(f"{_PURPOSE}:{text}")
    except BadSignature:
        return False
    return True


def _signer() -> Signer:
    return Signer(salt="socialgov.policy.ics")


@in_swedish
def closed_days(days: Iterable[Day], *, municipality: str, made_at: datetime) -> bytes:
    """An event for each day: all day, or from the moment when the municipality closes to midnight.

    A day keeps its UID, so that a calendar that fetches again replaces it.
    """
    calendar = new_calendar(_("%(name)s: closed days") % {"name": municipality})
    for day in days:
        event = Event()
        event.add("uid", f"closed-{day.date.isoformat()}@socialgov")
        event.add("dtstamp", made_at)
        event.add("transp", "TRANSPARENT")
        if day.closes_at is None:
            event.add("summary", _("Closed: %(why)s") % {"why": day.name})
            event.add("dtstart", day.date)
            event.add("dtend", day.date + timedelta(days=1))
        else:
            event.add("summary", _("Closes early: %(why)s") % {"why": day.name})
            event.add("dtstart", datetime.combine(day.date, day.closes_at, STOCKHOLM))
            event.add("dtend", datetime.combine(day.date + timedelta(days=1), time(0), STOCKHOLM))
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def new_calendar(name: str) -> Calendar:
    """An empty one under a name, that says it is looked at again after some hours."""
    calendar = Calendar()
    calendar.add("prodid", "-//socialgov//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(STOCKHOLM))
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    return calendar
