"""Roles are given as three packages, and four more one by one. Only a system administrator makes another one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgov.journal.services import record
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.events import RolesChanged
from socialgov.organisation.models import Grant, Person, Role, Unit
from socialgov.organisation.permissions import NotPermitted, capacity_for_role, holds
from socialgov.organisation.querysets import local_day
from socialgov.wiring.events import emit

OFFICE = (Role.COMMUNICATIONS, Role.SYSTEM_ADMINISTRATOR)


@dataclass(frozen=True)
class Package:
    """Roles that are given and taken together."""

    name: str
    label: object
    help_text: object
    roles: tuple[Role, ...]


PACKAGES = {
    package.name: package
    for package in (
        Package(
            "communications",
            _("Communications"),
            _("Consults on plans, publishes the channel list, keeps logins, checks removals afterwards."),
            (Role.COMMUNICATIONS,),
        ),
        Package("manager", _("Manager"), _("Signs plans and answers for the unit's accounts."), (Role.MANAGER,)),
        Package(
            "administrator",
            _("Account administrator"),
            _("Answers, hides and removes comments, writes plans and posts for the unit's accounts."),
            (Role.ADMINISTRATOR, Role.OPERATOR),
        ),
        Package(
            "registrar", _("Registrar"), _("Receives what is to be registered, mostly by mail."), (Role.REGISTRAR,)
        ),
        Package("archivist", _("Archivist"), _("Disposes, delivers to the archive and discloses."), (Role.ARCHIVIST,)),
        Package("auditor", _("Auditor (reads only)"), _("Reads everything and changes nothing."), (Role.AUDITOR,)),
        Package(
            "system_administrator",
            _("System administrator"),
            _("Lets people in, gives roles and looks after the installation."),
            (Role.SYSTEM_ADMINISTRATOR,),
        ),
    )
}
"""The first three are the packages; the rest are single roles."""


class LastSystemAdministrator(Exception):
    """Somebody must be able to let people in."""

    def __init__(self):
        super().__init__(_("This is the only system administrator. Choose another one first."))


class NotActive(Exception):
    """Someone who has left can't be given anything."""

    def __init__(self):
        super().__init__(_("This person has left. Let them start again first."))


@transaction.atomic
def grant_package(*, person: Person, package: str, unit: Unit, actor: Actor, now: datetime) -> None:
    """Give the package's roles in the unit and below, from today; what is held stays. Raises NotActive."""
    person = _locked(person)
    if not person.is_active:
        raise NotActive
    acting = _may_give(PACKAGES[package].roles, unit, actor, now)
    today = local_day(now)
    given = []
    for role in PACKAGES[package].roles:
        held = Grant.objects.not_ended(now).filter(person=person, role=role, unit=unit)
        if held.filter(starts_on__lte=today, ends_on=None).exists():
            continue
        held.filter(ends_on=None).delete()  # one that was to start later starts today instead
        Grant.objects.create(person=person, role=role, unit=unit, starts_on=today)
        given.append(role.value)
    if given:
        _note(person, acting, now, "role.granted", {"roles": given, "unit": unit.pk})


@transaction.atomic
def end_package(*, person: Person, package: str, unit: Unit, actor: Actor, now: datetime) -> None:
    """Take the package's roles in the unit back, at once. Twice changes nothing. Raises NotPermitted and
    LastSystemAdministrator."""
    lock_system_administrators()
    person = _locked(person)
    acting = _may_give(PACKAGES[package].roles, unit, actor, now)
    roles = [role.value for role in PACKAGES[package].roles]
    held = Grant.objects.not_ended(now).filter(person=person, role__in=roles, unit=unit)
    if not held.exists():
        return
    if Role.SYSTEM_ADMINISTRATOR in roles:
        elsewhere = Grant.objects.current(now).filter(person=person, role=Role.SYSTEM_ADMINISTRATOR).exclude(unit=unit)
        if not elsewhere.exists():
            keep_a_system_administrator(person, now=now)
    yesterday = local_day(now) - timedelta(days=1)
    held.filter(starts_on__gt=yesterday).delete()  # never lasted a day: the journal knows it was there
    held.update(ends_on=yesterday)
    _note(person, acting, now, "role.ended", {"roles": roles, "unit": unit.pk})


def check_may_touch(person: Person, actor: Actor, *, now: datetime) -> None:
    """Only a system administrator changes the address or the last day of another. Raises NotPermitted."""
    powerful = Grant.objects.current(now).filter(person=person, role=Role.SYSTEM_ADMINISTRATOR).exists()
    if powerful and actor != SYSTEM and not holds(actor, Role.SYSTEM_ADMINISTRATOR, now=now):
        raise NotPermitted(_("Only a system administrator can do this with another system administrator."))


def others_hold_the_system(person: Person, *, now: datetime) -> bool:
    """Whether the installation has a system administrator who stays, besides the person.

    People of the sample don't count for real ones: they go with it.
    """
    held = Grant.objects.current(now).filter(person=person, role=Role.SYSTEM_ADMINISTRATOR).exists()
    staying = Person.objects.holding(Role.SYSTEM_ADMINISTRATOR, now=now).filter(leaves_on=None)
    if not person.is_sample:
        staying = staying.filter(is_sample=False)
    return not held or staying.exclude(pk=person.pk).exists()


def keep_a_system_administrator(person: Person, *, now: datetime) -> None:
    """Raises LastSystemAdministrator when the person is the only one."""
    if not others_hold_the_system(person, now=now):
        raise LastSystemAdministrator


def lock_system_administrators() -> None:
    """Two who each take the other's role away at the same moment wait for each other."""
    list(
        Grant.objects.select_for_update()
        .filter(Q(ends_on=None), role=Role.SYSTEM_ADMINISTRATOR)
        .order_by("pk")
        .values_list("pk")
    )


def _may_give(roles: Iterable[Role], unit: Unit, actor: Actor, now: datetime) -> Actor:
    if Role.SYSTEM_ADMINISTRATOR in roles:
        try:
            return capacity_for_role(actor, Role.SYSTEM_ADMINISTRATOR, now=now, unit=unit)
        except NotPermitted:
            raise NotPermitted(_("Only a system administrator can make or end another system administrator.")) from None
    return capacity_for_role(actor, *OFFICE, now=now, unit=unit)


def _note(person: Person, actor: Actor, now: datetime, verb: str, data: dict) -> None:
    record(actor=actor, now=now, verb=verb, about=person, data=data)
    emit(RolesChanged(person_id=person.pk), now=now)


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
