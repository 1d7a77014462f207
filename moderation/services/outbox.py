"""What has to happen on the platform, carried out by a worker and read back; by hand where nothing is connected."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from moderation.models import Connection, Decision, Item, PlatformAction, Reply
from moderation.services import notices
from moderation.services.core import save
from moderation.workflow import HANDLING, VISIBILITY
from socialgov.journal.services import record
from socialgov.organisation.actor import SYSTEM
from socialgov.platforms import catalogue, client
from socialgov.platforms.client import Client, FetchFailed
from socialgov.platforms.connectors import base, registry
from socialgov.platforms.connectors.base import Action, Outcome
from socialgov.platforms.secrets import CannotOpen, decrypt
from socialgov.wiring.leases import StaleToken, pause_before_attempt
from socialgov.wiring.wakeup import wake_on_commit

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 5
WAKE = "moderation.perform"
# What each thing done leads to, and in which states it is still wanted.
LEADS_TO = {"hide": "hidden", "show": "shown", "remove": "removed", "restore": "shown"}
WANTED_IN = {"hide": "hiding", "show": "showing", "remove": "removing", "restore": "showing"}


def connection_of(item: Item) -> Connection | None:
    """How the item's account is connected, if it is."""
    return getattr(item.account, "connection", None) if item.account else None


def works_by_connection(item: Item, action: str) -> bool:
    """Whether we can do `action` for the person, or they do it in the platform's own app."""
    connection = connection_of(item)
    return bool(connection and item.external_id and Action(action) in registry.get(connection.kind).actions)


def offered(item: Item, action: str) -> bool:
    """Whether the platform lets its page's owner do `action` at all (platforms.md). A report stands nowhere to hide."""
    if item.account is None or item.kind == Item.Kind.REPORT:
        return False
    if item.kind == Item.Kind.MESSAGE:
        return False
    try:
        can = catalogue.get(item.account.platform).abilities
    except KeyError:
        return False
    if action in ("hide", "show"):
        return can.can_hide
    if action == "restore":
        return can.delete_is_reversible
    return can.can_remove


def plain(connection: Connection) -> base.Connection:
    """The connection as the connector wants it, its secret opened."""
    secret = decrypt(connection.secret, bound_to=connection.bound_to) if connection.secret else ""
    return base.Connection(connection.kind, connection.address, connection.name, secret)


def queue(
    item: Item,
    action: str,
    *,
    now: datetime,
    decision: Decision | None = None,
    reply: Reply | None = None,
    not_before: datetime | None = None,
) -> PlatformAction:
    """Put one thing to do in the outbox, in the transaction of the decision that asks for it."""
    work = PlatformAction.objects.create(
        item=item, action=action, decision=decision, reply=reply, asked_at=now, not_before=not_before or now
    )
    wake_on_commit(WAKE)
    return work


def withdraw(item: Item, action: str, *, now: datetime) -> int:
    """Take back what has not begun. How many."""
    waiting = PlatformAction.objects.filter(item=item, action=action, state=PlatformAction.State.WAITING)
    return waiting.update(state=PlatformAction.State.GIVEN_UP, withdrawn_at=now)


def perform_due(*, now: datetime, http: Client | None = None) -> int:
    """Carry out everything that is due; how many were tried. Each is leased to one worker and read back."""
    tried = 0
    while work := PlatformAction.objects.claim(now=now, lease=LEASE):
        _perform(work, http or client.from_settings(), now=now)
        tried += 1
    return tried


def _perform(work: PlatformAction, http: Client, *, now: datetime) -> None:
    item = Item.objects.select_related("account__connection").get(pk=work.item_id)
    wanted = WANTED_IN.get(work.action)
    if wanted and item.visibility != wanted:
        _drop(work, now=now)
        return
    try:
        outcome = _ask_platform(work, item, http)
    except (FetchFailed, CannotOpen) as problem:
        again = getattr(problem, "again", False) and work.attempts < MOST_ATTEMPTS
        log.warning("%s of item %s: %s", work.action, item.pk, type(problem).__name__)
        _failed(work, str(problem), again=again, now=now)
    else:
        _succeeded(work, outcome, now=now)


def _ask_platform(work: PlatformAction, item: Item, http: Client) -> Outcome:
    connection = connection_of(item)
    if connection is None:
        raise base.NotOffered(item.url)
    connector, opened = registry.get(connection.kind), plain(connection)
    if work.reply:
        return connector.reply(opened, client=http, parent=item.external_id or "", post="", text=work.reply.text)
    return connector.act(opened, client=http, action=Action(work.action), external_id=item.external_id or "")


def _drop(work: PlatformAction, *, now: datetime) -> None:
    """Meanwhile something else was wanted."""
    try:
        work.give_up(error="")
        PlatformAction.objects.filter(pk=work.pk).update(withdrawn_at=now)
    except StaleToken:
        pass


def _succeeded(work: PlatformAction, outcome: Outcome, *, now: datetime) -> None:
    try:
        with transaction.atomic():
            item = Item.objects.select_for_update(of=("self",)).get(pk=work.item_id)
            with work.finishing():
                PlatformAction.objects.filter(pk=work.pk).update(done_at=now)
                if work.reply_id:
                    Reply.objects.filter(pk=work.reply_id).update(
                        state=Reply.State.SENT, external_id=outcome.external_id, url=outcome.url[:1000]
                    )
                elif VISIBILITY.allows(item.visibility, LEADS_TO[work.action]):
                    confirm(item, LEADS_TO[work.action], now=now)
                record(
                    actor=SYSTEM, now=now, verb=f"platform.{work.action}", about=item, data={"platform_action": work.pk}
                )
    except StaleToken:
        log.warning("%s of item %s was given to another worker", work.action, work.item_id)


def confirm(item: Item, step: str, *, now: datetime) -> Item:
    """The platform, or the person who did it there, says that it is done."""
    changes: dict = {"visibility": VISIBILITY.after(item.visibility, step)}
    if step == "hidden":
        changes["hidden_at"] = item.hidden_at or now
    elif step == "removed":
        changes["removed_at"] = now
        changes["closed_at"] = item.closed_at or now
    elif step == "shown":
        changes |= {"hidden_at": None, "removed_at": None}
        changes["closed_at"] = item.closed_at if item.handling in ("answered", "no_answer") else None
    return save(item, **changes)


def _failed(work: PlatformAction, problem: str, *, again: bool, now: datetime) -> None:
    try:
        with transaction.atomic():
            item = Item.objects.select_for_update(of=("self",)).select_related("account").get(pk=work.item_id)
            if again:
                work.postpone(until=now + pause_before_attempt(work.attempts), error=problem)
                return
            work.give_up(error=problem)
            if work.reply_id:
                Reply.objects.filter(pk=work.reply_id).update(state=Reply.State.FAILED)
                if HANDLING.allows(item.handling, "reply_failed"):
                    state = HANDLING.after(item.handling, "reply_failed")
                    save(item, handling=state, answered_at=None, answered_by=None, closed_at=None)
            else:
                step = "show_failed" if work.action in ("show", "restore") else "fail"
                if VISIBILITY.allows(item.visibility, step):
                    save(item, visibility=VISIBILITY.after(item.visibility, step))
            record(actor=SYSTEM, now=now, verb="platform.failed", about=item, data={"platform_action": work.pk})
            notices.action_failed(work, item, now=now)
    except StaleToken:
        log.warning("%s of item %s was given to another worker", work.action, work.item_id)
