"""*Stäng av från att kommentera*: for a time, with a reason, carried out by a person, looked at by another."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archiving import evidence
from moderation.errors import ModerationError, NoSuchReason, NotYours
from moderation.models import Block, Item
from moderation.services import notices
from moderation.services.core import decide, locked, save
from moderation.services.removal import category_of, delivered
from moderation.services.second_looks import candidates
from moderation.services.secrecy import readers
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person
from socialgov.policy import selectors as policy
from socialgov.policy.citing import rule_of

LONGEST = timedelta(days=365)


@transaction.atomic
def block(
    *,
    item: Item,
    category: str,
    until: date,
    actor: Actor,
    now: datetime,
    attacked: Person | None = None,
    already_done: bool = False,
) -> Block:
    """Block the item's author from commenting on its account until and including a day, for a published reason.

    The copy is saved first. Someone else looks afterwards, within the working days of the guidelines. No connector can
    do it, so a person does it in the platform's app and says so. Pressed twice it is done once.
    Raises NoSuchReason, ModerationError beside a field, NotPermitted.
    """
    row, actor = locked(item, actor, now=now)
    chosen = category_of(category)
    if chosen is None:
        raise NoSuchReason(field="category")
    today = timezone.localdate(now)
    if until <= today:
        raise ModerationError(_("Write a day to come: nobody is blocked for ever."), field="until")
    if until > today + LONGEST:
        raise ModerationError(_("At most a year. After that it is judged anew."), field="until")
    latest = row.texts.last()
    if (
        row.account is None
        or row.kind == Item.Kind.REPORT
        or latest is None
        or not (latest.author_name or latest.author_handle)
    ):
        raise ModerationError(_("We do not know who wrote it, so there is nobody to block."))
    who = {"author_name": latest.author_name, "author_handle": latest.author_handle}
    standing = Block.objects.standing().filter(account=row.account, **who).first()
    if standing:
        return standing
    copy = evidence.take(
        about=row, delivered=delivered(row), category=category, secrecy=row.secrecy, actor=actor, now=now,
        readers=readers(row, now=now) if row.secrecy else (), account=row.account,
    )  # fmt: skip
    decision = decide(
        row, "block", actor=actor, now=now, category=category, evidence_id=copy.pk, by_hand=True,
        rule=next(iter(chosen.rule), ""), lines=chosen.lines, ground=str(chosen.effective_kind),
    )  # fmt: skip
    calendar, days = policy.calendar_for(), policy.guidelines().answering.second_look.working_days
    due = calendar.working_days(now, days)
    own = not candidates(row, decision, attacked.pk if attacked else None, now=now, until=due)
    made = Block.objects.create(
        account=row.account, item=row, decision=decision, category=category, starts_on=today, until=until, **who,
        attacked=attacked, own=own, look_due_at=calendar.working_days(now, 1) if own else due,
        done_at=now if already_done else None,
    )  # fmt: skip
    save(row)
    if attacked is not None:
        notices.attacked(row, attacked, now=now)
    return made


@transaction.atomic
def done_there(*, block: Block, actor: Actor, now: datetime) -> Block:
    """A person has blocked, or opened again, in the platform's own app. Twice is once."""
    row, actor, fresh = _locked(block, actor, now=now)
    if fresh.is_over(timezone.localdate(now)):
        if fresh.opened_at is None:
            fresh.opened_at = now
            decide(row, "unblock", actor=actor, now=now, by_hand=True, why="done")
    elif fresh.done_at is None:
        fresh.done_at = now
    fresh.save()
    return fresh


@transaction.atomic
def lift(*, block: Block, actor: Actor, now: datetime) -> Block:
    """End it before its last day: when a new assessment says so. What was never carried out is over at once."""
    row, actor, fresh = _locked(block, actor, now=now)
    return _lift(row, fresh, actor=actor, now=now)


def _lift(row: Item, fresh: Block, *, actor: Actor, now: datetime) -> Block:
    if fresh.lifted_at is None and fresh.opened_at is None:
        fresh.lifted_at = now
        fresh.opened_at = now if fresh.done_at is None else None
        decide(row, "unblock", actor=actor, now=now, by_hand=True)
        fresh.save()
        save(row)
    return fresh


@transaction.atomic
def look_again(*, block: Block, upheld: bool, actor: Actor, now: datetime, note: str = "") -> Block:
    """The second look: it was right, or it ends now. Done already is done. Raises NotYours, NotPermitted."""
    row, actor, fresh = _locked(block, actor, now=now)
    if fresh.looked_at is not None:
        return fresh
    if not Block.objects.lookable_by(actor, now=now).filter(pk=fresh.pk).exists():
        raise NotYours
    if fresh.own and not note.strip():
        raise ModerationError(_("Write what you found: nobody else looks at it."), field="note")
    decide(
        row, "second_look", actor=actor, now=now, why="right" if upheld else "wrong",
        rule=rule_of("answering.second_look"),
    )  # fmt: skip
    fresh.looked_at, fresh.looked_by_id, fresh.upheld, fresh.note = now, actor.person_id, upheld, note.strip()[:500]
    fresh.save()
    if not upheld:
        _lift(row, fresh, actor=actor, now=now)
    else:
        save(row)
    return fresh


def _locked(block: Block, actor: Actor, *, now: datetime) -> tuple[Item, Actor, Block]:
    row, actor = locked(block.item, actor, now=now)
    fresh = Block.objects.select_for_update(of=("self",)).get(pk=block.pk)
    fresh.item = row
    return row, actor, fresh
