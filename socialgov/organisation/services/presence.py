"""When people work, when they are away, and who has their access meanwhile."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from socialgov.journal.services import record
from socialgov.look import times
from socialgov.organisation import hours
from socialgov.organisation.actor import Actor
from socialgov.organisation.events import AbsenceCancelled, AbsenceSet, HoursChanged
from socialgov.organisation.models import Absence, Person, WorkingHours
from socialgov.organisation.permissions import capacity
from socialgov.organisation.querysets import local_day
from socialgov.organisation.stale import check_version
from socialgov.wiring.events import emit


class AbsenceOverlaps(Exception):
    """The person is away on some of these days already. `absence` is the one that is there."""

    def __init__(self, absence: Absence):
        self.absence = absence
        super().__init__(absence)

    def __str__(self) -> str:
        spoken = times.days(self.absence.first_day, self.absence.last_day, today=timezone.localdate())
        return _("Already away %(days)s. Change that absence instead.") % {"days": spoken}


class AbsenceIsOver(Exception):
    """Days that have passed can't be changed."""

    def __str__(self) -> str:
        return _("The last day has passed. Choose a day from today on.")


class NoSubstitute(Exception):
    """The one who was chosen can't stand in."""


class LoopOfSubstitutes(NoSubstitute):
    """Following who stands in for whom leads back to the one who is away. `people` are those passed, in order."""

    def __init__(self, people: list[Person]):
        self.people = people
        super().__init__(people)

    def __str__(self) -> str:
        first, *others = [person.name.split()[0] for person in self.people]
        middle = "".join(_(" is replaced by %s, who") % name for name in others)
        return _("%(first)s%(middle)s is replaced by %(first)s. Choose someone else.") % {
            "first": first,
            "middle": middle,
        }


@transaction.atomic
def set_working_hours(*, person: Person, version: int, text: str, actor: Actor, now: datetime) -> Person:
    """Set when someone works: "ons–fre 8–12", or nothing for office hours. Raises NotHours, Stale, NotPermitted."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    actor = capacity(lambda who: Person.objects.presence_changeable_by(who, now), person, actor)
    spans = hours.parse(text)
    if spans == list(person.working_hours.values_list("weekday", "opens", "closes")):
        return person
    check_version(person, version)
    person.working_hours.all().delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(person=person, weekday=weekday, opens=opens, closes=closes) for weekday, opens, closes in spans
    )
    person.version += 1
    person.save(update_fields=["version"])
    record(actor=actor, now=now, verb="person.hours_set", about=person)
    emit(HoursChanged(person_id=person.pk), now=now)
    return person


@transaction.atomic
def add_absence(
    *, person: Person, first_day: date, last_day: date, substitute: Person | None, actor: Actor, now: datetime
) -> Absence:
    """Someone is away, both days included; the substitute has their access then. Entered twice, it is one absence.

    Raises AbsenceOverlaps, AbsenceIsOver, NoSubstitute, LoopOfSubstitutes, NotPermitted.
    """
    person = _lock(person)
    actor = capacity(lambda who: Person.objects.presence_changeable_by(who, now), person, actor)
    same = Absence.objects.standing().filter(
        person=person, first_day=first_day, last_day=last_day, substitute=substitute
    )
    if existing := same.first():
        return existing
    absence = Absence(person=person, first_day=first_day, last_day=last_day, substitute=substitute)
    _check(absence, now)
    absence.save()
    record(actor=actor, now=now, verb="absence.entered", about=absence, data={"person": person.pk})
    emit(AbsenceSet(absence_id=absence.pk), now=now)
    return absence


@transaction.atomic
def change_absence(
    *,
    absence: Absence,
    version: int,
    first_day: date,
    last_day: date,
    substitute: Person | None,
    actor: Actor,
    now: datetime,
) -> Absence:
    """Change the days or the substitute. Raises Stale and what `add_absence` raises."""
    person = _lock(absence.person)
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    actor = capacity(lambda who: Absence.objects.changeable_by(who, now), absence, actor)
    wanted = {"first_day": first_day, "last_day": last_day, "substitute": substitute}
    changed = [name for name, value in wanted.items() if getattr(absence, name) != value]
    if not changed:
        return absence
    check_version(absence, version)
    for name, value in wanted.items():
        setattr(absence, name, value)
    _check(absence, now)
    absence.version += 1
    absence.save()
    record(actor=actor, now=now, verb="absence.changed", about=absence, data={"person": person.pk, "fields": changed})
    emit(AbsenceSet(absence_id=absence.pk), now=now)
    return absence


@transaction.atomic
def cancel_absence(*, absence: Absence, actor: Actor, now: datetime) -> Absence:
    """The absence will not take place; one that has begun ends with yesterday. Raises NotPermitted."""
    _lock(absence.person)
    absence = Absence.objects.select_for_update(of=("self",)).select_related("person").get(pk=absence.pk)
    actor = capacity(lambda who: Person.objects.presence_changeable_by(who, now), absence.person, actor)
    today = local_day(now)
    if absence.cancelled_at or absence.last_day < today:
        return absence
    if absence.first_day < today:
        absence.last_day = date.fromordinal(today.toordinal() - 1)
    else:
        absence.cancelled_at = now
    absence.version += 1
    absence.save()
    record(actor=actor, now=now, verb="absence.cancelled", about=absence, data={"person": absence.person_id})
    emit(AbsenceCancelled(absence_id=absence.pk), now=now)
    return absence


def _lock(person: Person) -> Person:
    """One absence at a time in the whole house, since a loop can go through many people; then the person's row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('organisation.absence'))")
    return Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _check(absence: Absence, now: datetime) -> None:
    if absence.last_day < local_day(now):
        raise AbsenceIsOver
    others = Absence.objects.standing().overlapping(absence.first_day, absence.last_day).exclude(pk=absence.pk)
    if existing := others.filter(person=absence.person).first():
        raise AbsenceOverlaps(existing)
    if absence.substitute is None:
        return
    if absence.substitute.pk == absence.person.pk:
        raise NoSubstitute(_("Choose someone other than the one who is away."))
    if not absence.substitute.is_active:
        raise NoSubstitute(_("%s has left. Choose someone else.") % absence.substitute.name)
    if absence.substitute.leaves_on and absence.substitute.leaves_on < absence.last_day:
        raise NoSubstitute(_("%s leaves before the absence is over. Choose someone else.") % absence.substitute.name)
    _refuse_loops(absence)


def _refuse_loops(absence: Absence) -> None:
    """Follow the substitutes who are away on some of the same days; back at the start is a loop."""
    if absence.substitute is None:
        return
    following: dict[int, list[Absence]] = {}
    for other in (
        Absence.objects.standing()
        .overlapping(absence.first_day, absence.last_day)
        .exclude(pk=absence.pk)
        .exclude(substitute=None)
        .select_related("person", "substitute")
    ):
        following.setdefault(other.person_id, []).append(other)

    def follow(path: list[Person], first_day: date, last_day: date) -> None:
        for other in following.get(path[-1].pk, []):
            first, last = max(first_day, other.first_day), min(last_day, other.last_day)
            if first > last:
                continue
            if other.substitute is None:
                continue
            if other.substitute_id == absence.person.pk:
                raise LoopOfSubstitutes(path)
            if other.substitute_id not in {person.pk for person in path}:
                follow([*path, other.substitute], first, last)

    if absence.substitute is not None:
        follow([absence.person, absence.substitute], absence.first_day, absence.last_day)
