"""Which guidelines are in force, what they say, and which days and hours count."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.db.models import QuerySet
from django.utils import timezone

from socialgov.organisation.collectors import Closing
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import asked_once
from socialgov.policy import guidance, house_rules, spoken
from socialgov.policy.clocks import Clock
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.models import Adopted, GuidanceConfirmation, LocalClosure
from socialgov.policy.schema.answering import ShortDays
from socialgov.policy.schema.base import Function
from socialgov.policy.schema.removal import RemovalCategory
from socialgov.policy.swedish_days import SHORT_DAYS, free_days, short_day, squeeze_days
from socialgov.policy.worktime import Window, WorkCalendar
from socialgov.policy.year import Day, months, special_days

YEARS_WITH_YEARLY_CLOSINGS = range(2010, 2061)


_read_once: ContextVar[list["Adopted"] | None] = ContextVar("_read_once", default=None)


class NothingAdopted(LookupError):
    """No guidelines are adopted yet, so nothing can be judged. Set-up adopts the first."""


def current() -> Adopted:
    """The version in force. NothingAdopted before the first."""
    kept = _read_once.get()
    if kept:
        return kept[0]
    latest = Adopted.objects.order_by("-pk").values_list("pk", "adopted_at", "content_hash").first()
    if latest is None:
        raise NothingAdopted("No guidelines are adopted yet. Adopt a profile first.")
    version = _version(*latest)
    if kept is not None:
        kept.append(version)
    return version


@contextmanager
def one_reading() -> Iterator[None]:
    """Within it the version in force is asked for once: a page with a thousand rows is judged by one version."""
    token = _read_once.set([])
    try:
        yield
    finally:
        _read_once.reset(token)


def read_anew() -> None:
    """Another version came into force: what reads once reads again."""
    if kept := _read_once.get():
        kept.clear()


@lru_cache(maxsize=8)
def _version(pk: int, adopted_at: datetime, content_hash: str) -> Adopted:
    """A version never changes, so it is read once; all three make the key, as tests count from 1 again."""
    return Adopted.objects.get(pk=pk)


def in_force() -> Adopted | None:
    """The version in force; None before the first."""
    try:
        return current()
    except NothingAdopted:
        return None


def guidelines_adopted() -> bool:
    """Whether there are any."""
    return Adopted.objects.exists()


def version_in_force(at: datetime) -> Adopted | None:
    """The version that was in force at a moment; None before the first."""
    return Adopted.objects.filter(adopted_at__lte=at).order_by("-pk").first()


def versions() -> QuerySet[Adopted]:
    """Every version, the newest first."""
    return Adopted.objects.select_related("adopted_by").order_by("-pk")


@dataclass(frozen=True, slots=True)
class Validity:
    """A version by its number, counted from 1, and when it was in force. `until` None: it still is."""

    number: int
    pk: int
    since: datetime
    until: datetime | None


def validities() -> list[Validity]:
    """When each version was in force, the first one first."""
    rows = list(Adopted.objects.order_by("pk").values_list("pk", "adopted_at"))
    ends = [at for _pk, at in rows[1:]] + [None]
    return [
        Validity(number, pk, since, until)
        for number, ((pk, since), until) in enumerate(zip(rows, ends, strict=False), start=1)
    ]


def first_day() -> date:
    """The day from which the municipality has had guidelines here. NothingAdopted before the first."""
    first = Adopted.objects.order_by("pk").values_list("adopted_at", flat=True).first()
    if first is None:
        raise NothingAdopted("No guidelines are adopted yet. Adopt a profile first.")
    return timezone.localdate(first)


def version(pk: int) -> Adopted:
    """One version. Adopted.DoesNotExist for a number that never was."""
    return Adopted.objects.get(pk=pk)


def house_rules_title() -> str:
    """What the municipality calls its rules for comments, as a heading; empty before guidelines are adopted."""
    try:
        return house_rules.title(current().document)
    except NothingAdopted:
        return ""


def guidelines() -> Guidelines:
    """What is in force."""
    return current().document


def label(role: str) -> str:
    """The municipality's own word for a function, or the usual one. Takes a Function or a role of the same name."""
    return spoken.name(Function(str(role)), _own_words())


def word(role: str) -> str:
    """The same within a sentence: *Fråga informationsenheten*."""
    return spoken.in_sentence(Function(str(role)), _own_words())


def _own_words() -> dict[Function, str]:
    try:
        return current().document.labels
    except NothingAdopted:
        return {}


def role_words(*, now: datetime) -> list[tuple[str, str]]:
    """The municipality's own words for roles, as pairs, for the pages of people and units."""
    own = _own_words()
    return [(role, own[function]) for role in Role.values if (function := Function(role)) in own]


def clock_for(platform: str, kind: str = "comment", *, document: Guidelines | None = None) -> Clock:
    """The clock of one item on a platform."""
    return (document or guidelines()).clock_for(platform, kind)


def removal_categories(*, document: Guidelines | None = None) -> tuple[RemovalCategory, ...]:
    """The categories that may be chosen when removing, in the guidelines' order.

    What may only be hidden while a crisis lasts (LJU-13) is not among them: there is no crisis mode yet.
    """
    chosen = (document or guidelines()).removing.categories
    return tuple(category for category in chosen if category.code != house_rules.IN_CRISIS)


