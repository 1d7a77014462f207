"""Answering: here, in the platform's own app, or not at all; and taking it back within twenty seconds."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from moderation.errors import (
    AnsweredMeanwhile,
    ChangedAtSource,
    ModerationError,
    ReplyOnItsWay,
    TakenAwayMeanwhile,
    TooLateToUndo,
)
from moderation.models import Item, PlatformAction, Reply
from moderation.reasons import NO_ANSWER_REASONS
from moderation.services.core import decide, locked, person_of, save
from moderation.services.outbox import queue, works_by_connection
from moderation.workflow import HANDLING
from socialgov.organisation.actor import Actor

UNDO_SECONDS = 20
CLAIM_LASTS = timedelta(minutes=15)


@transaction.atomic
def reply(*, item: Item, text: str, seen_version: int, actor: Actor, now: datetime) -> Reply:
    """Answer an item (ATV-35, ATV-36). Leaves after UNDO_SECONDS where the account is connected.

    Where it is not, the person has written it in the platform's app: the text is kept and the item closed. Pressed
    twice it is one reply. Raises AnsweredMeanwhile, TakenAwayMeanwhile or ChangedAtSource when that happened since
    `seen_version`, ReplyOnItsWay, IllegalTransition, NotPermitted.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        raise ModerationError(_("Write a reply first."), field="text")
    if len(text) > 8000:
        raise ModerationError(_("The reply is too long. Use at most 8,000 characters."), field="text")
    row, actor = locked(item, actor, now=now)
    latest = row.replies.exclude(state__in=(Reply.State.UNDONE, Reply.State.FAILED)).last()
    if latest and latest.by_id == actor.person_id and latest.text == text and row.version != seen_version:
        return latest
    if row.version != seen_version:
        _nothing_meanwhile(row, seen_version, actor)
    if latest and latest.state == Reply.State.LEAVING:
        raise ReplyOnItsWay
    state = HANDLING.after(row.handling, "answer")
    connected = works_by_connection(row, "reply")
    leaves_at = now + timedelta(seconds=UNDO_SECONDS) if connected else None
    answer = Reply.objects.create(
        item=row,
        text=text,
        by_id=person_of(actor),
        on_behalf_of_id=actor.on_behalf_of_id,
        written_at=now,
        leaves_at=leaves_at,
        state=Reply.State.LEAVING if connected else Reply.State.BY_HAND,
    )
    decision = decide(
        row, "answer", actor=actor, now=now, rule=row.target_rule, lines=row.target_lines, by_hand=not connected
    )
    if connected:
        queue(row, "reply", decision=decision, reply=answer, not_before=leaves_at, now=now)
    first = row.answered_at or now
    by = row.answered_by_id if row.handling == Item.Handling.ANSWERED else actor.person_id
    row.forwardings.filter(answered_at__isnull=False).update(answer_used=True)
    save(row, handling=state, answered_at=first, answered_by_id=by, closed_at=now, **_settled())
    return answer


def _nothing_meanwhile(row: Item, seen_version: int, actor: Actor) -> None:
    if row.handling == Item.Handling.ANSWERED and row.answered_by_id != actor.person_id:
        raise AnsweredMeanwhile(by=row.answered_by, at=row.answered_at)
    if row.is_taken_away:
        last = row.decisions.filter(action__in=("hide", "remove")).select_related("by").last()
        if last and last.by_id != actor.person_id:
            raise TakenAwayMeanwhile(by=last.by, at=last.at)
    if row.text_version > seen_version:
        raise ChangedAtSource


