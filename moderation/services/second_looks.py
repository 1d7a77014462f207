"""Eftergranskning: someone else looks at a removal afterwards, within the working days of the guidelines."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.selectors import watchers_of
from moderation.errors import ModerationError, NotYours
from moderation.models import Decision, Item, SecondLook
from moderation.services.core import decide, locked, save
from moderation.services.showing import show_again
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Absence, Person, Role
from socialgov.organisation.selectors import holders, managers_of
from socialgov.policy import selectors as policy
from socialgov.policy.citing import rule_of


def ask_for_second_look(
    item: Item, decision: Decision, *, needed: bool, attacked: Person | None, now: datetime
) -> SecondLook | None:
    """Ask for one, if the category needs it; one that waits already is replaced by the later measure.

    Nobody left but the one who did it: an own re-check the next working day, in writing.
    """
    waiting = item.second_looks.filter(done_at=None)
    attacked_id = attacked.pk if attacked else waiting.values_list("attacked", flat=True).first()
    waiting.update(done_at=now, outcome=SecondLook.Outcome.REPLACED)
    if not needed:
        return None
    calendar, days = policy.calendar_for(), policy.guidelines().answering.second_look.working_days
    due = calendar.working_days(now, days)
    own = not candidates(item, decision, attacked_id, now=now, until=due)
    return SecondLook.objects.create(
        item=item,
        decision=decision,
        attacked_id=attacked_id,
        own=own,
        due_at=calendar.working_days(now, 1) if own else due,
    )


def candidates(
    item: Item, decision: Decision, attacked_id: int | None, *, now: datetime, until: datetime
) -> list[Person]:
    """Who could look: everyone with access but the one who did it, the person attacked, and who is away till then."""
    people: dict[int, Person] = {person.pk: person for person in holders(Role.COMMUNICATIONS, now=now)}
    if item.account:
        people |= {person.pk: person for person in watchers_of(item.account, now=now)}
        if item.account.unit:
            people |= {person.pk: person for person in managers_of(item.account.unit, now=now)}
    for pk in (decision.by_id, attacked_id):
        people.pop(pk or 0, None)
    first, last = timezone.localdate(now), timezone.localdate(until)
    away = Absence.objects.standing().filter(
        person__in=people, first_day__lte=first, last_day__gte=last, substitute=None
    )
    for pk in away.values_list("person", flat=True):
        people.pop(pk, None)
    return list(people.values())


def name_attacked(*, look: SecondLook, attacked: Person | None, actor: Actor, now: datetime) -> SecondLook:
    """Say, or correct, who was attacked: that person does not look."""
    with transaction.atomic():
        row, actor = locked(look.item, actor, now=now)
        fresh = SecondLook.objects.select_for_update(of=("self",)).select_related("decision").get(pk=look.pk)
        if fresh.done_at is None:
            fresh.attacked = attacked
            fresh.own = not candidates(
                row, fresh.decision, attacked.pk if attacked else None, now=now, until=fresh.due_at
            )
            fresh.save(update_fields=["attacked", "own"])
            save(row)
        return fresh


@transaction.atomic
def look_again(*, look: SecondLook, outcome: str, actor: Actor, now: datetime, note: str = "") -> SecondLook:
    """Look at a measure afterwards: it was right, it is shown again, or it was wrong and can not be shown again.

    An own re-check is in writing. Done already is done. Raises NotYours for the one who did it and for the person
    attacked, NotOffered where the platform can not show it again, NotPermitted.
    """
    row, actor = locked(look.item, actor, now=now)
    fresh = SecondLook.objects.select_for_update(of=("self",)).get(pk=look.pk)
    if fresh.done_at is not None:
        return fresh
    if not SecondLook.objects.lookable_by(actor, now=now).filter(pk=fresh.pk).exists():
        raise NotYours
    if outcome not in (SecondLook.Outcome.RIGHT, SecondLook.Outcome.RESTORE, SecondLook.Outcome.WRONG):
        raise ModerationError(_("Choose what you found."), field="outcome")
    if fresh.own and not note.strip():
        raise ModerationError(_("Write what you found: nobody else looks at it."), field="note")
    decide(row, "second_look", actor=actor, now=now, why=outcome, rule=rule_of("answering.second_look"))
    fresh.done_at, fresh.done_by_id, fresh.outcome, fresh.note = now, actor.person_id, outcome, note.strip()[:500]
    fresh.save()
    if outcome == SecondLook.Outcome.RESTORE:
        show_again(row, "restore" if row.visibility == "removed" else "show", actor=actor, now=now)
    else:
        save(row)
    return fresh
