"""Hiding and removing: the copy first, in one short transaction; one person does it at once (ATV-42)."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from archiving import evidence
from moderation.errors import HandledMeanwhile, ModerationError, NoSuchReason, NotOffered
from moderation.models import Decision, Item
from moderation.services import notices
from moderation.services.core import decide, locked, save
from moderation.services.outbox import confirm, offered, queue, withdraw, works_by_connection
from moderation.services.reports import close_reports_of
from moderation.services.second_looks import ask_for_second_look
from moderation.services.secrecy import conceal_copies, readers
from moderation.workflow import VISIBILITY
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person
from socialgov.policy import selectors as policy
from socialgov.policy.categories import Reply, Routine
from socialgov.policy.schema.removal import RemovalCategory

DONE = {"hide": "hidden", "remove": "removed"}
UNDER_WAY = {"hide": ("hiding", "hidden"), "remove": ("removing", "removed")}


def delivered(item: Item) -> dict:
    """What the platform delivered, as it is kept as evidence: text, author, ids and times of every version seen."""
    texts = list(item.texts.all())
    return {
        "account": item.account_id,
        "platform": item.account.platform if item.account else "",
        "kind": item.kind,
        "external_id": item.external_id or "",
        "url": item.url,
        "post": {"url": item.post_url, "title": item.post_title},
        "published_at": item.received_at,
        "received_at": item.received_at,
        "detected_at": item.detected_at,
        "first_known_at": item.first_known_at,
        "author": texts[-1].author_name if texts else "",
        "handle": texts[-1].author_handle if texts else "",
        "text": texts[-1].text if texts else "",
        "versions": [
            {"seen_at": text.seen_at, "text": text.text, "media": text.media, "raw": json.loads(text.delivered or "{}")}
            for text in texts
        ],
    }


@transaction.atomic
def hide(
    *,
    item: Item,
    category: str,
    actor: Actor,
    now: datetime,
    attacked: Person | None = None,
    described: str = "",
    already_done: bool = False,
) -> Decision:
    """One person hides at once; it can be undone (ATV-42). The copy is sealed in the same transaction.

    `category` is a removal category of the adopted guidelines, or empty where someone is in distress and is shielded
    from comments (no category then). Where nothing is connected the person does it in the platform's app and says so:
    in the same press (`already_done`) or afterwards (`done_on_platform`). Pressed twice it is done once.
    Raises NoSuchReason, NotOffered, HandledMeanwhile, IllegalTransition, NotPermitted, evidence.NothingToSave.
    """
    return _take_away(
        item, "hide", category, actor=actor, now=now, attacked=attacked, described=described, already_done=already_done
    )


@transaction.atomic
def remove(
    *,
    item: Item,
    category: str,
    actor: Actor,
    now: datetime,
    attacked: Person | None = None,
    described: str = "",
    already_done: bool = False,
) -> Decision:
    """Remove from the channel (borttagning; never *gallring*): always with a category, always after the copy.

    On YouTube that is *Avvisa*, which can not be undone. Otherwise as `hide`.
    """
    if not category:
        raise ModerationError(_("Choose why the comment is to be removed."), field="category")
    return _take_away(
        item, "remove", category, actor=actor, now=now, attacked=attacked, described=described,
        already_done=already_done,
    )  # fmt: skip


def category_of(code: str) -> RemovalCategory | None:
    """The category as the guidelines in force have it; None when they do not."""
    return next((category for category in policy.removal_categories() if category.code == code), None)


def _take_away(
    item: Item, action: str, code: str, *, actor: Actor, now: datetime, attacked: Person | None, described: str,
    already_done: bool,
) -> Decision:  # fmt: skip
    row, actor = locked(item, actor, now=now)
    chosen = category_of(code) if code else None
    if code and chosen is None:
        raise NoSuchReason(field="category")
    if not offered(row, action):
        raise NotOffered
    if row.visibility in UNDER_WAY[action]:
        return _already(row, action, actor)
    state = VISIBILITY.after(row.visibility, action)
    secrecy = row.secrecy or row.urgency == Item.Urgency.DANGER or _routine(chosen) is Routine.SECRECY
    if secrecy and not row.secrecy:
        conceal_copies(row, actor=actor, now=now)
    copy = evidence.take(
        about=row, delivered=delivered(row) if row.texts.exists() else {}, category=code, description=described,
        secrecy=secrecy, readers=readers(row, now=now) if secrecy else (), account=row.account, actor=actor, now=now,
    )  # fmt: skip
    connected = works_by_connection(row, action)
    decision = decide(
        row, action, actor=actor, now=now, category=code, evidence_id=copy.pk, by_hand=not connected,
        rule=next(iter(chosen.rule), "") if chosen else "", lines=chosen.lines if chosen else "",
        ground=str(chosen.effective_kind) if chosen else "", guidelines_id=policy.current().pk,
    )  # fmt: skip
    changes: dict = {"visibility": state, "secrecy": secrecy, "claimed_by": None, "claimed_at": None}
    if row.urgency == Item.Urgency.NOW and not row.alarms.filter(ended_at=None).exists():
        changes["urgency"] = Item.Urgency.NORMAL
    save(row, **changes)
    if connected:
        withdraw(row, "hide", now=now)
        withdraw(row, "show", now=now)
        queue(row, action, decision=decision, now=now)
    elif already_done:
        confirm(row, DONE[action], now=now)
    close_reports_of(row, actor=actor, now=now)
    ask_for_second_look(
        row, decision, needed=chosen is not None and chosen.needs_second_look, attacked=attacked, now=now
    )
    if attacked is not None:
        notices.attacked(row, attacked, now=now)
    return decision


def _already(row: Item, action: str, actor: Actor) -> Decision:
    last = row.decisions.filter(action=action).select_related("by").last()
    if last is None:  # done at the source, so there is nothing more to do; say by whom is not known
        raise HandledMeanwhile(by=None, at=row.hidden_at or row.removed_at)
    if last.by_id != actor.person_id:
        raise HandledMeanwhile(by=last.by, at=last.at)
    return last


def _routine(chosen: RemovalCategory | None) -> Routine:
    return chosen.known.routine if chosen else Routine.NONE


def may_be_answered(decisions: Sequence[Decision]) -> str:
    """What the category of the last measure says of a public reply: no, yes, offer_link or redirect; empty for none."""
    last = next((d for d in reversed(decisions) if d.action in ("hide", "remove") and d.category), None)
    chosen = category_of(last.category) if last else None
    return str(chosen.public_reply) if chosen else ("" if last is None else str(Reply.NO))


@transaction.atomic
def done_on_platform(*, item: Item, actor: Actor, now: datetime) -> Item:
    """*Klart*: the person has hidden, removed or shown it in the platform's own app. Twice is once."""
    row, actor = locked(item, actor, now=now)
    step = {"hiding": "hidden", "removing": "removed", "showing": "shown"}.get(row.visibility)
    if step is None:
        return row
    confirm(row, step, now=now)
    for action in ("hide", "remove", "show", "restore"):
        withdraw(row, action, now=now)
    decide(
        row,
        {"hidden": "hide", "removed": "remove", "shown": "unhide"}[step],
        actor=actor,
        now=now,
        by_hand=True,
        why="done",
    )
    return row


