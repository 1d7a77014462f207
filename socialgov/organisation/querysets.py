"""What may be seen and changed by whom, as querysets. The test of one object is derived from them (permissions.py).

A role is held in a unit and those below it, from its first to its last day, both included, in Swedish local time.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from socialgov.organisation.actor import Actor

BELOW = """
    WITH RECURSIVE below(id) AS (
        {start}
        UNION
        SELECT child.id FROM organisation_unit child JOIN below ON child.parent_id = below.id
    ) SELECT id FROM below"""
ABOVE = """
    WITH RECURSIVE above(id) AS (
        SELECT id FROM organisation_unit WHERE id = ANY(%s)
        UNION
        SELECT parent.parent_id FROM organisation_unit parent JOIN above ON parent.id = above.id
        WHERE parent.parent_id IS NOT NULL
    ) SELECT id FROM above"""
GRANTED = """
    SELECT unit_id FROM organisation_grant
    WHERE person_id = ANY(%s) AND role = ANY(%s) AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)"""

# Written out, because models.py imports this module; a test holds them equal to Role.
COMMUNICATIONS, MANAGER, AUDITOR, SYSTEM_ADMINISTRATOR = "communications", "manager", "auditor", "system_administrator"


def local_day(now: datetime) -> date:
    """The date in Sweden."""
    return timezone.localdate(now)


def ids_below(unit_ids: Iterable[int]) -> RawSQL:
    """Ids of the units and everything below them, for `pk__in`."""
    return RawSQL(BELOW.format(start="SELECT id FROM organisation_unit WHERE id = ANY(%s)"), [list(unit_ids)])  # noqa: S611


def ids_above(unit_ids: Iterable[int]) -> RawSQL:
    """Ids of the units and everything above them, for `pk__in`."""
    return RawSQL(ABOVE, [list(unit_ids)])  # noqa: S611


def ids_where(actor: Actor, roles: Iterable[str], now: datetime) -> RawSQL:
    """Ids of the units where the actor, or someone they stand in for, holds one of the roles, including below."""
    day = local_day(now)
    roles = [str(getattr(role, "value", role)) for role in roles]
    return RawSQL(BELOW.format(start=GRANTED), [list(actor.people), roles, day, day])  # noqa: S611


class UnitQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_on=None)

    def below(self, unit_ids: Iterable[int]):
        """The units and everything below them."""
        return self.filter(pk__in=ids_below(unit_ids))

    def above(self, unit_ids: Iterable[int]):
        """The units and everything above them."""
        return self.filter(pk__in=ids_above(unit_ids))

    def where(self, actor: Actor, *roles: str, now: datetime):
        """Where the actor holds one of the roles."""
        return self.filter(pk__in=ids_where(actor, roles, now))

    def visible_to(self, actor: Actor, now: datetime):
        """Everyone who signs in sees the whole tree; a removed sample is gone."""
        return self.filter(Q(is_sample=False) | Q(closed_on=None)) if actor.people else self.none()

    def changeable_by(self, actor: Actor, now: datetime):
        """The communications office and the system administrator change their part of the tree."""
        return self.visible_to(actor, now).where(actor, COMMUNICATIONS, SYSTEM_ADMINISTRATOR, now=now)


class PersonQuerySet(models.QuerySet):
    def active(self, now: datetime):
        """May sign in, and their last day has not passed."""
        return self.filter(is_active=True).exclude(leaves_on__lt=local_day(now))

    def holding(self, *roles: str, now: datetime, unit_ids: Iterable[int] | None = None):
        """Active people with one of the roles, if units are given: for one of them, at it or above."""
        from_grant = Q(grants__role__in=roles, grants__starts_on__lte=local_day(now)) & (
            Q(grants__ends_on=None) | Q(grants__ends_on__gte=local_day(now))
        )
        if unit_ids is not None:
            from_grant &= Q(grants__unit__in=ids_above(unit_ids))
        return self.active(now).filter(from_grant).distinct()

    def never_signed_in(self):
        """Have a link for choosing a password, and have not used it."""
        return self.filter(last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def visible_to(self, actor: Actor, now: datetime):
        """Colleagues see each other, also those who have left; a removed sample is gone."""
        if not actor.people:
            return self.none()
        return self.filter(Q(is_sample=False) | Q(is_active=True) | Q(unit__closed_on=None))

    def changeable_by(self, actor: Actor, now: datetime):
        """Name, address, unit, roles and last day: the communications office and the system administrator."""
        units = ids_where(actor, [COMMUNICATIONS, SYSTEM_ADMINISTRATOR], now)
        return self.visible_to(actor, now).filter(unit__in=units)

    def presence_changeable_by(self, actor: Actor, now: datetime):
        """Working hours and absence: one's own, those of whom one stands in for, and those of one's unit's people."""
        units = ids_where(actor, [COMMUNICATIONS, MANAGER, SYSTEM_ADMINISTRATOR], now)
        return self.visible_to(actor, now).filter(Q(pk__in=actor.people) | Q(unit__in=units), is_active=True)


class GrantQuerySet(models.QuerySet):
    def current(self, now: datetime):
        day = local_day(now)
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def not_ended(self, now: datetime):
        """Current ones and those that start later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=local_day(now)))


class AbsenceQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(cancelled_at=None)

    def today(self, now: datetime):
        return self.standing().overlapping(local_day(now), local_day(now))

    def overlapping(self, first_day: date, last_day: date):
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)

    def not_over(self, now: datetime):
        return self.standing().filter(last_day__gte=local_day(now))

    def visible_to(self, actor: Actor, now: datetime):
        """One's own, those one stands in for, and those of the people whose presence one may change or audit."""
        units = ids_where(actor, [COMMUNICATIONS, MANAGER, SYSTEM_ADMINISTRATOR, AUDITOR], now)
        return self.filter(Q(person__in=actor.people) | Q(substitute__in=actor.people) | Q(person__unit__in=units))

    def changeable_by(self, actor: Actor, now: datetime):
        """Not over, and of someone whose presence one may change."""
        units = ids_where(actor, [COMMUNICATIONS, MANAGER, SYSTEM_ADMINISTRATOR], now)
        return self.not_over(now).filter(Q(person__in=actor.people) | Q(person__unit__in=units), person__is_active=True)
