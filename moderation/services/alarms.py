"""Larm: several people are told at the same moment, whatever the hour."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.selectors import watchers_of
from moderation.errors import ModerationError
from moderation.models import Alarm, Item
from moderation.services import notices
from moderation.services.core import decide, locked, save
from moderation.services.secrecy import conceal_copies
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person, Role
from socialgov.organisation.selectors import holders, managers_of

ABOUT_A_PERSON = (Alarm.Kind.LIFE, Alarm.Kind.CHILD)


@transaction.atomic
def raise_alarm(
    *, item: Item, kind: str, actor: Actor, now: datetime, also: tuple[Person, ...] = (), note: str = ""
) -> Alarm:
    """*Larma*: the account's people, its manager, the communications office and `also` are told at once.

    Raising the same one twice is one alarm. Danger to life or worry for a child puts the item first in every list, and
    under a secrecy mark.
    """
    if kind not in Alarm.Kind.values:
        raise ModerationError(_("Choose what the alarm is about."), field="kind")
    row, actor = locked(item, actor, now=now)
    standing = row.alarms.filter(kind=kind, ended_at=None).first()
    if standing:
        return standing
    alarm = Alarm.objects.create(
        item=row, kind=kind, raised_at=now, raised_by_id=actor.person_id, note=note.strip()[:500]
    )
    people = to_be_told(row, now=now) | {person.pk: person for person in also}
    alarm.told.set(people.values())
    decide(row, "alarm", actor=actor, now=now, why=kind)
    personal = kind in ABOUT_A_PERSON
    urgency = Item.Urgency.DANGER if personal or row.urgency == Item.Urgency.DANGER else Item.Urgency.NOW
    if personal and not row.secrecy:
        conceal_copies(row, actor=actor, now=now)
    save(row, urgency=urgency, secrecy=row.secrecy or personal)
    for person in people.values():
        notices.alarm(alarm, person, now=now)
    return alarm


def to_be_told(item: Item, *, now: datetime) -> dict[int, Person]:
    """Everyone whom an alarm on the item reaches, by their number."""
    people = {person.pk: person for person in holders(Role.COMMUNICATIONS, now=now)}
    if item.account:
        people |= {person.pk: person for person in watchers_of(item.account, now=now)}
        if item.account.unit:
            people |= {person.pk: person for person in managers_of(item.account.unit, now=now)}
    return people


@transaction.atomic
def end_alarm(*, alarm: Alarm, actor: Actor, now: datetime) -> Alarm:
    """The danger is over: the item goes back to its ordinary place. Twice is once."""
    row, actor = locked(alarm.item, actor, now=now)
    fresh = Alarm.objects.select_for_update().get(pk=alarm.pk)
    if fresh.ended_at is None:
        fresh.ended_at, fresh.ended_by_id = now, actor.person_id
        fresh.save(update_fields=["ended_at", "ended_by"])
        decide(row, "alarm_over", actor=actor, now=now, why=fresh.kind)
        save(row, urgency=row.urgency if row.alarms.filter(ended_at=None).exists() else "")
    return fresh
