"""Questions about who works where, with what, when, and who stands in for whom. Nothing here writes."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Absence, Grant, Person, Role, Unit
from socialgov.organisation.presence import is_working, next_working_moment, working_spans
from socialgov.organisation.querysets import local_day

__all__ = [
    "absence_today",
    "actor_for",
    "holders",
    "is_working",
    "managers_of",
    "municipality_name",
    "next_working_moment",
    "roles_of",
    "sample_loaded",
    "standing_in",
    "units_above",
    "units_below",
    "units_with_role",
    "working_spans",
]

_COVERS = """
    WITH RECURSIVE away AS (
        SELECT absence.person_id, absence.substitute_id FROM organisation_absence absence
        JOIN organisation_person person ON person.id = absence.person_id AND person.is_active
        WHERE absence.cancelled_at IS NULL AND absence.first_day <= %(day)s AND absence.last_day >= %(day)s
    ), covered(id) AS (
        SELECT person_id FROM away WHERE substitute_id = %(person)s
        UNION
        SELECT away.person_id FROM away JOIN covered ON away.substitute_id = covered.id
    ) SELECT id FROM covered WHERE id <> %(person)s ORDER BY id"""

_NEAREST_MANAGERS = """
    WITH RECURSIVE above(id, parent_id, distance) AS (
        SELECT id, parent_id, 0 FROM organisation_unit WHERE id = %(unit)s
        UNION ALL
        SELECT unit.id, unit.parent_id, above.distance + 1 FROM organisation_unit unit
        JOIN above ON unit.id = above.parent_id WHERE above.distance < 50
    ), managers AS (
        SELECT held.person_id, above.distance FROM above
        JOIN organisation_grant held ON held.unit_id = above.id AND held.role = 'manager'
            AND held.starts_on <= %(day)s AND (held.ends_on IS NULL OR held.ends_on >= %(day)s)
        JOIN organisation_person person ON person.id = held.person_id AND person.is_active
            AND (person.leaves_on IS NULL OR person.leaves_on >= %(day)s)
    ) SELECT person_id FROM managers WHERE distance = (SELECT min(distance) FROM managers)"""


def _ids(sql: str, parameters: dict) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]


def actor_for(person: Person, *, now: datetime) -> Actor:
    """The person with the access they have today: their own and that of absent people they stand in for.

    Whoever stands in for someone absent also stands in for those whom the absent one would have stood in for.
    """
    if person.pk is None or not person.is_active:
        raise ValueError("Only someone who may sign in can act.")
    return Actor(person_id=person.pk, covers=tuple(_ids(_COVERS, {"day": local_day(now), "person": person.pk})))


def units_below(units: Iterable[Unit]) -> QuerySet[Unit]:
    """The units and everything below them."""
    return Unit.objects.below([unit.pk for unit in units])


def units_above(unit: Unit) -> QuerySet[Unit]:
    """The unit and everything above it, in no order."""
    return Unit.objects.above([unit.pk])


def units_with_role(actor: Actor, *roles: Role, now: datetime) -> QuerySet[Unit]:
    """Where the actor, or someone they stand in for, holds one of the roles, including below."""
    return Unit.objects.where(actor, *roles, now=now)


def holders(role: Role, *, unit: Unit | None = None, now: datetime) -> QuerySet[Person]:
    """Active people with the role for the unit: granted there or above. Without a unit: anywhere."""
    return Person.objects.holding(role, now=now, unit_ids=None if unit is None else [unit.pk])


def roles_of(person_ids: Iterable[int], *, now: datetime) -> set[Role]:
    """Every role that one of the people holds anywhere today."""
    held = Grant.objects.current(now).filter(person__in=list(person_ids))
    return {Role(role) for role in held.values_list("role", flat=True).distinct()}


def managers_of(unit: Unit, *, now: datetime) -> QuerySet[Person]:
    """The responsible managers at the nearest level, from the unit upward, that has one."""
    return Person.objects.filter(pk__in=_ids(_NEAREST_MANAGERS, {"unit": unit.pk, "day": local_day(now)}))


def absence_today(person: Person, *, now: datetime) -> Absence | None:
    """The absence that makes the person away today, with its substitute."""
    return Absence.objects.today(now).filter(person=person).select_related("substitute").first()


def municipality_name() -> str:
    """The municipality's name; the real one before the sample's. Empty before there is one."""
    roots = Unit.objects.open().filter(kind=Unit.Kind.MUNICIPALITY).order_by("is_sample")
    return roots.values_list("name", flat=True).first() or ""


def sample_loaded() -> bool:
    """Whether the invented municipality is in the database."""
    return Unit.objects.open().filter(kind=Unit.Kind.MUNICIPALITY, is_sample=True).exists()


def standing_in(person: Person, *, now: datetime) -> Person | None:
    """Who acts for the person today: the first in the chain of substitutes who is not away, if anyone."""
    absences = dict(Absence.objects.today(now).values_list("person_id", "substitute_id"))
    seen, holder = {person.pk}, absences.get(person.pk)
    while holder is not None and holder in absences and holder not in seen:
        seen.add(holder)
        holder = absences[holder]
    return Person.objects.active(now).filter(pk=holder).first() if holder not in seen else None
