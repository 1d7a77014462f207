"""People who come, change and leave. Nobody is ever deleted: the record names them."""

from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from socialgov.journal.services import record
from socialgov.organisation.actor import Actor
from socialgov.organisation.events import AbsenceSet, PersonAdded, PersonLeaving, PersonLeft
from socialgov.organisation.models import Absence, Grant, Person, PersonManager, Unit
from socialgov.organisation.permissions import capacity, capacity_for_role
from socialgov.organisation.querysets import local_day
from socialgov.organisation.services.roles import (
    OFFICE,
    check_may_touch,
    keep_a_system_administrator,
    lock_system_administrators,
    others_hold_the_system,
)
from socialgov.organisation.stale import check_version
from socialgov.wiring.events import emit


class EmailTaken(Exception):
    """Someone else has the address. `person` is who."""

    def __init__(self, person: Person):
        self.person = person
        super().__init__(_("Someone else has this e-mail address."))


class UnitIsClosed(Exception):
    """People can't belong to a closed unit."""

    def __init__(self):
        super().__init__(_("That unit is closed. Choose another."))


@transaction.atomic
def create_person(
    *, name: str, email: str, title: str = "", phone: str = "", unit: Unit, actor: Actor, now: datetime
) -> Person:
    """Let someone in: a mail brings them a link for choosing a password. Raises EmailTaken, UnitIsClosed."""
    actor = capacity_for_role(actor, *OFFICE, now=now, unit=unit)
    if unit.closed_on:
        raise UnitIsClosed
    _check_email(email)
    person = Person(name=name, email=email, title=title, phone=phone, unit=unit)
    person.set_unusable_password()
    person.save()
    record(actor=actor, now=now, verb="person.added", about=person, data={"unit": unit.pk})
    emit(PersonAdded(person_id=person.pk), now=now)
    return person


@transaction.atomic
def change_person(
    *,
    person: Person,
    version: int,
    name: str,
    email: str,
    title: str,
    phone: str,
    unit: Unit,
    actor: Actor,
    now: datetime,
) -> Person:
    """Change who someone is and how they are reached. Raises Stale, EmailTaken, UnitIsClosed, NotPermitted.

    Whoever can change an address can have a password sent to it: only a system administrator changes another's.
    """
    person = _locked(person)
    acting = capacity(lambda who: Person.objects.changeable_by(who, now), person, actor)
    wanted = {
        "name": name,
        "email": PersonManager.normalize_email(email),
        "title": title,
        "phone": phone,
        "unit": unit,
    }
    changed = [field for field, value in wanted.items() if getattr(person, field) != value]
    if not changed:
        return person
    check_version(person, version)
    if "unit" in changed:
        capacity_for_role(actor, *OFFICE, now=now, unit=unit)
        if unit.closed_on:
            raise UnitIsClosed
    if "email" in changed:
        check_may_touch(person, actor, now=now)
        _check_email(email, besides=person)
        EmailAddress.objects.filter(user=person).delete()  # the old address no longer signs in
    for field, value in wanted.items():
        setattr(person, field, value)
    person.version += 1
    person.save()
    record(actor=acting, now=now, verb="person.changed", about=person, data={"fields": changed})
    return person


@transaction.atomic
def set_last_day(*, person: Person, version: int, leaves_on: date | None, actor: Actor, now: datetime) -> Person:
    """Someone leaves (Slutar): their access ends with the day. None takes it back. A past day ends it now.

    Raises Stale, LastSystemAdministrator, NotPermitted.
    """
    lock_system_administrators()
    person = _locked(person)
    acting = capacity(lambda who: Person.objects.changeable_by(who, now), person, actor)
    if not person.is_active or person.leaves_on == leaves_on:
        return person
    check_version(person, version)
    check_may_touch(person, actor, now=now)
    if leaves_on is not None:
        keep_a_system_administrator(person, now=now)
    person.leaves_on = leaves_on
    person.version += 1
    person.save()
    record(actor=acting, now=now, verb="person.last_day_set", about=person, data={"day": _iso(leaves_on)})
    if leaves_on is not None and leaves_on < local_day(now):
        return _sign_out_for_good(person, acting, now)
    emit(PersonLeaving(person_id=person.pk, leaves_on=leaves_on), now=now)
    return person


@transaction.atomic
def deactivate_person(*, person: Person, actor: Actor, now: datetime) -> Person:
    """Someone may no longer sign in: signed out at once, roles ended, coming absence cancelled. Twice changes nothing.

    Raises LastSystemAdministrator, NotPermitted.
    """
    lock_system_administrators()
    person = _locked(person)
    acting = capacity(lambda who: Person.objects.changeable_by(who, now), person, actor)
    if not person.is_active:
        return person
    check_may_touch(person, actor, now=now)
    keep_a_system_administrator(person, now=now)
    return _sign_out_for_good(person, acting, now)


@transaction.atomic
def reactivate_person(*, person: Person, actor: Actor, now: datetime) -> Person:
    """Someone comes back: without roles, with a new link for a password. Raises UnitIsClosed, NotPermitted."""
    person = _locked(person)
    acting = capacity(lambda who: Person.objects.changeable_by(who, now), person, actor)
    if person.is_active:
        return person
    if person.unit.closed_on:
        raise UnitIsClosed
    person.is_active, person.left_at, person.leaves_on = True, None, None
    person.version += 1
    person.save()
    record(actor=acting, now=now, verb="person.returned", about=person)
    emit(PersonAdded(person_id=person.pk), now=now)
    return person


@transaction.atomic
def send_invitation(*, person: Person, actor: Actor, now: datetime) -> None:
    """Send the link for choosing a password again. Raises NotPermitted."""
    person = _locked(person)
    acting = capacity(lambda who: Person.objects.changeable_by(who, now), person, actor)
    if not person.is_active:
        return
    record(actor=acting, now=now, verb="person.invited_again", about=person)
    emit(PersonAdded(person_id=person.pk), now=now)


def end_those_who_left(*, actor: Actor, now: datetime) -> int:
    """Deactivate everyone whose last day has passed. How many. The only system administrator waits for another."""
    ended = 0
    for person in Person.objects.filter(is_active=True, leaves_on__lt=local_day(now)):
        if others_hold_the_system(person, now=now):
            deactivate_person(person=person, actor=actor, now=now)
            ended += 1
    return ended


def _sign_out_for_good(person: Person, actor: Actor, now: datetime) -> Person:
    today = local_day(now)
    person.is_active, person.left_at = False, now
    person.leaves_on = min(person.leaves_on or today, today)
    person.set_unusable_password()  # a link for a new password that is under way no longer works either
    person.version += 1
    person.save()
    Grant.objects.filter(person=person, starts_on__gt=today).delete()
    Grant.objects.filter(person=person).not_ended(now).update(ends_on=today)
    Absence.objects.not_over(now).filter(person=person, first_day__gt=today).update(cancelled_at=now)
    for absence in Absence.objects.select_for_update(of=("self",)).not_over(now).filter(substitute=person):
        absence.substitute = None
        absence.version += 1
        absence.save()
        emit(AbsenceSet(absence_id=absence.pk), now=now)
    record(actor=actor, now=now, verb="person.left", about=person)
    emit(PersonLeft(person_id=person.pk), now=now)
    return person


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update(of=("self",)).select_related("unit").get(pk=person.pk)


def _check_email(email: str, besides: Person | None = None) -> None:
    taken = Person.objects.filter(email=PersonManager.normalize_email(email))
    if other := (taken.exclude(pk=besides.pk) if besides else taken).first():
        raise EmailTaken(other)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
