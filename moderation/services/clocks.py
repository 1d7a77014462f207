"""An item's clocks: set when it comes in, counted again when the guidelines, the calendar or its account changes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import Account
from accounts.selectors import work_calendar
from moderation.events import OpenItemsRecounted
from moderation.models import EarlierClock, Item, Recount
from moderation.reasons import TO_MANAGER
from socialgov.journal.services import record
from socialgov.organisation.actor import SYSTEM
from socialgov.policy import selectors as policy
from socialgov.policy.clocks import target_after
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.worktime import WorkCalendar
from socialgov.wiring.events import emit
from socialgov.wiring.wakeup import wake_on_commit

COMPLEX = "complex"  # the guidelines' kind for what the responsible manager answers (LJU-05)
COUNTED_AS = {"wordpress": "blog"}  # the guidelines speak of blogs, whatever they run on
AT_A_TIME = 200
WAKE = "moderation.recount"


@dataclass(frozen=True, slots=True)
class Times:
    """What `set_clock` stores. All None: no clock runs."""

    target_at: datetime | None = None
    limit_at: datetime | None = None
    plan_by: datetime | None = None
    warn_at: datetime | None = None
    counted_from: datetime | None = None
    target_rule: str = ""
    target_lines: str = ""
    limit_rule: str = ""
    limit_lines: str = ""

    @property
    def due_at(self) -> datetime | None:
        """What orders the queue: the target, or the last closing time before the limit (ATV-40 against ATV-35)."""
        return min((t for t in (self.target_at, self.plan_by) if t), default=None)


NO_CLOCK = Times()


def kind_of(item: Item) -> str:
    """As what an item is counted: a question is simple until the responsible manager has it (LJU-04, LJU-05)."""
    if COMPLEX in policy.guidelines().answering.kinds and item.forwardings.filter(route=TO_MANAGER).exists():
        return COMPLEX
    return item.kind


def times_for(
    account: Account | None,
    *,
    kind: str,
    received_at: datetime,
    calendar: WorkCalendar | None = None,
    document: Guidelines | None = None,
) -> Times:
    """The clocks by the guidelines in force, or `document`, and the account's own hours (ATV-16, -35, -40, -52).

    A closed group or private account has no clock: the guidelines speak of channels that are open to everyone (ATV-32).
    """
    if account is not None and account.audience == Account.Audience.CLOSED:
        return NO_CLOCK
    platform = account.platform if account else ""
    clock = policy.clock_for(COUNTED_AS.get(platform, platform), kind, document=document)
    calendar = calendar or (work_calendar(account) if account else policy.calendar_for())
    found = clock.deadlines(received_at, calendar)
    starts = calendar.next_opening(received_at)
    return Times(
        target_at=found.target,
        limit_at=found.limit,
        plan_by=found.plan_by,
        warn_at=found.warning,
        counted_from=starts if starts > received_at else None,
        target_rule=next(iter(clock.target_rule), ""),
        target_lines=clock.target_lines,
        limit_rule=next(iter(clock.limit_rule), ""),
        limit_lines=clock.limit_lines,
    )


def set_clock(item: Item, times: Times) -> None:
    """Put the clocks on an item that is not saved yet, with the guidelines that set them."""
    for name in Times.__slots__:
        setattr(item, name, getattr(times, name))
    item.due_at = times.due_at
    item.guidelines_id = policy.current().pk


# --- Counting again -------------------------------------------------------------------------------------------------
def ask_for_recount(
    *, why: str, now: datetime, account_id: int | None = None, day=None, adopted_id: int | None = None
) -> Recount:
    """Have every open item counted again, in the background. One that has not begun is enough."""
    asked = {"why": why, "day": day, "account_id": account_id, "adopted_id": adopted_id, "changed_at": now}
    waiting = Recount.objects.filter(state=Recount.State.WAITING, after=0, **asked)
    work = waiting.first() or Recount.objects.create(**asked, not_before=now)
    wake_on_commit(WAKE)
    return work


def recount_due(*, now: datetime) -> int:
    """Count open items again, in key order, a batch to a transaction. How many changed. Stops and goes on anywhere."""
    changed = 0
    while work := Recount.objects.claim(now=now):
        calendars: dict[int | None, WorkCalendar] = {}
        while True:
            last, in_batch = _recount_batch(work, calendars, now=now)
            changed += in_batch
            if last is None:
                break
            work.renew(now=now)
    return changed


def _recount_batch(work: Recount, calendars: dict, *, now: datetime) -> tuple[int | None, int]:
    """One batch after `work.after`; the last key done, or None when that was all."""
    with transaction.atomic():
        Recount.objects.select_for_update().get(pk=work.pk)
        rows = Item.objects.open().filter(pk__gt=work.after).order_by("pk")
        if work.account_id:
            rows = rows.filter(account=work.account_id)
        rows = list(rows.select_for_update(of=("self",)).select_related("account")[:AT_A_TIME])
        changed = sum(recount(row, work=work, calendars=calendars) for row in rows)
        if len(rows) < AT_A_TIME:
            work.finish()
            if work.adopted_id:
                emit(OpenItemsRecounted(recount_id=work.pk), now=now)
            return None, changed
        work.after = rows[-1].pk
        work.save(update_fields=["after"])
        return work.after, changed


def recount(item: Item, *, work: Recount, calendars: dict[int | None, WorkCalendar]) -> bool:
    """Count a locked item's clocks again for a piece of work. Whether they changed."""
    return count_again(item, why=work.why, changed_at=work.changed_at, calendars=calendars, day=work.day, work=work)


