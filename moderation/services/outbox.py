"""What has to happen on the platform, carried out by a worker and read back; by hand where nothing is connected."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from moderation.models import Decision, Item, PlatformAction, Reply
from moderation.workflow import VISIBILITY
from socialgov.journal.services import record
from socialgov.organisation.actor import SYSTEM
from socialgov.platforms import catalogue
from socialgov.platforms.connectors import ActionFailed, connector_for

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
MOST_TRIES = 5


def works_by_connection(item: Item, action: str) -> bool:
    """Whether we can do `action` for the person, or they do it in the platform's own app."""
    connection = getattr(item.account, "connection", None) if item.account else None
    return bool(connection and item.external_id and action in connector_for(connection.kind).actions)


def offered(item: Item, action: str) -> bool:
    """Whether the platform lets its page's owner do `action` at all (platforms.md)."""
    if item.account is None or item.kind == Item.Kind.REPORT:
        return False
    abilities = catalogue.get(item.account.platform)
    return {"hide": abilities.can_hide, "remove": abilities.can_delete or abilities.can_reject}.get(action, True)


def queue(
    item: Item, action: str, *, now: datetime, decision: Decision | None = None, reply: Reply | None = None,
    not_before: datetime | None = None,
) -> PlatformAction:  # fmt: skip
    """Put one thing to do in the outbox, in the transaction of the decision that asks for it."""
    return PlatformAction.objects.create(
        item=item, action=action, decision=decision, reply=reply, not_before=not_before or now
    )


def perform_due(*, now: datetime) -> int:
    """Carry out everything that is due; returns how many were tried. Idempotent: each is leased to one worker."""
    done = 0
    while action := _lease(now=now):
        _perform(action, now=now)
        done += 1
    return done


@transaction.atomic
def _lease(*, now: datetime) -> PlatformAction | None:
    free = Q(state="waiting", not_before__lte=now) | Q(state="doing", lease_until__lt=now)
    action = (
        PlatformAction.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(free)
        .order_by("not_before", "pk")
        .first()
    )
    if action is None:
        return None
    action.state, action.lease_until = PlatformAction.State.DOING, now + LEASE
    action.token += 1
    action.tries += 1
    action.save()
    return action


def _perform(action: PlatformAction, *, now: datetime) -> None:
    item = Item.objects.select_related("account__connection").get(pk=action.item_id)
    connector = connector_for(item.account.connection.kind)
    text = action.reply.text if action.reply else ""
    try:
        external_id = connector.act(item.account.connection, action.action, item.external_id, text)
    except ActionFailed as problem:
        log.warning("action %s on item %s: %s", action.action, item.pk, type(problem).__name__)
        _failed(action, str(problem), again=problem.temporary and action.tries < MOST_TRIES, now=now)
    else:
        _succeeded(action, external_id, now=now)


@transaction.atomic
def _succeeded(action: PlatformAction, external_id: str, *, now: datetime) -> None:
    item = Item.objects.select_for_update().get(pk=action.item_id)
    fresh = PlatformAction.objects.select_for_update().get(pk=action.pk)
    if fresh.token != action.token:
        return
    fresh.state, fresh.done_at, fresh.problem = PlatformAction.State.DONE, now, ""
    fresh.save()
    if action.action == "reply":
        Reply.objects.filter(pk=action.reply_id).update(state=Reply.State.SENT, external_id=external_id)
    else:
        confirm = {"hide": "hidden", "remove": "removed"}.get(action.action)
        if confirm and VISIBILITY.allows(item.visibility, confirm):
            item.visibility = VISIBILITY.after(item.visibility, confirm)
            if confirm == "hidden":
                item.hidden_at = item.hidden_at or now
            else:
                item.removed_at = now
            item.version += 1
            item.save()
    record(actor=SYSTEM, now=now, verb=f"platform.{action.action}", about=item, data={"action": fresh.pk})


@transaction.atomic
def _failed(action: PlatformAction, problem: str, *, again: bool, now: datetime) -> None:
    item = Item.objects.select_for_update().get(pk=action.item_id)
    fresh = PlatformAction.objects.select_for_update().get(pk=action.pk)
    if fresh.token != action.token:
        return
    fresh.problem = problem[:300]
    fresh.lease_until = None
    if again:
        fresh.state = PlatformAction.State.WAITING
        fresh.not_before = now + timedelta(seconds=30 * 2**fresh.tries)
        fresh.save()
        return
    fresh.state = PlatformAction.State.FAILED
    fresh.save()
    if action.action == "reply":
        Reply.objects.filter(pk=action.reply_id).update(state=Reply.State.FAILED)
        item.handling, item.answered_at, item.answered_by, item.closed_at = "new", None, None, None
    elif VISIBILITY.allows(item.visibility, "fail"):
        item.visibility = VISIBILITY.after(item.visibility, "fail")
    item.version += 1
    item.save()
    record(actor=SYSTEM, now=now, verb="platform.failed", about=item, data={"action": fresh.pk})
