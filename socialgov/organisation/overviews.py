"""What the pages about people and absence show: a fixed number of questions however many people there are."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from socialgov.organisation import hours
from socialgov.organisation.actor import Actor
from socialgov.organisation.collectors import role_words
from socialgov.organisation.models import Absence, Grant, Person, Role, Unit
from socialgov.organisation.querysets import local_day
from socialgov.organisation.services import PACKAGES
from socialgov.organisation.tree import Branch, grow

FOUND_AT_MOST = 100


@dataclass
class PersonLine:
    """A person in a list: what they do, and whether they are away today."""

    person: Person
    packages: list[str] = field(default_factory=list)
    away: Absence | None = None


@dataclass
class PackageHeld:
    """A package of roles that someone holds in a unit."""

    name: str
    label: str
    unit: Unit
    starts_on: object
    ends_on: object
    begun: bool


def words_for_packages(now: datetime) -> dict[str, str]:
    """What the screen calls each package: the municipality's own word, where the adopted guidelines have one."""
    own = {Role(role): str(word) for role, word in role_words(now=now)}
    return {name: own.get(package.roles[0], str(package.label)) for name, package in PACKAGES.items()}


def packages_held(person: Person, *, now: datetime) -> list[PackageHeld]:
    """The person's packages, widest unit first. A package whose roles are partly held is shown as held."""
    words = words_for_packages(now)
    grants = Grant.objects.not_ended(now).filter(person=person).select_related("unit").order_by("starts_on")
    held: dict[tuple[str, int], PackageHeld] = {}
    for grant in grants:
        name = package_of(grant.role)
        begun = grant.starts_on <= local_day(now)
        line = PackageHeld(name, words[name], grant.unit, grant.starts_on, grant.ends_on, begun)
        held.setdefault((name, grant.unit_id), line)
    order = list(PACKAGES)
    return sorted(held.values(), key=lambda line: (order.index(line.name), line.unit.sort_key))


def package_of(role: str) -> str:
    return next(name for name, package in PACKAGES.items() if Role(role) in package.roles)


def lines_of(people: QuerySet[Person], *, now: datetime) -> list[PersonLine]:
    """The people with their packages and today's absence: three questions in all."""
    lines = {person.pk: PersonLine(person) for person in people.select_related("unit")}
    words = words_for_packages(now)
    order = list(PACKAGES)
    held = Grant.objects.current(now).filter(person__in=list(lines)).values_list("person_id", "role").distinct()
    names: dict[int, set[str]] = {}
    for person_id, role in held:
        names.setdefault(person_id, set()).add(package_of(role))
    for person_id, packages in names.items():
        lines[person_id].packages = [words[name] for name in sorted(packages, key=order.index)]
    for absence in Absence.objects.today(now).filter(person__in=list(lines)).select_related("substitute"):
        lines[absence.person_id].away = absence
    return list(lines.values())


@dataclass
class UnitWithPeople:
    """A unit of the tree with the people who belong to it."""

    branch: Branch
    people: list[PersonLine]
    below: list["UnitWithPeople"]
    changeable: bool


def tree_with_people(actor: Actor, *, now: datetime) -> list[UnitWithPeople]:
    """Every open unit with its active people."""
    lines: dict[int, list[PersonLine]] = {}
    for line in lines_of(Person.objects.visible_to(actor, now).filter(is_active=True), now=now):
        lines.setdefault(line.person.unit_id, []).append(line)
    changeable = set(Unit.objects.changeable_by(actor, now).values_list("pk", flat=True))

    def with_people(branch: Branch) -> UnitWithPeople:
        below = [with_people(child) for child in branch.below]
        pk = branch.unit.pk
        return UnitWithPeople(branch, lines.get(pk, []), below, pk in changeable)

    return [with_people(top) for top in grow(Unit.objects.visible_to(actor, now).open())]


def search(actor: Actor, text: str, *, now: datetime) -> list[PersonLine]:
    """People whose name, title, address, telephone or unit contain every word; those who have left come last."""
    people = Person.objects.visible_to(actor, now)
    for word in text.split()[:8]:
        people = people.filter(
            Q(name__icontains=word)
            | Q(title__icontains=word)
            | Q(email__icontains=word)
            | Q(phone__icontains=word)
            | Q(unit__name__icontains=word)
        )
    return lines_of(people.order_by("-is_active", "sort_key", "pk")[:FOUND_AT_MOST], now=now)


@dataclass
class ToSee:
    """Something about people that is due or unclear."""

    person: Person
    absence: Absence | None = None
    invited: bool = False


def to_see_to(actor: Actor, *, now: datetime) -> list[ToSee]:
    """For whoever may change it: people who leave, absence that nobody covers, invitations that nobody has used."""
    day = local_day(now)
    leaving = Person.objects.changeable_by(actor, now).filter(is_active=True, leaves_on__isnull=False)
    invited = Person.objects.changeable_by(actor, now).filter(is_active=True).never_signed_in()
    found: list[tuple] = [(person.leaves_on, ToSee(person)) for person in leaving.select_related("unit")]
    found += [(absence.first_day, ToSee(absence.person, absence)) for absence in uncovered(actor, now=now)]
    found += [(day, ToSee(person, invited=True)) for person in invited.select_related("unit")]
    return [line for _day, line in sorted(found, key=lambda pair: (pair[0], pair[1].person.sort_key))]


def uncovered(actor: Actor, *, now: datetime) -> QuerySet[Absence]:
    """Absence of people with roles, that has no substitute."""
    holding = Grant.objects.current(now).values("person")
    absences = Absence.objects.changeable_by(actor, now).filter(substitute=None, person__in=holding)
    return absences.select_related("person__unit")


@dataclass
class AbsenceLists:
    """The page of absence."""

    uncovered: list[Absence]
    mine: list[Absence]
    i_cover: list[Absence]
    others: list[Absence]


def absence_lists(actor: Actor, *, now: datetime) -> AbsenceLists:
    """Everything that is not over and may be seen: uncovered first, own, those one stands in for, and others'."""
    visible = Absence.objects.not_over(now).visible_to(actor, now).select_related("person__unit", "substitute")
    visible = list(visible.order_by("first_day", "person__sort_key"))
    bare = {absence.pk for absence in uncovered(actor, now=now)}
    return AbsenceLists(
        uncovered=[a for a in visible if a.pk in bare],
        mine=[a for a in visible if a.person_id == actor.person_id],
        i_cover=[a for a in visible if a.substitute_id == actor.person_id],
        others=[a for a in visible if actor.person_id not in (a.person_id, a.substitute_id) and a.pk not in bare],
    )


def hours_text(person: Person) -> str:
    """`ons–fre 8–12`; empty when the person has no hours of their own."""
    return hours.show(list(person.working_hours.values_list("weekday", "opens", "closes")))


def how_many_have_left(actor: Actor, *, now: datetime) -> int:
    return Person.objects.visible_to(actor, now).filter(is_active=False).aggregate(n=Count("pk"))["n"]
