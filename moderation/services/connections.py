"""Bringing comments in by themselves: connecting an account, and the sweep that reads every connection that is due."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Account
from moderation.errors import ModerationError
from moderation.models import Connection, Item
from moderation.models.connections import EVERY
from moderation.services.intake import as_it_stands, gone_at_source, receive
from moderation.services.outbox import plain
from socialgov.journal.services import record
from socialgov.organisation.actor import Actor
from socialgov.organisation.permissions import capacity
from socialgov.platforms import client
from socialgov.platforms.client import Client, FetchFailed
from socialgov.platforms.connectors import registry
from socialgov.platforms.connectors.base import Page, Seen
from socialgov.platforms.secrets import CannotOpen, encrypt
from socialgov.wiring.leases import LeasedWork, StaleToken, pause_before_attempt

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(minutes=30)
BACK_TO = timedelta(days=7)
LOOK_AGAIN_AFTER = timedelta(hours=1)
LOOKED_AT_IN_ONE_SWEEP = 50


@transaction.atomic
def connect(
    *,
    account: Account,
    kind: str,
    address: str,
    actor: Actor,
    now: datetime,
    name: str = "",
    secret: str = "",
    since: datetime | None = None,
) -> Connection:
    """Connect an account, or change how it is connected. Nothing older than a week is taken in the first time.

    A secret that is left out stays as it was, as long as the address does. Raises NotPermitted.
    """
    actor = capacity(lambda who: Account.objects.changeable_by(who, now=now), account, actor)
    if kind not in Connection.Kind.values:
        raise ModerationError(_("Choose how the account is connected."), field="kind")
    connection = Connection.objects.select_for_update().filter(account=account).first()
    moved = connection is None or (connection.kind, connection.address) != (kind, address)
    connection = connection or Connection(account=account, since=since or now - BACK_TO)
    connection.kind, connection.address, connection.name = kind, address, name
    if secret:
        connection.secret = encrypt(secret, bound_to=connection.bound_to)
    elif moved:
        connection.secret = None
    if moved:
        connection.data = {}
    connection.state, connection.not_before, connection.failing_since = LeasedWork.State.WAITING, now, None
    connection.lease_until, connection.error, connection.attempts = None, "", 0
    connection.save()
    record(actor=actor, now=now, verb="connection.changed", about=account, data={"connector": kind})
    return connection


def fetch_due(*, now: datetime, http: Client | None = None) -> int:
    """Read every connection that is due; how many items are new. One that fails does not hold up the others."""
    new = 0
    while connection := Connection.objects.claim(now=now, lease=LEASE):
        new += fetch(connection, now=now, http=http or client.from_settings())
    return new


def fetch(connection: Connection, *, now: datetime, http: Client) -> int:
    """Read one connection that is held on lease: save its comments together with where the connector got to.

    A failing one is tried again after growing pauses; since when it fails is kept, and told (connector_silent).
    """
    account = Account.objects.get(pk=connection.account_id)
    if account.state == Account.State.CLOSED:
        connection.give_up(error="")
        return 0
    connector = registry.get(connection.kind)
    new, more = 0, True
    try:
        opened = plain(connection)
        while more:
            page = connector.fetch(opened, client=http, since=connection.since, state=connection.data)
            more = page.more
            with transaction.atomic():
                new += _take_in(account, page, now=now)
                _notice_what_is_gone(connection, account, page, now=now)
                connection.data = dict(page.state)
                _still_held(connection, data=connection.data)
        _look_at_open(connection, account, opened, http, now=now)
    except (FetchFailed, CannotOpen) as problem:
        _failed(connection, problem, now=now)
        return new
    except StaleToken:
        return new
    _worked(connection, now=now)
    return new


def _take_in(account: Account, page: Page, *, now: datetime) -> int:
    before = Item.objects.filter(account=account).count()
    for incoming in page.comments:
        receive(account=account, incoming=incoming, now=now)
    return Item.objects.filter(account=account).count() - before


def _notice_what_is_gone(connection: Connection, account: Account, page: Page, *, now: datetime) -> None:
    """A feed names the latest comments: one of ours that is newer than its oldest, and missing, is gone."""
    if connection.kind != Connection.Kind.FEED or page.unchanged or not page.comments or not page.state:
        return
    dated = [comment.published_at for comment in page.comments if comment.published_at]
    if not dated:
        return
    there = [comment.external_id for comment in page.comments]
    missing = Item.objects.filter(account=account, received_at__gte=min(dated), visibility="visible")
    for item in missing.exclude(external_id__in=there).exclude(external_id=None):
        gone_at_source(item=item, now=now)


def _look_at_open(connection: Connection, account: Account, opened, http: Client, *, now: datetime) -> None:
    """Where single comments can be asked for: is what we still show to be answered still there, and as it was?"""
    connector = registry.get(connection.kind)
    if not connector.actions:
        return
    stale = Item.objects.filter(account=account, is_open=True).exclude(external_id=None)
    stale = stale.exclude(looked_at__gt=now - LOOK_AGAIN_AFTER).exclude(detected_at__gt=now - LOOK_AGAIN_AFTER)
    for item in stale.order_by("looked_at", "pk")[:LOOKED_AT_IN_ONE_SWEEP]:
        outcome = connector.look(opened, client=http, external_id=item.external_id or "")
        as_it_stands(item=item, seen=Seen(outcome.seen), now=now)
        connection.renew(now=now, lease=LEASE)


def _still_held(connection: Connection, **changes) -> None:
    held = Connection.objects.filter(pk=connection.pk, token=connection.token, state=LeasedWork.State.TAKEN)
    if not held.update(**changes):
        raise StaleToken(connection)


def _worked(connection: Connection, *, now: datetime) -> None:
    try:
        _still_held(connection, checked_at=now, worked_at=now, failing_since=None, attempts=0)
        connection.postpone(until=now + connection.pause)
    except StaleToken:
        log.warning("connection %s was given to another worker", connection.pk)


def _failed(connection: Connection, problem: Exception, *, now: datetime) -> None:
    log.warning("connection %s: %s", connection.pk, type(problem).__name__)
    pause = pause_before_attempt(connection.attempts, first=EVERY, longest=LONGEST_PAUSE)
    wait = getattr(problem, "wait", None)
    if wait:
        pause = max(pause, timedelta(seconds=wait))
    try:
        _still_held(connection, checked_at=now, failing_since=connection.failing_since or now)
        connection.postpone(until=now + pause, error=str(problem))
    except StaleToken:
        log.warning("connection %s was given to another worker", connection.pk)
