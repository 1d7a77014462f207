"""Saying something: once, to the right person. When and how it leaves is decided by placing.py and sending.py."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from socialgov.journal.services import record
from socialgov.notices import kinds
from socialgov.notices.concealment import carries_link, lock, mask, token_hash, tokens_in
from socialgov.notices.due import Due, notices_due
from socialgov.notices.models import Link, Mail, Notice
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person
from socialgov.organisation.permissions import capacity
from socialgov.wiring.leases import LeasedWork
from socialgov.wiring.wakeup import wake_on_commit

WAKE = "notices.send"
Url = str | Callable[[], str]


class NotAnAddress(ValueError):
    """A notice can only go to an e-mail address."""

    def __init__(self):
        super().__init__(_("Write an e-mail address, for example registrator@kommunen.se."))


class NothingToSendAgain(Exception):
    """The mail has been sent, or is on its way."""

    def __init__(self):
        super().__init__(_("The mail is already on its way. Nothing more needs to be done."))


def announce(
    *,
    kind: str,
    key: str,
    recipient: Person,
    now: datetime,
    about: Model | None = None,
    context: dict | None = None,
    url: Url = "",
    send_after: datetime | None = None,
    expires_at: datetime | None = None,
    due_at: datetime | None = None,
) -> Notice | None:
    """Have something said to a person. None when it has been said already: kind, key and person are said once.

    `send_after` holds it back until then. After `expires_at` it is not said at all. `due_at` is the moment the notice
    warns of. Raises UnknownKind.
    """
    words = _Words(about, context or {}, url, send_after, expires_at, due_at)
    return _announce(kind, key, {"person_id": recipient.pk}, words, now)


def announce_to_address(
    *,
    kind: str,
    key: str,
    address: str,
    now: datetime,
    about: Model | None = None,
    context: dict | None = None,
    url: Url = "",
    send_after: datetime | None = None,
    expires_at: datetime | None = None,
    due_at: datetime | None = None,
) -> Notice | None:
    """Have something said to a function mailbox, as `announce`. Raises NotAnAddress, UnknownKind.

    A mailbox has no working hours: a prompt notice leaves at once, an ordinary one at 8.00 on the next working day.
    """
    words = _Words(about, context or {}, url, send_after, expires_at, due_at)
    return _announce(kind, key, {"address": _checked(address)}, words, now)


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said, and when."""

    about: Model | None
    context: dict
    url: Url
    send_after: datetime | None
    expires_at: datetime | None
    due_at: datetime | None


def _checked(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        raise NotAnAddress from None
    return address.strip().lower()


@transaction.atomic
def _announce(kind: str, key: str, receiver: dict[str, Any], words: _Words, now: datetime) -> Notice | None:
    about = words.about
    known = kinds.get(kind)
    notice, is_new = Notice.objects.get_or_create(
        kind=kind,
        key=key,
        **receiver,
        defaults={
            "rule": known.rule,
            "urgency": known.urgency,
            "about_type": about._meta.label_lower if about is not None else "",
            "about_id": about.pk if about is not None else None,
            "created_at": now,
            "ready_at": words.send_after or now,
            "expires_at": words.expires_at,
            "due_at": words.due_at,
        },
    )
    if not is_new:
        return None
    _fill_in(notice, words.url() if callable(words.url) else words.url, words.context)
    wake_on_commit(WAKE)
    return notice


def _fill_in(notice: Notice, url: str, context: dict) -> None:
    """Keep what the text needs; an action link in it only encrypted."""
    text = json.dumps({"url": url, "context": context}, cls=DjangoJSONEncoder)
    if carries_link(text):
        notice.locked = lock(text)
        hashes = [token_hash(token) for token in tokens_in(text)]
        Link.objects.filter(token_hash__in=hashes).update(notice=notice)
        text = mask(text)
    plain = json.loads(text)
    notice.url, notice.context = plain["url"], plain["context"]
    notice.save(update_fields=["url", "context", "locked"])


def fill(*, now: datetime) -> int:
    """Ask every room what must be said now and write down what is new. How many were new.

    A room that fails to answer does not silence the others; it is asked again a minute later.
    """
    new = 0
    for outcome in notices_due.outcomes(now=now):
        for due in outcome.answers:
            new += _say(due, now=now) is not None
    return new


def _say(due: Due, *, now: datetime) -> Notice | None:
    if due.expires_at and due.expires_at <= now:
        return None
    if due.recipient_id is None:
        receiver: dict[str, Any] = {"address": _checked(due.address)}
    else:
        receiver = {"person_id": due.recipient_id}
        if not Person.objects.active(now).filter(pk=due.recipient_id).exists():
            return None
    if Notice.objects.filter(kind=due.kind, key=due.key, **receiver).exists():
        return None  # the usual case, asked without a write
    words = _Words(due.about, due.context, due.url, due.send_after, due.expires_at, due.due_at)
    return _announce(due.kind, due.key, receiver, words, now)


def withdraw(*, kind: str, key: str, now: datetime) -> int:
    """What was to be said is settled: notices that still wait are not sent. How many waited."""
    waiting = Notice.objects.waiting().filter(kind=kind, key=key)
    return waiting.update(state=Notice.State.SETTLED, settled_at=now, locked="")


@transaction.atomic
def send_again(*, mail: Mail, actor: Actor, now: datetime) -> Mail:
    """Try a mail that did not arrive once more, to the person's present address.

    Raises NotPermitted, NothingToSendAgain.

    It goes under a new Message-ID: the old one may have been refused as a copy.
    """
    actor = capacity(lambda who: Mail.objects.readable_by(who, now), mail, actor)
    mail = Mail.objects.select_for_update(of=("self",)).select_related("person").get(pk=mail.pk)
    if mail.state != LeasedWork.State.GIVEN_UP and mail.came_back_at is None:
        raise NothingToSendAgain
    capacity(lambda who: Mail.objects.sendable_again_by(who, now), mail, actor)
    mail.message_id = uuid4()
    mail.state, mail.not_before, mail.lease_until, mail.attempts, mail.error = (
        LeasedWork.State.WAITING,
        now,
        None,
        0,
        "",
    )
    mail.sent_at = mail.arrived_at = mail.came_back_at = None
    mail.trying_since = now
    mail.save()
    record(actor=actor, now=now, verb="mail.sent_again", about=mail)
    wake_on_commit(WAKE)
    return mail


@transaction.atomic
def came_back(*, message_id: UUID, why: str, now: datetime) -> Mail | None:
    """A mail server returned the mail later (Kom inte fram). None for a mail that is not ours, or came back before."""
    mail = Mail.objects.select_for_update().filter(message_id=message_id, came_back_at=None).first()
    if mail is None or mail.sent_at is None:
        return None
    mail.came_back_at, mail.arrived_at, mail.error = now, None, why[:500]
    mail.save(update_fields=["came_back_at", "arrived_at", "error"])
    return mail


def forget_words(*, now: datetime) -> int:
    """Erase the words of mails older than MAIL_WORDS_KEPT_DAYS; that they were sent, to whom and why stays."""
    before = now - timedelta(days=settings.MAIL_WORDS_KEPT_DAYS)
    old = Mail.objects.filter(sent_at__lt=before).exclude(body="", locked_body="")
    Notice.objects.filter(mail__in=old).update(context={})
    return old.update(body="", locked_body="", subject="")
