"""The rows that this room gives the first page and the account's page."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import Account
from moderation import addresses, wording
from moderation.models import Alarm, Connection, Item, SecondLook
from moderation.selectors import blocks
from moderation.selectors.afterwards import afterwards
from moderation.selectors.detail import removed_phrase
from moderation.selectors.queue import Filters, Row, queue, rows_of, scope
from moderation.standing import Standing
from socialgov.look import deadlines, times
from socialgov.look.todo import Group, Mark, Todo
from socialgov.organisation.actor import Actor
from socialgov.policy.citing import Citation, cite

MOST = 60
QUOTE_LENGTH = 140
TODAY = {
    Standing.LIMIT_PASSED,
    Standing.LIMIT_TODAY,
    Standing.TARGET_PASSED,
    Standing.TODAY,
    Standing.NOW,
}


def todos(*, actor: Actor, now: datetime) -> list[Todo]:
    """What waits for the actor: comments on the accounts they run, second looks, what has to be finished by hand.

    Alarms reach everyone who was told. In order of urgency, at most MOST of each.
    """
    rows = queue(actor=actor, now=now).rows
    told = Alarm.objects.filter(ended_at=None, told__in=actor.people).values("item")
    shown = {row.item.pk for row in rows}
    alarmed = Item.objects.visible_to(actor, now=now).filter(pk__in=told).exclude(pk__in=shown)
    return [
        *(todo_of(row, now=now) for row in rows[:MOST]),
        *(todo_of(row, now=now, alarmed=True) for row in _rows(alarmed, actor, now)),
        *by_hand(actor=actor, now=now),
        *afterwards(actor=actor, now=now),
        *looks(actor=actor, now=now),
        *blocks.todos(actor=actor, now=now),
        *silent(actor=actor, now=now),
    ]


def _rows(items, actor: Actor, now: datetime) -> list[Row]:
    found = (
        items.in_queue_order().select_related("account__unit", "claimed_by").prefetch_related("texts", "second_looks")
    )
    return rows_of(list(found[:MOST]), actor=actor, now=now)


def todo_of(row: Row, *, now: datetime, alarmed: bool = False) -> Todo:
    """A line of the queue as a row of the to-do list. `alarmed`: seen to, but the alarm about it still runs."""
    item = row.item
    danger = item.urgency == Item.Urgency.DANGER
    if alarmed and not item.is_open:
        return _alarmed(row, now=now)
    return Todo(
        key=f"item:{item.pk}",
        title=_short(row.text) or wording.kind(item),
        url=addresses.item(item.pk),
        group=Group.ALARM if danger else Group.TODAY if _is_for_today(row, now) else Group.LATER,
        phrase=row.clock.phrase(now),
        due_at=now - timedelta(days=2 if danger else 1) if item.urgency else item.due_at,
        account=Mark(item.account.name, item.account.platform) if item.account else None,
        meta=_meta(item, row),
        rule=str(Citation(item.target_rule, item.target_lines)) if not item.urgency else "",
        next_label=_("Act") if danger else _("Decide") if item.urgency else _("Reply"),
        next_url=addresses.item(item.pk, answering=not item.urgency),
        danger=danger,
        quote=bool(row.text),
    )


def _short(text: str) -> str:
    """The first words of a comment: enough to know it by in a list, the whole of it is one click away."""
    return Truncator(" ".join(text.split())).chars(QUOTE_LENGTH)


def _is_for_today(row: Row, now: datetime) -> bool:
    """What is due on another day waits under *Senare*, also when few working hours are left to it."""
    due_at = row.item.due_at if row.standing is Standing.SOON else None
    return row.standing in TODAY or (due_at is not None and times.local_day(due_at) <= times.local_day(now))


def _alarmed(row: Row, *, now: datetime) -> Todo:
    """An alarm that still runs about something already hidden, removed or answered."""
    item = row.item
    return Todo(
        key=f"alarm:{item.pk}",
        title=_short(row.text) or wording.kind(item),
        url=addresses.item(item.pk),
        group=Group.ALARM,
        phrase=removed_phrase(item) or row.clock.phrase(now),
        account=Mark(item.account.name, item.account.platform) if item.account else None,
        meta=[_("The alarm still runs"), *_meta(item, row)],
        next_label=_("Open the comment"),
        next_url=addresses.item(item.pk),
        quote=bool(row.text),
    )


def _meta(item: Item, row: Row) -> list[str]:
    meta = [str(item.get_kind_display())] if item.kind != Item.Kind.COMMENT else []
    if item.handling == Item.Handling.WAITING:
        asked = next((f for f in item.forwardings.all() if f.answered_at is None), None)
        meta.append(_("Waiting for a reply from %(name)s") % {"name": (asked.unit or asked.address) if asked else "–"})
    if any(f.answered_at and not f.answer_used for f in item.forwardings.all()):
        meta.append(_("A colleague has answered"))
    if not row.readable:
        meta.append(_("Marked for secrecy"))
    return meta


def by_hand(*, actor: Actor, now: datetime) -> list[Todo]:
    """Hidden or removed here, but not yet on the platform, where a person has to do it."""
    mine = Account.objects.run_by(actor, now=now).order_by()
    waiting = (
        Item.objects.answerable_by(actor, now=now)
        .filter(account__in=mine, visibility__in=("hiding", "removing", "showing"))
        .exclude(actions__state__in=("waiting", "taken"))
        .select_related("account")
    )
    rows = []
    for item in waiting.order_by("pk")[:MOST]:
        verb = {"hiding": _("Hide the comment"), "removing": _("Remove the comment"), "showing": _("Show the comment")}
        rows.append(
            Todo(
                key=f"item:{item.pk}:by_hand",
                title=_("%(what)s in %(platform)s and say that it is done")
                % {"what": verb[item.visibility], "platform": item.account.platform_name},
                url=addresses.item(item.pk),
                group=Group.TODAY,
                account=Mark(item.account.name, item.account.platform),
                due_at=now - timedelta(days=1),
                next_label=_("Open the comment"),
                next_url=addresses.item(item.pk),
            )
        )
    return rows


def looks(*, actor: Actor, now: datetime) -> list[Todo]:
    """Second looks that the actor may make, the earliest first. Managers only for the accounts they run themselves."""
    waiting = SecondLook.objects.waiting().lookable_by(actor, now=now)
    waiting = waiting.select_related("item__account", "decision__by").order_by("due_at", "pk")
    where = str(cite("answering.second_look")) or str(cite("removing"))
    return [
        Todo(
            key=f"look:{look.pk}",
            title=_("%(name)s has hidden or removed a comment. Look at it too")
            % {"name": look.decision.by.name.split()[0] if look.decision.by else _("A colleague")},
            url=addresses.look(look.item_id),
            group=Group.TODAY if times.local_day(look.due_at) <= times.local_day(now) else Group.LATER,
            phrase=deadlines.second_look(times.local_day(look.due_at), now),
            due_at=look.due_at,
            account=Mark(look.item.account.name, look.item.account.platform) if look.item.account else None,
            rule=where,
            next_label=_("Look at it"),
            next_url=addresses.look(look.item_id),
        )
        for look in waiting[:MOST]
    ]


def silent(*, actor: Actor, now: datetime) -> list[Todo]:
    """Connections of the actor's accounts that fail: until they work, the channel itself has to be looked at."""
    mine = Account.objects.run_by(actor, now=now).order_by()
    failing = Connection.objects.filter(account__in=mine, failing_since__lte=now - timedelta(hours=2))
    return [
        Todo(
            key=f"connection:{connection.pk}",
            title=_("We get no comments since %(when)s. Look at the channel itself")
            % {"when": times.when(connection.failing_since or now, now=now)},
            url=reverse("accounts:account", args=[connection.account_id]),
            group=Group.TODAY,
            account=Mark(connection.account.name, connection.account.platform),
            note=connection.error,
            next_label=_("See the account"),
            next_url=reverse("accounts:account", args=[connection.account_id]),
        )
        for connection in failing.select_related("account").order_by("pk")
    ]


def account_tasks(*, account: Account, actor: Actor, now: datetime) -> list[Todo]:
    """This room's answer to accounts.panels.tasks_for: what waits on the account, the most urgent first."""
    items = scope(actor=actor, now=now, filters=Filters(whose="all", account=account.pk))
    return [todo_of(row, now=now) for row in _rows(items, actor, now)[:5]]


def badge(actor: Actor, *, now: datetime) -> int:
    """How many comments fall due today, or are urgent, on the actor's accounts; at most 100."""
    end_of_today = times.local(now).replace(hour=23, minute=59, second=59)
    mine = scope(actor=actor, now=now, filters=Filters())
    return mine.filter(queue_at__lte=end_of_today).order_by()[:100].count()
