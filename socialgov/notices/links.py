"""Action links: a colleague does one small thing from a mail, without signing in.

Whoever holds the link can use it, also when the mail was forwarded: purposes are therefore chosen so that nothing is
harmed, the page says whom it was sent to, and signing, logins and secrecy are refused. Looking (GET, HEAD) never acts,
because mail scanners fetch every link they see. A link acts once; afterwards it tells what was done.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from secrets import token_urlsafe
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Model, Value, When
from django.forms import Form
from django.utils.translation import gettext_lazy as _

from socialgov.journal.services import record
from socialgov.notices.concealment import PATH, keyed_hash, token_hash
from socialgov.notices.models import Link, Mail, WrongGuesses
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.models import Person

NEVER_BY_LINK = frozenset(
    {"sign", "signature", "signing", "login", "logins", "custody", "secrecy", "secret", "password"}
)
MOST_WRONG_GUESSES = 30
GUESSES_COUNTED_FOR = timedelta(minutes=10)


class SensitivePurpose(ValueError):
    """Signing, logins and secrecy need sign-in."""

    def __init__(self, name: str):
        super().__init__(f"“{name}” can not be done through a link in a mail: it needs sign-in.")


class UnknownLink(LookupError):
    """There is no such link."""

    def __init__(self):
        super().__init__(_("The link is not complete. Open it again from the mail, or copy all of it."))


class TooManyGuesses(Exception):
    """Too many unknown links from one place."""

    def __init__(self):
        super().__init__(_("Too many wrong links from your network. Wait ten minutes and open the link again."))


class NotDone(Exception):
    """Raised by a purpose's `perform`: a translated sentence that says what to change. The link stays unused."""


class State(Enum):
    OPEN = auto()
    DONE = auto()
    DONE_BEFORE = auto()
    EXPIRED = auto()


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a kind of link does. `perform(link=…, cleaned=…, now=…)` returns a sentence that says what was done."""

    name: str
    title: Any
    form_class: type[Form]
    perform: Callable[..., str | None]
    template: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a link shows."""

    link: Link
    purpose: Purpose
    state: State
    form: Form | None = None

    @property
    def about(self) -> Model | None:
        return thing_of(self.link)


_purposes: dict[str, Purpose] = {}


def register_purpose(
    name: str,
    title: Any,
    form_class: type[Form],
    perform: Callable[..., str | None],
    template: str = "notices/link.html",
    *,
    sensitive: bool = False,
) -> Purpose:
    """Make a purpose known, in a room's `ready()`. Raises SensitivePurpose for what must not be done by link.

    A form with `takes_link = True` gets `link` in its constructor. A field `your_name` is kept as who did it. The
    template extends notices/link.html.
    """
    if sensitive or NEVER_BY_LINK & set(re.split(r"[^a-z]+", name.lower())):
        raise SensitivePurpose(name)
    purpose = Purpose(name, title, form_class, perform, template)
    if _purposes.setdefault(name, purpose) != purpose:
        raise ValueError(f"Two different purposes are called “{name}”.")
    return purpose


@transaction.atomic
def issue(
    *,
    purpose: str,
    about: Model,
    address: str,
    person: Person | None = None,
    now: datetime,
    expires_at: datetime,
    data: dict | None = None,
) -> str:
    """A new link's whole address, for one mail to `address`. It can not be had again: only its hash is kept."""
    if purpose not in _purposes:
        raise LookupError(f"No room has registered the purpose “{purpose}”.")
    token = token_urlsafe(32)
    link = Link.objects.create(
        token_hash=token_hash(token),
        purpose=purpose,
        about_type=about._meta.label_lower,
        about_id=about.pk,
        address=address,
        person=person,
        data=data or {},
        issued_at=now,
        expires_at=expires_at,
    )
    record(actor=SYSTEM, now=now, verb="link.issued", about=about, data={"link": link.pk, "purpose": purpose})
    return f"{settings.BASE_URL}{PATH}{token}/"


def withdraw(*, purpose: str, about: Model, now: datetime) -> int:
    """Make every unused link for this purpose and thing useless. How many there were."""
    unused = Link.objects.filter(purpose=purpose, used_at=None, withdrawn_at=None)
    return unused.filter(about_type=about._meta.label_lower, about_id=about.pk).update(withdrawn_at=now)