def count_again(
    item: Item,
    *,
    why: str,
    changed_at: datetime,
    calendars: dict[int | None, WorkCalendar],
    day: date | None = None,
    work: Recount | None = None,
) -> bool:
    """Count a locked item's clocks again and keep what they said. Whether they changed.

    None becomes overdue by the change alone: what would fall due sooner gets the guidelines' grace from the change.
    """
    if item.account_id not in calendars:
        calendars[item.account_id] = work_calendar(item.account) if item.account else policy.calendar_for()
    calendar = calendars[item.account_id]
    found = times_for(item.account, kind=kind_of(item), received_at=item.received_at, calendar=calendar)
    grace = grace_from(changed_at, calendar=calendar)
    new = {
        name: gently(getattr(found, name), was=getattr(item, name), grace=grace)
        for name in ("target_at", "limit_at", "plan_by")
    }
    if all(getattr(item, name) == value for name, value in new.items()):
        if item.guidelines_id != policy.current().pk:
            Item.objects.filter(pk=item.pk).update(guidelines=policy.current().pk)
        return False
    EarlierClock.objects.create(
        item=item, recount=work, replaced_at=changed_at, why=why, day=day,
        guidelines_id=item.guidelines_id, target_at=item.target_at, limit_at=item.limit_at, due_at=item.due_at,
    )  # fmt: skip
    set_clock(item, found)
    for name, value in new.items():
        setattr(item, name, value)
    item.due_at = min((t for t in (item.target_at, item.plan_by) if t), default=None)
    if item.target_at and item.warn_at:
        item.warn_at = min(item.warn_at, item.target_at)
    item.version += 1
    item.save()
    record(actor=SYSTEM, now=changed_at, verb="item.recounted", about=item, rule=item.limit_rule, data={"why": why})
    return True


def grace_from(changed_at: datetime, *, calendar: WorkCalendar, document: Guidelines | None = None) -> datetime:
    """Until when what is open has at least, by the guidelines' `answering.grace`. Always after the change."""
    return target_after((document or policy.guidelines()).answering.grace.within, changed_at, calendar)


def gently(new: datetime | None, *, was: datetime | None, grace: datetime) -> datetime | None:
    """`new`, but never so early that it is overdue by the change alone: not before the old time, or `grace`."""
    if new is None:
        return None
    return max(new, min(was, grace) if was else grace)
