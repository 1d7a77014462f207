"""Reminders: what the collector `notices_due` is answered (ATV-35, ATV-40)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation import addresses, notice_kinds, wording
from moderation.models import Connection, Item, SecondLook
from moderation.services.core import people_for
from moderation.services.second_looks import candidates
from socialgov.look import times
from socialgov.notices.due import Due
from socialgov.organisation.models import Role
from socialgov.organisation.selectors import holders

AT_MOST = 500
SILENT_AFTER = timedelta(hours=2)


def notices(now: datetime) -> Iterator[Due]:
    """Before a target, on the day of a limit, before a second look, and when nothing comes in."""
    yield from replies_due(now)
    yield from limits_due(now)
    yield from looks_due(now)
    yield from silent_connections(now)


def replies_due(now: datetime) -> Iterator[Due]:
    """Once, at the warning moment, as long as the target lies ahead. The link opens the item ready to answer."""
    items = Item.objects.open().filter(warn_at__lte=now, target_at__gt=now, urgency="")
    for item in items.select_related("account__unit").order_by("target_at", "pk")[:AT_MOST]:
        yield from _to_everyone(item, notice_kinds.REPLY_DUE, due_at=item.target_at, since=item.warn_at, now=now)


def limits_due(now: datetime) -> Iterator[Due]:
    """Once, from the morning of the last working day before the hard limit."""
    end_of_today = timezone.localtime(now).replace(hour=23, minute=59, second=59, microsecond=999999)
    items = Item.objects.open().filter(plan_by__lte=end_of_today, limit_at__gt=now, target_at__lte=now, urgency="")
    for item in items.select_related("account__unit").order_by("limit_at", "pk")[:AT_MOST]:
        yield from _to_everyone(
            item, notice_kinds.LIMIT_DUE, due_at=item.plan_by, since=now, now=now, until=item.limit_at
        )


def _to_everyone(item: Item, kind: str, *, due_at, since, now: datetime, until=None) -> Iterator[Due]:
    for person in people_for(item, now=now):
        yield Due(
            kind=kind,
            key=f"item:{item.pk}:{due_at.isoformat()}",
            recipient_id=person.pk,
            about=item,
            context={"title": wording.title(item), "account": wording.account(item), "due_at": due_at.isoformat()},
            url=addresses.item(item.pk, answering=True),
            send_after=since,
            expires_at=until or due_at,
            due_at=due_at,
        )


def looks_due(now: datetime) -> Iterator[Due]:
    """At once when it is asked for, to everyone who may: the first who looks is enough."""
    waiting = SecondLook.objects.waiting().select_related("item__account__unit", "decision__by")
    for look in waiting.order_by("due_at", "pk")[:AT_MOST]:
        people = (
            [look.decision.by]
            if look.own
            else candidates(look.item, look.decision, look.attacked_id, now=now, until=look.due_at)
        )
        for person in people:
            yield Due(
                kind=notice_kinds.LOOK_DUE,
                key=f"look:{look.pk}",
                recipient_id=person.pk,
                about=look.item,
                context={
                    "look": look.pk,
                    "title": wording.kind(look.item),
                    "account": wording.account(look.item),
                    "who": look.decision.by.name.split()[0] if look.decision.by else _("A colleague"),
                },
                url=addresses.look(look.item_id),
                send_after=now,
                due_at=look.due_at,
            )


def silent_connections(now: datetime) -> Iterator[Due]:
    """A connection that has failed for two hours: the account's people and the communications office, once."""
    failing = Connection.objects.filter(failing_since__lte=now - SILENT_AFTER).select_related("account__unit")
    for connection in failing:
        since = connection.failing_since or now
        people = {person.pk for person in holders(Role.COMMUNICATIONS, now=now)}
        for pk in sorted(people):
            yield Due(
                kind=notice_kinds.SILENT,
                key=f"connection:{connection.pk}:{since.isoformat()}",
                recipient_id=pk,
                about=connection.account,
                context={
                    "account": str(connection.account),
                    "since": times.when(since, now=now),
                    "problem": connection.error,
                },
                url=reverse("accounts:account", args=[connection.account_id]),
                send_after=now,
            )