def look(*, token: str, sender: str, now: datetime) -> Shown:
    """What the link would do, or has done. Changes nothing. Raises UnknownLink, TooManyGuesses.

    `sender` is the network address, to slow down guessing.
    """
    link = _found(token, sender, now)
    purpose, state = _purpose_of(link), _state_of(link, now)
    return Shown(link, purpose, state, _form(purpose, link) if state is State.OPEN else None)


def use(*, token: str, posted: Any, sender: str, now: datetime) -> Shown:
    """Do what the link is for, once. Raises UnknownLink, TooManyGuesses.

    The row is locked, so two at the same moment act once; the second is told what was done. A form that is not filled
    in rightly comes back with what was typed, and the link is still good.
    """
    found = _found(token, sender, now)
    with transaction.atomic():
        link = Link.objects.select_for_update(of=("self",)).get(pk=found.pk)
        purpose, state = _purpose_of(link), _state_of(link, now)
        if state is not State.OPEN:
            return Shown(link, purpose, state)
        form = _form(purpose, link, posted)
        if not form.is_valid() or not _performed(purpose, link, form, now=now):
            return Shown(link, purpose, State.OPEN, form)
        return Shown(link, purpose, State.DONE)


def thing_of(link: Link) -> Model | None:
    """What the link is about, as it is now."""
    return apps.get_model(link.about_type)._base_manager.filter(pk=link.about_id).first()


def forget_guesses(*, now: datetime) -> int:
    """Erase counts older than a day."""
    return WrongGuesses.objects.filter(since__lt=now - timedelta(days=1)).delete()[0]


def _performed(purpose: Purpose, link: Link, form: Form, *, now: datetime) -> bool:
    try:
        with transaction.atomic():
            outcome = purpose.perform(link=link, cleaned=form.cleaned_data, now=now)
            link.used_at, link.outcome = now, str(outcome or _("Done."))
            link.used_by_name = str(form.cleaned_data.get("your_name", ""))[:120]
            link.save(update_fields=["used_at", "outcome", "used_by_name"])
            where = (link.about_type, link.about_id)
            record(
                actor=SYSTEM, now=now, verb="link.used", about=where, data={"link": link.pk, "purpose": link.purpose}
            )
            if link.notice_id:
                sent = Mail.objects.filter(notices__pk=link.notice_id, sent_at__isnull=False)
                sent.filter(arrived_at=None).update(arrived_at=now)
    except NotDone as error:
        form.add_error(None, str(error))
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _state_of(link: Link, now: datetime) -> State:
    if link.used_at is not None:
        return State.DONE_BEFORE
    if link.withdrawn_at is not None or link.expires_at <= now:
        return State.EXPIRED
    return State.OPEN


def _purpose_of(link: Link) -> Purpose:
    try:
        return _purposes[link.purpose]
    except KeyError:
        raise UnknownLink from None


def _form(purpose: Purpose, link: Link, posted: Any = None) -> Form:
    more: dict[str, Any] = {"link": link} if getattr(purpose.form_class, "takes_link", False) else {}
    return purpose.form_class(posted, **more)


def _found(token: str, sender: str, now: datetime) -> Link:
    """The link of that token. Counts misses per network address and stops looking when there are too many."""
    who = keyed_hash(sender)
    since = now - GUESSES_COUNTED_FOR
    if WrongGuesses.objects.filter(sender=who, since__gt=since, count__gte=MOST_WRONG_GUESSES).exists():
        raise TooManyGuesses
    link = Link.objects.filter(token_hash=token_hash(token)).first()
    if link is None:
        _count_miss(who, since, now)
        raise UnknownLink
    return link


def _count_miss(who: str, since: datetime, now: datetime) -> None:
    fresh = When(since__gt=since, then=F("count") + 1)
    WrongGuesses.objects.get_or_create(sender=who, defaults={"since": now})
    WrongGuesses.objects.filter(sender=who).update(
        count=Case(fresh, default=Value(1)), since=Case(When(since__gt=since, then=F("since")), default=Value(now))
    )