# --- Så gör vi --------------------------------------------------------------------------------------------------------
def guides_for(moment: str) -> tuple[guidance.Advice, ...]:
    """The texts to show at a moment (`guidance.MOMENTS`); none before guidelines are adopted."""
    if moment not in guidance.MOMENTS:
        raise ValueError(f"{moment!r} is no moment. There are: {', '.join(guidance.MOMENTS)}.")
    try:
        return guidance.advice(current().document, moment)
    except NothingAdopted:
        return ()


def minutes_of_unread_guidance(person_id: int) -> int:
    """How long Så gör vi takes for who has not confirmed the text as it stands; 0 when there is nothing new."""
    try:
        document = current().document
    except NothingAdopted:
        return 0
    if not document.guides or confirmed_at(person_id, document=document):
        return 0
    return guidance.minutes(document)


def confirmed_at(person_id: int, *, document: Guidelines) -> datetime | None:
    """When the person confirmed having read this text."""
    read = GuidanceConfirmation.objects.filter(person_id=person_id, content_hash=guidance.digest(document))
    return read.values_list("at", flat=True).first()


# --- The calendar -----------------------------------------------------------------------------------------------------
def closures() -> QuerySet[LocalClosure]:
    """The closings that stand."""
    return LocalClosure.objects.filter(withdrawn_at=None)


def calendar_for(window: Window | None = None, guidelines: Guidelines | None = None) -> WorkCalendar:
    """The municipality's calendar, with an account's window or the default. One query: keep it for a list."""
    settings = (guidelines or current().document).calendar
    closed, early = _local_days()
    return WorkCalendar(
        closed_days=closed | _squeezed(settings.working_days.squeeze_days_closed),
        early_closings=_closed_early_every_year(settings.working_days.short_days) | early,
        window=window or default_window(guidelines),
        saturday_is_workday=settings.working_days.saturday_is_workday,
    )


def ordinary_workdays(first_day: date, last_day: date) -> list[date]:
    """The days between that are working days but for the municipality's own closings, so that they can be closed."""
    try:
        every_year = _squeezed(guidelines().calendar.working_days.squeeze_days_closed)
        calendar = replace(calendar_for(), closed_days=every_year)
    except NothingAdopted:
        calendar = WorkCalendar()
    days = (first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1))
    return [day for day in days if calendar.is_workday(day)]


def squeeze_days_left(year: int, *, today: date) -> list[date]:
    """The year's squeeze days (klämdagar) from today on that are still ordinary working days: what one press closes."""
    calendar, closed_early = calendar_for(), _local_days()[1]
    return [day for day in squeeze_days(year) if day >= today and calendar.is_workday(day) and day not in closed_early]


def coming_closures(*, today: date) -> QuerySet[LocalClosure]:
    """The municipality's own closings from today on, in order."""
    return closures().filter(day__gte=today).select_related("added_by")


def closed_days(first_day: date, last_day: date) -> list[Day]:
    """For other calendars: every Monday to Friday on which the municipality is closed or closes early, and why."""
    calendar = calendar_for()
    notes = dict(closures().filter(day__range=(first_day, last_day)).values_list("day", "note"))
    found = []
    for number in range(first_day.year, last_day.year + 1):
        found += special_days(months(number, calendar, notes=notes, language="sv"))
    return [day for day in found if day.date.isoweekday() <= 5 and first_day <= day.date <= last_day]


def _local_days() -> tuple[frozenset[date], dict[date, time]]:
    return asked_once("policy.local_days", _read_local_days)


def _read_local_days() -> tuple[frozenset[date], dict[date, time]]:
    standing = dict(closures().values_list("day", "closes_at"))
    closed = frozenset(day for day, closes_at in standing.items() if closes_at is None)
    return closed, {day: closes_at for day, closes_at in standing.items() if closes_at is not None}


def default_window(guidelines: Guidelines | None = None) -> Window:
    """The hours in which an account is watched when its plan says nothing else."""
    settings = (guidelines or current().document).calendar
    hours = settings.hours
    saturday = {6} if settings.working_days.saturday_is_workday else set()  # else no hour of it would ever count
    return Window.of(hours.opens, hours.closes, {*hours.weekdays, *saturday})


def closings_between(*, first_day: date, last_day: date) -> list[Closing]:
    """For people's own working hours: public holidays, the three eves and local closings, in order."""
    try:
        calendar = calendar_for()
    except NothingAdopted:
        calendar = WorkCalendar(*_local_days())
    holidays = [day for year in range(first_day.year, last_day.year + 1) for day in free_days(year)]
    found = {**calendar.early_closings, **dict.fromkeys(holidays), **dict.fromkeys(calendar.closed_days)}
    return [Closing(day, closes_at) for day, closes_at in sorted(found.items()) if first_day <= day <= last_day]


@lru_cache(maxsize=4)
def _squeezed(closed: bool) -> frozenset[date]:
    years = YEARS_WITH_YEARLY_CLOSINGS if closed else ()
    return frozenset(day for year in years for day in squeeze_days(year))


@lru_cache(maxsize=8)
def _closed_early_every_year(short_days: ShortDays) -> dict[date, time]:
    times = {name: getattr(short_days, name) for name in SHORT_DAYS}
    return {
        short_day(name, year): closes_at
        for name, closes_at in times.items()
        if closes_at is not None
        for year in YEARS_WITH_YEARLY_CLOSINGS
    }
