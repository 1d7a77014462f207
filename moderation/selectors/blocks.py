"""Who may not comment for a time: the list, an item's own, what waits to be done, and the words to the one blocked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Account
from moderation import addresses
from moderation.models import Block, Item
from moderation.selectors.detail import platform_of
from socialgov.look import deadlines, municipality, times
from socialgov.look.deadlines import Phrase
from socialgov.look.todo import Group, Mark, Todo
from socialgov.organisation.actor import Actor
from socialgov.policy.categories import KNOWN
from socialgov.policy.citing import cite

MOST = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as pages show it. `step`: block (do it there), open (open again there), or nothing to do there."""

    block: Block
    category: str
    platform: str
    step: str
    over: bool
    may_look: bool
    look_phrase: Phrase | None
    letter: str


def blocks_of(item: Item, *, actor: Actor, now: datetime) -> list[Shown]:
    """The item's blocks, for whoever may answer it."""
    return _shown(Block.objects.seen_by(actor, now=now).filter(item=item), actor, now)


def standing_blocks(*, actor: Actor, now: datetime) -> list[Shown]:
    """Every block that is not opened again, on the accounts the actor may answer for; what ends first, first."""
    return _shown(Block.objects.standing().seen_by(actor, now=now), actor, now)


def all_blocks(*, actor: Actor, now: datetime) -> QuerySet[Block]:
    """For the list to take along: also those that are over."""
    return _with_parts(Block.objects.seen_by(actor, now=now))


def _with_parts(blocks: QuerySet[Block]) -> QuerySet[Block]:
    return blocks.select_related("account__unit", "item__account", "decision__by", "looked_by").order_by("until", "pk")


def _shown(blocks: QuerySet[Block], actor: Actor, now: datetime) -> list[Shown]:
    found = list(_with_parts(blocks))
    waiting = any(block.looked_at is None for block in found)
    mine = set(Block.objects.lookable_by(actor, now=now).values_list("pk", flat=True)) if waiting else set()
    return [_one(block, block.pk in mine, now) for block in found]


def _one(block: Block, may_look: bool, now: datetime) -> Shown:
    known = KNOWN.get(block.category)
    platform = platform_of(block.item)
    over = block.is_over(timezone.localdate(now))
    step = "" if block.opened_at else "open" if over else "" if block.done_at else "block"
    waits = block.looked_at is None and not block.opened_at
    return Shown(
        block=block,
        category=str(known.label) if known else block.category,
        platform=str(platform.name) if platform else _("the channel"),
        step=step,
        over=over,
        may_look=may_look and waits,
        look_phrase=deadlines.second_look(times.local_day(block.look_due_at), now) if waits else None,
        letter=_letter(block, str(known.label) if known else ""),
    )


def _letter(block: Block, reason: str) -> str:
    """What the one who is blocked is told: why, until when, and whom to ask for a new assessment."""
    unit = block.account.unit
    return _(
        "Hello! You can not comment on %(account)s until %(day)s. The reason: %(reason)s. "
        "Do you want a new assessment? Write to %(address)s. %(municipality)s"
    ) % {
        "account": block.account.name,
        "day": times.date_long(block.until),
        "reason": reason.lower(),
        "address": (unit.email if unit and unit.email else _("the municipality")),
        "municipality": municipality.name(),
    }


def todos(*, actor: Actor, now: datetime) -> list[Todo]:
    """To do on the platform: block, and open again when the last day has passed. And second looks."""
    mine = Account.objects.run_by(actor, now=now).order_by()
    waiting = _with_parts(Block.objects.standing().seen_by(actor, now=now))
    today = timezone.localdate(now)
    rows = []
    for block in waiting.filter(account__in=mine)[:MOST]:
        over = block.is_over(today)
        if not over and block.done_at:
            continue
        words = {"platform": block.account.platform_name}
        title = (
            _("The block is over: let the one who wrote comment again in %(platform)s, and say that it is done") % words
            if over
            else _("Block the one who wrote in %(platform)s, and say that it is done") % words
        )
        rows.append(_todo(f"block:{block.pk}:{'open' if over else 'block'}", title, block, Group.TODAY))
    for block in Block.objects.standing().lookable_by(actor, now=now).select_related("account", "decision__by")[:MOST]:
        who = block.decision.by.name.split()[0] if block.decision.by else _("A colleague")
        due = times.local_day(block.look_due_at)
        group = Group.TODAY if due <= times.local_day(now) else Group.LATER
        title = _("%(name)s has blocked someone. Look at it too") % {"name": who}
        rows.append(_todo(f"block:{block.pk}:look", title, block, group, phrase=deadlines.second_look(due, now)))
    return rows


def _todo(key: str, title: str, block: Block, group: Group, phrase: Phrase | None = None) -> Todo:
    return Todo(
        key=key,
        title=title,
        url=addresses.item(block.item_id),
        group=group,
        phrase=phrase,
        account=Mark(block.account.name, block.account.platform),
        rule=str(cite("answering.second_look")) if phrase else "",
        next_label=_("Look at it") if phrase else _("Open the comment"),
        next_url=addresses.item(block.item_id),
    )
