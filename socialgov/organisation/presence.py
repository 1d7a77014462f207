"""When a person works: their own hours, without their absence and without the days the municipality is closed."""

from datetime import UTC, date, datetime, timedelta

from socialgov.organisation.collectors import closings
from socialgov.organisation.hours import OFFICE_HOURS, Span, spans_on
from socialgov.organisation.models import Absence, Person, WorkingHours
from socialgov.organisation.querysets import local_day

LOOK_AHEAD = timedelta(days=60)  # nobody with hours and no absence waits longer than that for a day of work


def week_of(person: Person) -> list[Span]:
    """The person's own hours, else the municipality's office hours."""
    own = WorkingHours.objects.filter(person=person).values_list("weekday", "opens", "closes")
    return list(own) or OFFICE_HOURS


def working_spans(person: Person, first_day: date, last_day: date) -> list[tuple[datetime, datetime]]:
    """The person's working time between the days, both included, as moments in UTC."""
    week = week_of(person)
    absences = list(
        Absence.objects.standing()
        .filter(person=person)
        .overlapping(first_day, last_day)
        .values_list("first_day", "last_day")
    )
    closed = {closing.day: closing.closes_at for closing in closings(first_day=first_day, last_day=last_day)}
    spans = []
    for offset in range((last_day - first_day).days + 1):
        day = first_day + timedelta(days=offset)
        if any(start <= day <= end for start, end in absences):
            continue
        if day not in closed:
            spans += spans_on(day, week)
        elif (earlier := closed[day]) is not None:
            spans += spans_on(day, [(w, o, min(c, earlier)) for w, o, c in week if o < earlier])
    return spans


def is_working(person: Person, *, at: datetime) -> bool:
    """Whether the person works at the moment: not absent, within their hours, the municipality open."""
    day = local_day(at)
    return any(opens <= at < closes for opens, closes in working_spans(person, day, day))


def next_working_moment(person: Person, *, after: datetime) -> datetime:
    """The first moment, `after` itself included, at which the person works."""
    day = local_day(after)
    horizon = max(
        [day, *Absence.objects.standing().filter(person=person, last_day__gte=day).values_list("last_day", flat=True)]
    )
    for opens, closes in working_spans(person, day, horizon + LOOK_AHEAD):
        if after < closes:
            return max(opens, after).astimezone(UTC)
    raise NeverWorks(person.pk)


class NeverWorks(LookupError):
    """Every day within reach is closed: the calendar of closed days can not be right."""