@transaction.atomic
def report_to_platform(*, item: Item, category: str, actor: Actor, now: datetime) -> Decision:
    """*Anmäl till X*: where the owner can not remove, the measure is a report, recorded as every other.

    Pressed twice it is done once.
    """
    row, actor = locked(item, actor, now=now)
    chosen = category_of(category)
    if chosen is None:
        raise NoSuchReason(field="category")
    last = row.decisions.order_by("pk").last()
    if last and (last.action, last.category, last.by_id) == ("report_to_platform", category, actor.person_id):
        return last
    copy = evidence.take(
        about=row, delivered=delivered(row), category=category, secrecy=row.secrecy, actor=actor, now=now,
        readers=readers(row, now=now) if row.secrecy else (), account=row.account,
    )  # fmt: skip
    decision = decide(
        row, "report_to_platform", actor=actor, now=now, category=category, evidence_id=copy.pk, by_hand=True,
        rule=next(iter(chosen.rule), ""), lines=chosen.lines, ground=str(chosen.effective_kind),
    )  # fmt: skip
    save(row)
    return decision


@transaction.atomic
def mark_secret(*, item: Item, actor: Actor, now: datetime) -> Item:
    """*Sekretessmarkering*: a warning, not a decision. From now on few can read what it says (ATV-45)."""
    row, actor = locked(item, actor, now=now)
    if row.secrecy:
        return row
    decide(row, "secrecy", actor=actor, now=now)
    conceal_copies(row, actor=actor, now=now)
    return save(row, secrecy=True)
