"""Hiding and removing: the copy first, in one short transaction; a second look afterwards (eftergranskning)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from archiving import evidence
from moderation.errors import ModerationError, NoSuchReason, NotOffered, NotYours
from moderation.models import Decision, Item, SecondLook
from moderation.permissions import SecondLookPermission
from moderation.services.core import decide, locked, save
from moderation.services.outbox import offered, queue, works_by_connection
from moderation.workflow import VISIBILITY
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person
from socialgov.policy import selectors as policy

SECOND_LOOK_WORKING_DAYS = 2


def delivered(item: Item) -> dict:
    """What the platform delivered, as it is kept as evidence: text, author, ids and times of every version seen."""
    return {
        "account": item.account_id,
        "platform": item.account.platform if item.account else "",
        "external_id": item.external_id,
        "url": item.url,
        "post": {"url": item.post_url, "title": item.post_title},
        "received_at": item.received_at.isoformat(),
        "detected_at": item.detected_at.isoformat(),
        "versions": [
            {
                "seen_at": text.seen_at.isoformat(),
                "author": text.author_name,
                "handle": text.author_handle,
                "text": text.text,
                "media": text.media,
            }
            for text in item.texts.all()
        ],
    }


@transaction.atomic
def hide(
    *, item: Item, category: str, actor: Actor, now: datetime, attacked: Person | None = None, described: str = ""
) -> Decision:
    """One person hides at once; it can be undone (ATV-42). The copy is sealed in the same transaction.

    `category` is a removal category of the adopted guidelines, or empty where someone is in distress and is shielded
    from comments (no category then). Raises NoSuchReason, NotOffered, IllegalTransition, NotPermitted.
    """
    return _take_away(item, "hide", category, actor=actor, now=now, attacked=attacked, described=described)


@transaction.atomic
def remove(
    *, item: Item, category: str, actor: Actor, now: datetime, attacked: Person | None = None, described: str = ""
) -> Decision:
    """Remove from the channel (borttagning; never *gallring*): always with a category, always after the copy."""
    if not category:
        raise ModerationError(_("Choose why the comment is to be removed."), field="category")
    return _take_away(item, "remove", category, actor=actor, now=now, attacked=attacked, described=described)


def _take_away(item, action, category, *, actor, now, attacked, described) -> Decision:
    chosen = policy.removal_category(category) if category else None
    if category and chosen is None:
        raise NoSuchReason(field="category")
    row, actor = locked(item, actor, now=now)
    if not offered(row, action):
        raise NotOffered
    state = VISIBILITY.after(row.visibility, action)
    secrecy = row.secrecy or category == "secrecy" or row.urgency == Item.Urgency.DANGER
    copy = evidence.take(
        about=row, delivered=delivered(row), category=category, described=described, secrecy=secrecy, actor=actor, now=now
    )
    connected = works_by_connection(row, action)
    decision = decide(
        row, action, actor=actor, now=now, rule=chosen.rule if chosen else "", category=category,
        ground=chosen.kind if chosen else "", evidence_id=copy.pk, by_hand=not connected,
    )  # fmt: skip
    changes: dict = {"visibility": state, "secrecy": secrecy}
    if connected:
        queue(row, action, decision=decision, now=now)
    else:
        changes["visibility"] = VISIBILITY.after(state, "hidden" if action == "hide" else "removed")
        changes["hidden_at" if action == "hide" else "removed_at"] = now
    if action == "remove":
        changes |= {"closed_at": row.closed_at or now, "claimed_by": None, "claimed_at": None}
    save(row, **changes)
    if chosen and chosen.second_look:
        _ask_for_second_look(row, decision, attacked=attacked, now=now)
    return decision


def _ask_for_second_look(item: Item, decision: Decision, *, attacked: Person | None, now: datetime) -> None:
    """Within two working days, by anyone else with access; one that waits already is replaced by the later measure."""
    item.second_looks.filter(done_at=None).update(done_at=now, outcome=SecondLook.Outcome.RIGHT, note="")
    due = policy.calendar_for().working_days(now, SECOND_LOOK_WORKING_DAYS)
    SecondLook.objects.create(item=item, decision=decision, due_at=due, attacked=attacked)


@transaction.atomic
def unhide(*, item: Item, actor: Actor, now: datetime) -> Item:
    """*Ångra*: show a hidden comment again. Its clock goes on as if nothing had happened."""
    row, actor = locked(item, actor, now=now)
    state = VISIBILITY.after(row.visibility, "unhide")
    connected = works_by_connection(row, "unhide")
    decision = decide(row, "unhide", actor=actor, now=now, by_hand=not connected)
    if connected:
        row.actions.filter(action="hide", state="waiting").update(state="undone")
        queue(row, "unhide", decision=decision, now=now)
    row.second_looks.filter(done_at=None).update(
        done_at=now, done_by=actor.person_id, outcome=SecondLook.Outcome.RESTORE, note=""
    )
    save(row, visibility=state, hidden_at=None)
    return row


@transaction.atomic
def second_look(*, look: SecondLook, outcome: str, note: str, actor: Actor, now: datetime) -> SecondLook:
    """Look at a measure afterwards. Raises NotYours for the one who did it and for the person attacked."""
    row, actor = locked(look.item, actor, now=now)
    waiting = SecondLook.objects.select_for_update().filter(pk=look.pk, done_at=None)
    if not SecondLookPermission.lookable_by(waiting, actor, now=now).exists():
        if waiting.exists():
            raise NotYours
        return SecondLook.objects.get(pk=look.pk)
    if outcome not in SecondLook.Outcome.values:
        raise ModerationError(_("Choose what you found."), field="outcome")
    fresh = waiting.get()
    fresh.done_at, fresh.done_by_id, fresh.outcome, fresh.note = now, actor.person_id, outcome, note.strip()
    fresh.save()
    decide(row, "second_look", actor=actor, now=now, why=outcome)
    if outcome == SecondLook.Outcome.RESTORE and VISIBILITY.allows(row.visibility, "unhide"):
        unhide(item=row, actor=actor, now=now)
    return fresh
