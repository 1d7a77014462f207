"""Forwarding to a colleague, who answers by mail without signing in; the text comes back as a draft."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.errors import ModerationError
from moderation.models import Forwarding, Item
from moderation.services.core import decide, locked, save
from moderation.workflow import HANDLING
from socialgov.notices import links
from socialgov.notices.services import announce, announce_to_address
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.models import Person, Unit

PURPOSE = "answer_colleague"


@transaction.atomic
def forward(
    *, item: Item, route: str, question: str, actor: Actor, now: datetime, person: Person | None = None,
    unit: Unit | None = None, address: str = "", due_at: datetime | None = None,
) -> Forwarding:  # fmt: skip
    """*Skicka vidare* (ATV-36, ATV-54, OSB-06): a person, a unit's mailbox or an address gets a mail with a link.

    The colleague's part deadline defaults to 60 % of the time left before the item's target.
    """
    address = (person.email if person else unit.email if unit else address).strip()
    if not address:
        raise ModerationError(_("Choose who is to answer, or write an e-mail address."), field="to")
    row, actor = locked(item, actor, now=now)
    state = HANDLING.after(row.handling, "forward")
    due = due_at or _part_deadline(row, now=now)
    sent = Forwarding.objects.create(
        item=row, route=route, unit=unit, person=person, address=address, question=question.strip(),
        asked_by_id=actor.person_id, asked_at=now, due_at=due,
    )  # fmt: skip
    decide(row, "forward", actor=actor, now=now, rule="ATV-36", why=route[:30])
    url = links.issue(
        purpose=PURPOSE, about=sent, address=address, person=person, now=now, expires_at=now + timedelta(days=14)
    )
    say = {"forwarding": sent.pk}
    key = f"colleague_asked:{sent.pk}"
    if person:
        announce(kind="colleague_asked", key=key, recipient=person, now=now, about=row, context=say, url=url)
    else:
        announce_to_address(kind="colleague_asked", key=key, address=address, now=now, about=row, context=say, url=url)
    save(row, handling=state, claimed_by=None, claimed_at=None)
    return sent


def _part_deadline(item: Item, *, now: datetime) -> datetime | None:
    if item.due_at is None or item.due_at <= now:
        return None
    return (now + (item.due_at - now) * 0.6).replace(second=0, microsecond=0)


@transaction.atomic
def colleague_answers(*, forwarding: Forwarding, text: str, name: str, now: datetime) -> Forwarding:
    """The colleague's words come back through the link in the mail: a draft for the one who asked, nothing is sent."""
    sent = Forwarding.objects.select_for_update().get(pk=forwarding.pk)
    text = text.strip()
    if not text:
        raise ModerationError(_("Write what you know, even if it is little."), field="text")
    row = Item.objects.select_for_update().get(pk=sent.item_id)
    sent.answer, sent.answered_by, sent.answered_at = text, name.strip(), now
    sent.save()
    decide(row, "colleague_answered", actor=SYSTEM, now=now)
    if HANDLING.allows(row.handling, "colleague_answered"):
        save(row, handling=HANDLING.after(row.handling, "colleague_answered"))
    announce(
        kind="colleague_answered", key=f"colleague_answered:{sent.pk}:{now.isoformat()}", recipient=sent.asked_by,
        now=now, about=row, context={"forwarding": sent.pk}, url=reverse("moderation:item", args=[row.pk]),
    )  # fmt: skip
    return sent
