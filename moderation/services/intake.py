"""How items come in: from a connector's sweep or by hand. Each gets its clocks at once (ATV-52)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Account
from moderation import triage
from moderation.errors import ModerationError
from moderation.models import Item, ItemText
from moderation.services.clocks import set_clock, times_for
from moderation.services.core import decide, save
from moderation.workflow import HANDLING, VISIBILITY
from socialgov.journal.services import record
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.permissions import capacity
from socialgov.platforms.connectors.base import IncomingComment, Seen
from socialgov.policy.citing import rule_of


@transaction.atomic
def receive(
    *,
    account: Account,
    incoming: IncomingComment,
    now: datetime,
    kind: str = "",
    is_sample: bool = False,
) -> Item | None:
    """Take in one comment or message as the platform delivered it. Our own gives the item it answered, or None.

    The same one twice is one item. An edited text becomes a new version of it, with the clock it had; one that is
    hidden, removed or shown again at the source is noted. What we wrote ourselves in the platform's own app closes
    the comment that it answers.
    """
    if incoming.by_owner:
        return _answered_at_source(account, incoming, now=now)
    item = (
        Item.objects.select_for_update(of=("self",)).filter(account=account, external_id=incoming.external_id).first()
    )
    if item:
        return _seen_again(item, incoming, now=now)
    kind = kind or (Item.Kind.MESSAGE if incoming.private else Item.Kind.COMMENT)
    return _take_in(account, incoming, kind=kind, actor=SYSTEM, now=now, is_sample=is_sample)


@transaction.atomic
def receive_by_hand(
    *,
    account: Account,
    text: str,
    kind: str,
    received_at: datetime,
    actor: Actor,
    now: datetime,
    author_name: str = "",
    url: str = "",
) -> Item:
    """Enter what came in where nothing is connected: pasted or shared from the platform's app. Raises NotPermitted."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise ModerationError(_("Write or paste what it says."), field="text")
    if received_at > now:
        raise ModerationError(_("It can not have come in later than now."), field="received_at")
    actor = capacity(lambda who: Account.objects.answerable_by(who, now=now), account, actor)
    if url and (known := Item.objects.filter(account=account, url=url).exclude(kind=Item.Kind.REPORT).first()):
        return known
    incoming = IncomingComment("", author_name, text, received_at, url=url)
    item = _take_in(account, incoming, kind=kind, actor=actor, now=now)
    Item.objects.filter(pk=item.pk).update(first_known_at=now)
    return item


def _take_in(
    account: Account, incoming: IncomingComment, *, kind: str, actor: Actor, now: datetime, is_sample: bool = False
) -> Item:
    reading = triage.read(incoming.text)
    received = min(incoming.published_at or now, now)
    item = Item(
        account=account,
        kind=kind,
        external_id=incoming.external_id or None,
        url=_short(incoming.url, 1000),
        post_url=_short(incoming.post_url, 1000),
        post_title=incoming.post_title[:300],
        received_at=received,
        detected_at=now,
        urgency=reading.urgency,
        suggestion=reading.code,
        suggested_because=reading.because,
        case_number=reading.case_number,
        secrecy=reading.is_secret,
        is_sample=is_sample or account.is_sample,
        visibility={Seen.HIDDEN: Item.Visibility.HIDDEN, Seen.GONE: Item.Visibility.GONE}.get(
            incoming.seen, Item.Visibility.VISIBLE
        ),
    )
    if incoming.seen == Seen.REMOVED:
        item.visibility, item.removed_at, item.closed_at = Item.Visibility.REMOVED, now, now
    if item.visibility == Item.Visibility.HIDDEN:
        item.hidden_at = now
    set_clock(item, times_for(account, kind=kind, received_at=received))
    item.save()
    _store_text(item, incoming, now=now)
    record(actor=actor, now=now, verb="item.received", about=item, rule=rule_of("answering.received"))
    return item


def _short(address: str, longest: int) -> str:
    """An address cut short leads elsewhere, so one that is too long is left out."""
    return address if len(address) <= longest else ""


def _store_text(item: Item, incoming: IncomingComment, *, now: datetime) -> None:
    ItemText.objects.create(
        item=item,
        seen_at=now,
        author_name=incoming.author_name[:200],
        author_handle=incoming.author_handle[:500],
        text=incoming.text.replace("\x00", "\ufffd"),
        media=[{"url": m.url, "type": m.media_type, "description": m.description} for m in incoming.media],
        delivered=incoming.delivered.replace("\x00", "\ufffd"),
    )


def _seen_again(item: Item, incoming: IncomingComment, *, now: datetime) -> Item:
    if item.texts.latest().text != incoming.text.replace("\x00", "\ufffd"):
        _store_text(item, incoming, now=now)
        reading = triage.read(incoming.text)
        changes: dict = {"text_version": item.version + 1}
        if reading.urgency and not item.urgency:
            changes |= {"urgency": reading.urgency, "suggestion": reading.code, "suggested_because": reading.because}
        save(item, secrecy=item.secrecy or reading.is_secret, **changes)
        record(actor=SYSTEM, now=now, verb="item.changed_at_source", about=item)
    return as_it_stands(item=item, seen=incoming.seen, now=now)


@transaction.atomic
def as_it_stands(*, item: Item, seen: Seen, now: datetime) -> Item:
    """What the platform shows of an item, where that is not our doing: hidden, removed, gone, or there again.

    While something of ours is under way it says nothing.
    """
    row = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    row.looked_at = now
    step = {Seen.GONE: "gone", Seen.REMOVED: "gone", Seen.HIDDEN: "hidden", Seen.VISIBLE: "shown"}[seen]
    if step == "shown" and row.visibility == Item.Visibility.GONE:
        step = "back"
    steady = row.visibility not in (Item.Visibility.HIDING, Item.Visibility.SHOWING, Item.Visibility.REMOVING)
    if steady and VISIBILITY.allows(row.visibility, step):
        changes: dict = {"visibility": VISIBILITY.after(row.visibility, step)}
        if step == "gone":
            changes["closed_at"] = row.closed_at or now
        if step == "back":
            changes["closed_at"] = None if row.handling in ("new", "waiting") else row.closed_at
        if step in ("hidden", "shown"):
            changes["hidden_at"] = now if step == "hidden" else None
        save(row, **changes)
        record(actor=SYSTEM, now=now, verb=f"item.{step}_at_source", about=row)
    else:
        Item.objects.filter(pk=row.pk).update(looked_at=now)
    return row


def gone_at_source(*, item: Item, now: datetime) -> Item:
    """It is no longer on the platform, and not by our doing."""
    return as_it_stands(item=item, seen=Seen.GONE, now=now)


def _answered_at_source(account: Account, incoming: IncomingComment, *, now: datetime) -> Item | None:
    """We answered in the platform's own app: that closes what it answers. What we sent from here is known already."""
    if not incoming.parent_id:
        return None
    item = (
        Item.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(account=account, external_id=incoming.parent_id)
        .first()
    )
    if item is None or item.replies.filter(external_id=incoming.external_id).exists():
        return item
    if item.replies.filter(state="leaving").exists() or not HANDLING.allows(item.handling, "answered_elsewhere"):
        return item
    at = min(incoming.published_at or now, now)
    state = HANDLING.after(item.handling, "answered_elsewhere")
    decide(item, "answered_elsewhere", actor=SYSTEM, now=now, rule=item.target_rule, by_hand=True)
    return save(
        item, handling=state, answered_at=at, answered_by=None, answered_in=account.platform, closed_at=now,
        urgency="", claimed_by=None, claimed_at=None,
    )  # fmt: skip
