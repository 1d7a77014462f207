"""Units of the municipality: new ones, changed ones, closed ones."""

from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from socialgov.journal.services import record
from socialgov.organisation.actor import Actor
from socialgov.organisation.collectors import holdings_of_unit
from socialgov.organisation.events import UnitChanged, UnitClosed
from socialgov.organisation.models import Role, Unit
from socialgov.organisation.permissions import capacity, capacity_for_role
from socialgov.organisation.querysets import local_day
from socialgov.organisation.stale import check_version
from socialgov.wiring.events import emit


class NotAPlace(Exception):
    """A unit can't stand there in the tree."""


class UnitExists(Exception):
    """There is an open unit of that name in the same place. `unit` is that unit."""

    def __init__(self, unit: Unit):
        self.unit = unit
        super().__init__(format_lazy(_("There is already a unit called {name} there."), name=unit.name))


class UnitInUse(Exception):
    """The unit still has people, units or other things. The message counts them."""


OFFICE = (Role.COMMUNICATIONS, Role.SYSTEM_ADMINISTRATOR)


@transaction.atomic
def create_unit(
    *,
    name: str,
    kind: str,
    parent: Unit,
    email: str = "",
    phone: str = "",
    has_secrecy: bool = False,
    actor: Actor,
    now: datetime,
) -> Unit:
    """Add a unit below `parent`. Raises NotAPlace, UnitExists, NotPermitted."""
    parent = Unit.objects.select_for_update().get(pk=parent.pk)
    actor = capacity_for_role(actor, *OFFICE, now=now, unit=parent)
    _check_place(kind, parent)
    _check_name(name, parent)
    unit = Unit.objects.create(
        name=name,
        kind=kind,
        parent=parent,
        email=email,
        phone=phone,
        has_secrecy=has_secrecy,
        is_sample=parent.is_sample,
    )
    record(actor=actor, now=now, verb="unit.created", about=unit, data={"parent": parent.pk})
    return unit


@transaction.atomic
def change_unit(
    *,
    unit: Unit,
    version: int,
    name: str,
    kind: str,
    parent: Unit | None,
    email: str,
    phone: str,
    has_secrecy: bool,
    actor: Actor,
    now: datetime,
) -> Unit:
    """Rename or move a unit. Raises Stale, NotAPlace, UnitExists, NotPermitted."""
    # Two moves at once could make a ring of units that each see only half: moves wait for each other at the root.
    Unit.objects.select_for_update().filter(kind=Unit.Kind.MUNICIPALITY).first()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    acting = capacity(lambda who: Unit.objects.changeable_by(who, now), unit, actor)
    wanted = {
        "name": name,
        "kind": kind,
        "parent": parent,
        "email": email,
        "phone": phone,
        "has_secrecy": has_secrecy,
    }
    changed = [field for field, value in wanted.items() if getattr(unit, field) != value]
    if not changed:
        return unit
    check_version(unit, version)
    if "parent" in changed or "kind" in changed:
        if unit.kind == Unit.Kind.MUNICIPALITY or kind == Unit.Kind.MUNICIPALITY or parent is None:
            raise NotAPlace(_("The municipality itself stays at the top."))
        capacity_for_role(actor, *OFFICE, now=now, unit=parent)
        if Unit.objects.below([unit.pk]).filter(pk=parent.pk).exists():
            raise NotAPlace(_("A unit can't belong to itself or to something below it."))
        _check_place(kind, parent)
    _check_name(name, parent, besides=unit)
    for field, value in wanted.items():
        setattr(unit, field, value)
    unit.version += 1
    unit.save()
    record(actor=acting, now=now, verb="unit.changed", about=unit, data={"fields": changed})
    emit(UnitChanged(unit_id=unit.pk), now=now)
    return unit


@transaction.atomic
def close_unit(*, unit: Unit, actor: Actor, now: datetime) -> Unit:
    """Close a unit that nothing belongs to any more. Closing twice changes nothing. Raises UnitInUse, NotPermitted."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    actor = capacity(lambda who: Unit.objects.changeable_by(who, now), unit, actor)
    if unit.closed_on:
        return unit
    if unit.kind == Unit.Kind.MUNICIPALITY:
        raise NotAPlace(_("The municipality itself stays at the top."))
    if left := what_is_left(unit, now=now):
        raise UnitInUse(_("Move this first: %s.") % ", ".join(left))
    unit.closed_on = local_day(now)
    unit.version += 1
    unit.save()
    record(actor=actor, now=now, verb="unit.closed", about=unit)
    emit(UnitClosed(unit_id=unit.pk), now=now)
    return unit


def what_is_left(unit: Unit, *, now: datetime) -> list[str]:
    """What keeps the unit from being closed, in words."""
    people = unit.people.filter(is_active=True).count()
    below = unit.children.open().count()
    left = [
        ngettext("%(count)d person", "%(count)d people", people) % {"count": people} if people else "",
        ngettext("%(count)d unit below", "%(count)d units below", below) % {"count": below} if below else "",
        *(str(holding.text) for holding in holdings_of_unit(unit=unit, now=now) if not holding.done),
    ]
    return [text for text in left if text]


def _check_place(kind: str, parent: Unit) -> None:
    if kind == Unit.Kind.MUNICIPALITY:
        raise NotAPlace(_("There is one municipality only."))
    if kind == Unit.Kind.BOARD and parent.kind != Unit.Kind.MUNICIPALITY:
        raise NotAPlace(_("A board belongs to the municipality itself."))
    if parent.closed_on:
        raise NotAPlace(_("That unit is closed. Choose another."))


def _check_name(name: str, parent: Unit | None, besides: Unit | None = None) -> None:
    same = Unit.objects.open().filter(parent=parent, name=name).exclude(pk=besides.pk if besides else None).first()
    if same:
        raise UnitExists(same)
