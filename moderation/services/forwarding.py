"""Forwarding to a colleague, who answers by mail without signing in; the text comes back as a draft."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from moderation.errors import ModerationError
from moderation.models import Forwarding, Item
from moderation.selectors.routes import Way, ways_in_use
from moderation.services import notices
from moderation.services.clocks import COMPLEX, count_again, kind_of
from moderation.services.core import decide, locked, person_of, save
from moderation.workflow import HANDLING
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.models import Person, Unit
from socialgov.organisation.selectors import managers_of
from socialgov.policy import selectors as policy
from socialgov.policy.citing import cite

SHARE_OF_THE_TIME = 0.6


@transaction.atomic
def forward(
    *,
    item: Item,
    route: str,
    question: str,
    actor: Actor,
    now: datetime,
    person: Person | None = None,
    unit: Unit | None = None,
    address: str = "",
    due_at: datetime | None = None,
) -> Forwarding:
    """*Skicka vidare* (ATV-36, ATV-54, OSB-06): a person, a unit's mailbox or an address gets a mail with a link.

    Where nobody is named it goes where the ready-made route leads. The colleague's part deadline is the route's, else
    60 % of the time left before the item falls due. What is marked for secrecy never goes with the mail. The same
    question to the same address while it is unanswered is sent once.
    """
    way = ways_in_use().get(route)
    if way is None:
        raise ModerationError(_("Choose where it is to go."), field="route")
    if not (person or unit or address.strip()):
        person, unit, address = recipient(way, item, now=now)
    address = (person.email if person else unit.email if unit else address).strip().lower()
    if not address:
        raise ModerationError(_("Choose who is to answer, or write an e-mail address."), field="to")
    try:
        validate_email(address)
    except ValidationError:
        raise ModerationError(_("Write an e-mail address, for example bygglov@kommunen.se."), field="to") from None
    question = question.replace("\x00", "").strip()
    if not question:
        raise ModerationError(_("Write what you need to know."), field="question")
    row, actor = locked(item, actor, now=now)
    again = row.forwardings.filter(address=address, question=question, answered_at=None).first()
    if again:
        return again
    state = HANDLING.after(row.handling, "forward")
    where = cite("answering.forward")
    sent = Forwarding.objects.create(
        item=row, route=route, unit=unit, person=person, address=address, question=question[:2000],
        asked_by_id=person_of(actor), asked_at=now, due_at=due_at or part_deadline(row, now=now, hours=way.hours),
        route_name=way.label[:60], citizen=way.citizen,
    )  # fmt: skip
    decide(row, "forward", actor=actor, now=now, rule=where.rule, lines=where.lines, why=route)
    notices.ask_colleague(sent, row, now=now)
    return_to = save(row, handling=state, claimed_by=None, claimed_at=None)
    if kind_of(row) == COMPLEX:
        count_again(return_to, why="manager", changed_at=now, calendars={})
    sent.item = return_to
    return sent


def recipient(way: Way, item: Item, *, now: datetime) -> tuple[Person | None, Unit | None, str]:
    """Whom the route leads to: its unit, its address, or the nearest manager of the account's unit; else nobody."""
    if way.unit or way.address:
        return None, way.unit, way.address
    if way.to_manager and item.account and item.account.unit:
        return managers_of(item.account.unit, now=now).first(), None, ""
    return None, None, ""


def part_deadline(item: Item, *, now: datetime, hours: int | None = None) -> datetime | None:
    """When the colleague should have answered, so that there is time left to write to the citizen.

    `hours` are working hours, and never lead beyond the item's own time.
    """
    due = item.due_at if item.due_at and item.due_at > now else item.limit_at
    ahead = due if due and due > now else None
    if hours is not None:
        part = policy.calendar_for().add_hours(now, hours)
        return (min(part, ahead) if ahead else part).replace(second=0, microsecond=0)
    if due is None or ahead is None:
        return None
    return (now + (due - now) * SHARE_OF_THE_TIME).replace(second=0, microsecond=0)


@transaction.atomic
def colleague_answers(*, forwarding: Forwarding, text: str, name: str, now: datetime) -> Forwarding:
    """The colleague's words come back through the link in the mail: a draft for the one who asked, nothing is sent."""
    row = Item.objects.select_for_update(of=("self",)).select_related("account").get(pk=forwarding.item_id)
    sent = Forwarding.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=forwarding.pk)
    text = text.replace("\x00", "").strip()
    if not text:
        raise ModerationError(_("Write what you know, even if it is little."), field="text")
    sent.answer, sent.answered_by, sent.answered_at = text[:8000], name.strip()[:120], now
    sent.save()
    decide(row, "colleague_answered", actor=SYSTEM, now=now)
    others = row.forwardings.filter(answered_at=None).exists()
    if not others and HANDLING.allows(row.handling, "colleague_answered"):
        save(row, handling=HANDLING.after(row.handling, "colleague_answered"))
    else:
        save(row)
    notices.colleague_answered(sent, row, now=now)
    return sent
