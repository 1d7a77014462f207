"""Units and people for tests. States are traits: PersonFactory(manager=True), PersonFactory(left=True)."""

import random
from datetime import UTC, date, datetime, time, timedelta

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Absence, Grant, Person, Role, Unit, WorkingHours
from socialgov.organisation.querysets import local_day
from socialgov.organisation.selectors import actor_for

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # Friday 10.00 in Sweden: the sample's reference time
PASSWORD = "ljung-och-kvarn-17"


def municipality() -> Unit:
    """The root of the tree, made when first asked for."""
    root = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY, is_sample=False).first()
    return root or Unit.objects.create(name="Provköpings kommun", kind=Unit.Kind.MUNICIPALITY)


class UnitFactory(DjangoModelFactory):
    """A unit directly below the municipality unless `parent` says otherwise."""

    class Meta:
        model = Unit
        skip_postgeneration_save = True

    class Params:
        board = factory.Trait(kind=Unit.Kind.BOARD)
        department = factory.Trait(kind=Unit.Kind.DEPARTMENT)
        secrecy = factory.Trait(has_secrecy=True)
        closed = factory.Trait(closed_on=date(2026, 6, 30))

    name = factory.Sequence(lambda n: f"Enhet {n}")
    kind = Unit.Kind.UNIT
    parent = factory.LazyFunction(municipality)


class GrantFactory(DjangoModelFactory):
    class Meta:
        model = Grant

    role = Role.ADMINISTRATOR
    unit = factory.SelfAttribute("person.unit")
    person = factory.SubFactory("tests.factories.organisation.PersonFactory")
    starts_on = date(2020, 1, 1)

    class Params:
        ended = factory.Trait(ends_on=date(2026, 10, 31))
        later = factory.Trait(starts_on=date(2027, 1, 1))


def _holding(role: Role, *, everywhere: bool):
    where = factory.LazyFunction(municipality) if everywhere else factory.SelfAttribute("person.unit")
    return factory.RelatedFactory(GrantFactory, factory_related_name="person", role=role, unit=where)


class PersonFactory(DjangoModelFactory):
    """Someone who may sign in but holds no role. Password: PASSWORD (only with `signs_in`, hashing is slow)."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        signs_in = factory.Trait(password=factory.LazyFunction(lambda: make_password(PASSWORD)))
        left = factory.Trait(
            is_active=False, left_at=datetime(2026, 10, 31, 23, tzinfo=UTC), leaves_on=date(2026, 10, 31)
        )
        communications = factory.Trait(role_communications=_holding(Role.COMMUNICATIONS, everywhere=True))
        system_administrator = factory.Trait(role_system=_holding(Role.SYSTEM_ADMINISTRATOR, everywhere=True))
        registrar = factory.Trait(role_registrar=_holding(Role.REGISTRAR, everywhere=True))
        archivist = factory.Trait(role_archivist=_holding(Role.ARCHIVIST, everywhere=True))
        auditor = factory.Trait(role_auditor=_holding(Role.AUDITOR, everywhere=True))
        manager = factory.Trait(role_manager=_holding(Role.MANAGER, everywhere=False))
        administrator = factory.Trait(role_administrator=_holding(Role.ADMINISTRATOR, everywhere=False))
        operator = factory.Trait(role_operator=_holding(Role.OPERATOR, everywhere=False))

    name = factory.Sequence(lambda n: f"Person {n} Prov")
    email = factory.Sequence(lambda n: f"person{n}@provkoping.example")
    title = "handläggare"
    phone = "070-174 06 20"
    unit = factory.SubFactory(UnitFactory)
    password = "!"

    @factory.post_generation
    def with_password(self, create, extracted, **kwargs):
        if extracted:
            self.set_password(extracted)
            self.save(update_fields=["password"])


class WorkingHoursFactory(DjangoModelFactory):
    class Meta:
        model = WorkingHours

    person = factory.SubFactory(PersonFactory)
    weekday = 3
    opens = time(8)
    closes = time(12)


class AbsenceFactory(DjangoModelFactory):
    """Away on the day of NOW and three days after, nobody standing in."""

    class Meta:
        model = Absence

    class Params:
        past = factory.Trait(first_day=date(2026, 7, 1), last_day=date(2026, 7, 31))
        coming = factory.Trait(first_day=date(2026, 12, 21), last_day=date(2027, 1, 6))
        cancelled = factory.Trait(cancelled_at=NOW - timedelta(days=1))

    person = factory.SubFactory(PersonFactory)
    first_day = local_day(NOW)
    last_day = local_day(NOW) + timedelta(days=3)


def acting(person: Person, *, now: datetime = NOW) -> Actor:
    """The person as an actor, with those they stand in for."""
    return actor_for(person, now=now)


def tree(*, boards: int = 3, below: int = 4) -> list[Unit]:
    """A municipality with boards, one department each, and units below; every unit in one list."""
    root = municipality()
    units = [root]
    for _ in range(boards):
        board = UnitFactory(board=True, parent=root)
        department = UnitFactory(department=True, parent=board)
        units += [board, department, *UnitFactory.create_batch(below, parent=department)]
    random.Random(1).shuffle(units)
    return units
