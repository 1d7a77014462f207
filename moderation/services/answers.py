"""Answering: here, in the platform's own app, or not at all; and taking it back within twenty seconds."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.errors import AnsweredMeanwhile, ModerationError, TooLateToUndo
from moderation.models import Item, PlatformAction, Reply
from moderation.services.core import decide, locked, save
from moderation.services.outbox import queue, works_by_connection
from moderation.workflow import HANDLING
from socialgov.organisation.actor import Actor

UNDO_SECONDS = 20
NO_ANSWER_REASONS = {
    "thanks": gettext_lazy("Thanks or cheering"),
    "between_others": gettext_lazy("A talk between others"),
    "politician": gettext_lazy("Addressed to a politician or party"),
    "answered_in_thread": gettext_lazy("Already answered in the thread"),
}


@transaction.atomic
def reply(*, item: Item, text: str, seen_version: int, actor: Actor, now: datetime) -> Reply:
    """Answer an item (ATV-35, ATV-36). Leaves after UNDO_SECONDS where the account is connected.

    Where it is not, the person writes it in the platform's app: the text is kept and the item closed. Raises
    AnsweredMeanwhile when someone else answered since `seen_version`, IllegalTransition, NotPermitted.
    """
    text = text.strip()
    if not text:
        raise ModerationError(_("Write a reply first."), field="text")
    row, actor = locked(item, actor, now=now)
    if row.version != seen_version and row.handling == Item.Handling.ANSWERED and row.answered_by_id != actor.person_id:
        raise AnsweredMeanwhile(by=row.answered_by, at=row.answered_at)
    state = HANDLING.after(row.handling, "answer")
    connected = works_by_connection(row, "reply")
    answer = Reply.objects.create(
        item=row,
        text=text,
        by_id=actor.person_id,
        on_behalf_of_id=actor.on_behalf_of_id,
        written_at=now,
        state=Reply.State.LEAVING if connected else Reply.State.BY_HAND,
    )
    decision = decide(row, "answer", actor=actor, now=now, rule=row.target_rule, by_hand=not connected)
    if connected:
        queue(row, "reply", decision=decision, reply=answer, not_before=now + timedelta(seconds=UNDO_SECONDS), now=now)
    save(row, handling=state, answered_at=now, answered_by_id=actor.person_id, closed_at=now, **_unclaimed())
    return answer


@transaction.atomic
def undo(*, reply: Reply, actor: Actor, now: datetime) -> Reply:
    """Take back a reply that has not left yet. Raises TooLateToUndo."""
    row, actor = locked(reply.item, actor, now=now)
    action = PlatformAction.objects.select_for_update().filter(reply=reply, state=PlatformAction.State.WAITING).first()
    if action is None:
        raise TooLateToUndo
    action.state = PlatformAction.State.UNDONE
    action.save(update_fields=["state"])
    reply.state = Reply.State.UNDONE
    reply.save(update_fields=["state"])
    decide(row, "reopen", actor=actor, now=now)
    save(
        row, handling=HANDLING.after(row.handling, "undo"), answered_at=None, answered_by=None, closed_at=None
    )  # fmt: skip
    return reply


@transaction.atomic
def answered_elsewhere(*, item: Item, actor: Actor, now: datetime) -> Item:
    """*Redan besvarad*: someone answered in the platform's own app. That closes the item."""
    row, actor = locked(item, actor, now=now)
    state = HANDLING.after(row.handling, "answered_elsewhere")
    decide(row, "answered_elsewhere", actor=actor, now=now, rule=row.target_rule, by_hand=True)
    save(
        row, handling=state, answered_at=now, answered_by_id=actor.person_id, closed_at=now,
        answered_in=row.account.platform if row.account else "", **_unclaimed(),
    )  # fmt: skip
    return row


@transaction.atomic
def no_answer(*, item: Item, why: str, actor: Actor, now: datetime) -> Item:
    """*Inget svar behövs*, with one of NO_ANSWER_REASONS."""
    if why not in NO_ANSWER_REASONS:
        raise ModerationError(_("Choose why no answer is needed."), field="why")
    row, actor = locked(item, actor, now=now)
    state = HANDLING.after(row.handling, "no_answer")
    decide(row, "no_answer", actor=actor, now=now, why=why)
    save(row, handling=state, closed_at=now, **_unclaimed())
    return row


@transaction.atomic
def reopen(*, item: Item, actor: Actor, now: datetime) -> Item:
    """Open a closed item again, with the clock it had."""
    row, actor = locked(item, actor, now=now)
    state = HANDLING.after(row.handling, "reopen")
    decide(row, "reopen", actor=actor, now=now)
    save(row, handling=state, closed_at=None, answered_at=None, answered_by=None)
    return row


@transaction.atomic
def claim(*, item: Item, actor: Actor, now: datetime) -> Item:
    """Typing claims: others see who writes. Taking over needs no reason."""
    row, actor = locked(item, actor, now=now)
    if row.claimed_by_id != actor.person_id or row.claimed_at is None or now - row.claimed_at > timedelta(minutes=1):
        Item.objects.filter(pk=row.pk).update(
            claimed_by=actor.person_id, claimed_at=now, first_known_at=row.first_known_at
        )
    return row


def _unclaimed() -> dict:
    return {"claimed_by": None, "claimed_at": None}
