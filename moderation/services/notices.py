"""Telling people: alarms, questions to colleagues, and what went wrong. Reminders are in selectors/due.py."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from moderation import addresses, notice_kinds, wording
from moderation.models import Alarm, Forwarding, Item, PlatformAction
from socialgov.look import times
from socialgov.notices import links
from socialgov.notices.services import announce, announce_to_address
from socialgov.organisation.models import Person
from socialgov.organisation.selectors import managers_of

PURPOSE = "moderation.answer_colleague"
LINK_LIVES = timedelta(days=14)


def alarm(raised: Alarm, person: Person, *, now: datetime) -> None:
    """At once, whatever the hour."""
    item = raised.item
    announce(
        kind=notice_kinds.ALARM,
        key=f"alarm:{raised.pk}",
        recipient=person,
        now=now,
        about=item,
        context={"what": str(raised.get_kind_display()).lower(), "account": wording.account(item), "note": raised.note},
        url=addresses.item(item.pk),
    )


def ask_colleague(sent: Forwarding, item: Item, *, now: datetime) -> None:
    """The question, the words it is about unless they are marked for secrecy, and a link to answer by."""
    latest = item.texts.last()
    unit = sent.asked_by.unit.name
    before = _(" before %(when)s") % {"when": times.when(sent.due_at, now=now)} if sent.due_at else ""
    context = {
        "forwarding": sent.pk,
        "who": _("%(name)s at %(unit)s") % {"name": sent.asked_by.name.split()[0], "unit": unit},
        "before": before,
        "question": sent.question,
        "quote": "" if item.secrecy or latest is None else latest.text,
        "account": wording.account(item),
    }

    def link() -> str:
        return links.issue(
            purpose=PURPOSE, about=sent, address=sent.address, person=sent.person, now=now, expires_at=now + LINK_LIVES
        )

    rest: dict[str, Any] = {
        "kind": notice_kinds.COLLEAGUE_ASKED, "key": f"forwarding:{sent.pk}", "about": item, "context": context,
        "url": link, "due_at": sent.due_at, "now": now,
    }  # fmt: skip
    if sent.person:
        announce(recipient=sent.person, **rest)
    else:
        announce_to_address(address=sent.address, **rest)


def colleague_answered(sent: Forwarding, item: Item, *, now: datetime) -> None:
    announce(
        kind=notice_kinds.COLLEAGUE_ANSWERED,
        key=f"forwarding:{sent.pk}:{now.isoformat()}",
        recipient=sent.asked_by,
        now=now,
        about=item,
        context={"who": sent.answered_by or sent.address, "title": wording.title(item)},
        url=addresses.item(item.pk, answering=True),
        due_at=item.due_at,
    )


def attacked(item: Item, person: Person, *, now: datetime) -> None:
    """The person attacked and their manager get to know (work environment); what it said is not repeated."""
    managers = managers_of(person.unit, now=now)
    for someone in {person, *managers}:
        announce(
            kind=notice_kinds.ATTACKED if someone == person else notice_kinds.EMPLOYEE_ATTACKED,
            key=f"item:{item.pk}:{person.pk}",
            recipient=someone,
            now=now,
            about=item,
            context={"account": wording.account(item), "name": person.name, "is_you": someone == person},
            url=addresses.item(item.pk),
        )


def action_failed(work: PlatformAction, item: Item, *, now: datetime) -> None:
    """Whoever asked for it is told, so that nobody believes it done."""
    asked_by = work.reply.by if work.reply else (work.decision.by if work.decision else None)
    if asked_by:
        announce(
            kind=notice_kinds.ACTION_FAILED,
            key=f"action:{work.pk}",
            recipient=asked_by,
            now=now,
            about=item,
            context={"account": wording.account(item), "title": wording.title(item), "problem": work.error},
            url=addresses.item(item.pk, answering=work.reply_id is not None),
        )
