"""The test of one object, derived from the querysets, so that a list and a button can never disagree."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from socialgov.look.municipality import with_roles
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.models import Role, Unit
from socialgov.organisation.querysets import local_day

T = TypeVar("T")
_answers: ContextVar[dict[Hashable, object] | None] = ContextVar("_answers", default=None)

NO_ACCESS = with_roles(_("You do not have access to this. Ask %(office)s."), office="communications")


class NotPermitted(PermissionDenied):
    """The actor may not do this. Says what to do."""

    def __init__(self, message=None):
        super().__init__(message or NO_ACCESS)


@contextmanager
def one_reading() -> Iterator[None]:
    """Within it the same question of rights is asked once: for a page that only looks, where nothing changes them."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def asked_once(question: Hashable, ask: Callable[[], T]) -> T:
    """What `ask` answers; within one reading the answer it gave before."""
    known = _answers.get()
    if known is None:
        return ask()
    if question not in known:
        known[question] = ask()
    return cast(T, known[question])


def holds(actor: Actor, *roles: Role, now: datetime, unit: Unit | None = None) -> bool:
    """Whether the actor, or someone they stand in for, holds one of the roles: for the unit, or anywhere."""
    if not actor.people:
        return False

    def ask() -> bool:
        units = Unit.objects.where(actor, *roles, now=now)
        return (units if unit is None else units.filter(pk=unit.pk)).exists()

    return asked_once(("holds", tuple(actor.people), frozenset(roles), local_day(now), unit.pk if unit else None), ask)


def allows(queryset_of: Callable[[Actor], QuerySet], thing: Model, actor: Actor) -> bool:
    """Whether the thing is among what the actor may, alone or as a substitute."""
    return actor == SYSTEM or queryset_of(actor).filter(pk=thing.pk).exists()


def capacity(queryset_of: Callable[[Actor], QuerySet], thing: Model, actor: Actor) -> Actor:
    """The actor as they act on this thing: in their own right, else for the first absent person who may.

    `queryset_of` is the permission: what a given actor may, as a queryset. The system may everything.
    Raises NotPermitted.
    """
    if actor == SYSTEM or allows(queryset_of, thing, actor.alone()):
        return actor.alone()
    for person_id in actor.covers:
        substitute = actor.standing_in_for(person_id)
        if allows(queryset_of, thing, substitute):
            return substitute
    raise NotPermitted


def capacity_for_role(actor: Actor, *roles: Role, now: datetime, unit: Unit | None = None) -> Actor:
    """The actor as they use a role, for what has no row of its own yet. Raises NotPermitted."""
    if actor == SYSTEM or holds(actor.alone(), *roles, now=now, unit=unit):
        return actor.alone()
    for person_id in actor.covers:
        substitute = actor.standing_in_for(person_id)
        if holds(substitute, *roles, now=now, unit=unit):
            return substitute
    raise NotPermitted
