"""A person's own calendar of what is due: an address that other calendars fetch, with titles and days only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Event

from socialgov.journal.services import record
from socialgov.notices.models import CalendarAddress
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person
from socialgov.policy.ics import new_calendar
from socialgov.wiring.collectors import Collector

due_days = Collector("due_days", "What is due to a person, for their own calendar (actor, now): DueDay")


@dataclass(frozen=True, slots=True)
class DueDay:
    """One thing due on a day. `title` names what and which account, never a citizen nor what anybody wrote."""

    key: str
    title: str
    day: date
    url: str = ""


def own_address(person_id: int) -> CalendarAddress | None:
    """The person's address, if there is one that holds."""
    return CalendarAddress.objects.filter(person=person_id, ended_at=None).first()


def token_of(address: CalendarAddress) -> str:
    """What stands in the address. Kept nowhere: it follows from the row and SECRET_KEY."""
    return _signer().sign(f"{address.person_id}-{address.number}").replace(":", ".")


def person_of(token: str) -> Person | None:
    """Whose address it is; None when it is nobody's, has been ended, or the person has left."""
    try:
        person_id, number = _signer().unsign(token.replace(".", ":")).split("-")
    except (BadSignature, ValueError):
        return None
    found = CalendarAddress.objects.filter(person_id=person_id, number=number, ended_at=None, person__is_active=True)
    address = found.select_related("person").first()
    return address.person if address else None


def _signer() -> Signer:
    return Signer(salt="socialgov.notices.calendar")


@transaction.atomic
def open_address(*, actor: Actor, now: datetime) -> CalendarAddress:
    """Give the actor an address of their own, another than any before. Where there is one that holds, it stays."""
    address, is_new = CalendarAddress.objects.select_for_update().get_or_create(
        person_id=actor.own_id, defaults={"made_at": now}
    )
    if not is_new and address.ended_at is None:
        return address
    if not is_new:
        address.number, address.made_at, address.ended_at = address.number + 1, now, None
        address.save()
    record(actor=actor.alone(), now=now, verb="calendar.address_made", about=address)
    return address


@transaction.atomic
def end_address(*, actor: Actor, now: datetime) -> None:
    """The address stops working at once, for everyone who has it. Twice is once."""
    address = CalendarAddress.objects.select_for_update().filter(person_id=actor.own_id, ended_at=None).first()
    if address:
        address.ended_at = now
        address.save()
        record(actor=actor.alone(), now=now, verb="calendar.address_ended", about=address)


def as_ics(days: Iterable[DueDay], *, person: Person, now: datetime) -> bytes:
    """An all-day event for each, in the person's language. What is late stands on the day it was due."""
    with override(person.language):
        calendar = new_calendar(_("Social media: what is due"))
        for due in days:
            event = Event()
            event.add("uid", f"{due.key}@socialgov")
            event.add("dtstamp", now)
            event.add("summary", due.title)
            event.add("dtstart", due.day)
            event.add("dtend", due.day + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
            if due.url:
                event.add("url", f"{settings.BASE_URL}{due.url}")
            calendar.add_component(event)
        return calendar.to_ical()