@transaction.atomic
def undo(*, reply: Reply, actor: Actor, now: datetime) -> Reply:
    """Take back a reply that has not left yet. Twice is once. Raises TooLateToUndo."""
    row, actor = locked(reply.item, actor, now=now)
    fresh = Reply.objects.select_for_update().get(pk=reply.pk)
    if fresh.state == Reply.State.UNDONE:
        return fresh
    waiting = PlatformAction.objects.select_for_update(skip_locked=True).filter(reply=fresh, state="waiting")
    if fresh.state != Reply.State.LEAVING or not waiting.update(state="given_up", withdrawn_at=now):
        raise TooLateToUndo
    fresh.state = Reply.State.UNDONE
    fresh.save(update_fields=["state"])
    decide(row, "undo", actor=actor, now=now)
    earlier = row.replies.filter(state__in=(Reply.State.SENT, Reply.State.BY_HAND)).exists()
    if not earlier and HANDLING.allows(row.handling, "undo"):
        state = HANDLING.after(row.handling, "undo")
        save(row, handling=state, answered_at=None, answered_by=None, closed_at=None)
    return fresh


@transaction.atomic
def answered_elsewhere(*, item: Item, actor: Actor, now: datetime) -> Item:
    """*Redan besvarad*: someone answered in the platform's own app. That closes the item."""
    row, actor = locked(item, actor, now=now)
    state = HANDLING.after(row.handling, "answered_elsewhere")
    decide(row, "answered_elsewhere", actor=actor, now=now, rule=row.target_rule, lines=row.target_lines, by_hand=True)
    return save(
        row, handling=state, answered_at=now, answered_by_id=actor.person_id, closed_at=now,
        answered_in=row.account.platform if row.account else "", **_settled(),
    )  # fmt: skip


@transaction.atomic
def no_answer(*, item: Item, why: str, actor: Actor, now: datetime) -> Item:
    """*Inget svar behövs*, with one of NO_ANSWER_REASONS."""
    if why not in NO_ANSWER_REASONS:
        raise ModerationError(_("Choose why no answer is needed."), field="why")
    row, actor = locked(item, actor, now=now)
    state = HANDLING.after(row.handling, "no_answer")
    decide(row, "no_answer", actor=actor, now=now, why=why)
    return save(row, handling=state, closed_at=now, **_settled())


@transaction.atomic
def leave_standing(*, item: Item, actor: Actor, now: datetime) -> Item:
    """*Låt stå*: read, and no reason to take it away (ATV-53). It goes to its ordinary place, with the clock it had.

    Twice is once.
    """
    row, actor = locked(item, actor, now=now)
    if not (row.urgency or row.suggestion) and row.decisions.filter(action="stay").exists():
        return row
    decide(row, "stay", actor=actor, now=now, why=row.suggestion)
    return save(row, urgency="", suggestion="", suggested_because="")


@transaction.atomic
def reopen(*, item: Item, actor: Actor, now: datetime) -> Item:
    """Open a closed item again, with the clock it had."""
    row, actor = locked(item, actor, now=now)
    state = HANDLING.after(row.handling, "reopen")
    decide(row, "reopen", actor=actor, now=now)
    return save(row, handling=state, closed_at=None, answered_at=None, answered_by=None, answered_in="")


@transaction.atomic
def claim(*, item: Item, actor: Actor, now: datetime) -> Item:
    """Typing claims: others see who writes. Taking over needs no reason, and no version changes by it."""
    row, actor = locked(item, actor, now=now)
    Item.objects.filter(pk=row.pk).update(claimed_by=actor.person_id, claimed_at=now, first_known_at=row.first_known_at)
    row.claimed_by_id, row.claimed_at = actor.person_id, now
    return row


@transaction.atomic
def release(*, item: Item, actor: Actor, now: datetime) -> Item:
    """Stop writing. Only one's own claim."""
    row, actor = locked(item, actor, now=now)
    Item.objects.filter(pk=row.pk, claimed_by=actor.person_id).update(claimed_by=None, claimed_at=None)
    return row


@transaction.atomic
def seen(*, item: Item, actor: Actor, now: datetime) -> Item:
    """A person has the item before them: from then on the municipality knows of it (BBS-lagen 4 a §)."""
    row, _acting = locked(item, actor, now=now)
    Item.objects.filter(pk=row.pk, first_known_at=None).update(first_known_at=now)
    return row


def _settled() -> dict:
    return {"claimed_by": None, "claimed_at": None, "urgency": ""}
