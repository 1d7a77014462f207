"""Larm: several people are told at the same moment, whatever the hour."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.selectors import watchers_of
from moderation.errors import ModerationError
from moderation.models import Alarm, Item
from moderation.services.core import decide, locked, save
from socialgov.notices.services import announce
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.models import Role
from socialgov.organisation.selectors import holders, managers_of


@transaction.atomic
def raise_alarm(*, item: Item, kind: str, actor: Actor, now: datetime) -> Alarm:
    """*Larma*: the account's people, its manager and the communications office. Raising the same twice is one alarm."""
    if kind not in Alarm.Kind.values:
        raise ModerationError(_("Choose what the alarm is about."), field="kind")
    row, actor = locked(item, actor, now=now) if actor is not SYSTEM else (Item.objects.get(pk=item.pk), SYSTEM)
    alarm, created = Alarm.objects.get_or_create(
        item=row, kind=kind, ended_at=None, defaults={"raised_at": now, "raised_by_id": actor.person_id}
    )
    if not created:
        return alarm
    people = {person.pk: person for person in holders(Role.COMMUNICATIONS, now=now)}
    if row.account:
        people |= {person.pk: person for person in watchers_of(row.account, now=now)}
        if row.account.unit:
            people |= {person.pk: person for person in managers_of(row.account.unit, now=now)}
    alarm.told.set(people.values())
    decide(row, "alarm", actor=actor, now=now, why=kind)
    if row.urgency != Item.Urgency.DANGER:
        save(row, urgency=Item.Urgency.DANGER if kind in ("life", "child") else Item.Urgency.NOW)
    for person in people.values():
        announce(
            kind="alarm", key=f"alarm:{alarm.pk}:{person.pk}", recipient=person, now=now, about=row,
            context={"alarm": alarm.pk}, url=reverse("moderation:item", args=[row.pk]),
        )  # fmt: skip
    return alarm


@transaction.atomic
def end_alarm(*, alarm: Alarm, actor: Actor, now: datetime) -> Alarm:
    """The danger is over: the item goes back to its ordinary place."""
    row, actor = locked(alarm.item, actor, now=now)
    fresh = Alarm.objects.select_for_update().get(pk=alarm.pk)
    if fresh.ended_at is None:
        fresh.ended_at, fresh.ended_by_id = now, actor.person_id
        fresh.save()
        decide(row, "reopen", actor=actor, now=now, why="alarm_over")
        if not row.alarms.filter(ended_at=None).exists():
            save(row, urgency="")
    return fresh
