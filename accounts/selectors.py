"""Reading the registry."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Case, Count, Prefetch, Q, QuerySet, When
from django.utils import timezone

from accounts.gaps import Facts, Gap, gaps
from accounts.models import Account, Assignment, Custody, CustodyOpening, ListRelease
from accounts.windows import window_of
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person, Role
from socialgov.organisation.selectors import holders, managers_of
from socialgov.policy import selectors as policy
from socialgov.policy.guidelines import Guidelines


def current_assignments(today: date) -> QuerySet[Assignment]:
    """Assignments that hold on `today`."""
    return Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)


def accounts_table(*, actor: Actor, now: datetime, only_mine: bool = False) -> QuerySet[Account]:
    """Accounts the actor may see with `administrator_count`; closed ones last."""
    today = timezone.localdate(now)
    mine = Account.objects.run_by(actor, now=now) if only_mine else Account.objects.visible_to(actor, now=now)
    administrators = Q(assignments__role="administrator", assignments__starts_on__lte=today) & (
        Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=today)
    )
    closed_last = Case(When(state=Account.State.CLOSED, then=1), default=0)
    return (
        mine.select_related("unit")
        .annotate(administrator_count=Count("assignments__person", filter=administrators, distinct=True))
        .order_by(closed_last, "sort_key", "platform", "pk")
    )


def people_of(account: Account, *, now: datetime) -> list[tuple[Person, list[str], date | None]]:
    """Everyone with a part in the account today: the person, their parts as on the screen, and their last day."""
    rows: dict[int, tuple[Person, list[str], date | None]] = {}
    if account.unit:
        for person in managers_of(account.unit, now=now).select_related("unit"):
            rows[person.pk] = (person, [policy.label("manager")], person.leaves_on)
    assignments = (
        current_assignments(timezone.localdate(now))
        .filter(account=account)
        .select_related("person__unit")
        .order_by("role", "person__sort_key")
    )
    for assignment in assignments:
        person = assignment.person
        row = rows.setdefault(person.pk, (person, [], assignment.ends_on or person.leaves_on))
        row[1].append(policy.label(assignment.role))
    return list(rows.values())


def administrators_of(account: Account, *, now: datetime) -> QuerySet[Person]:
    """The account's administrators today."""
    held = current_assignments(timezone.localdate(now)).filter(account=account, role="administrator")
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


def watchers_of(account: Account, *, now: datetime) -> QuerySet[Person]:
    """Everyone who is to answer on the account today: administrators, daily operators and substitutes (ATV-36)."""
    held = current_assignments(timezone.localdate(now)).filter(account=account)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


def custody_of(account: Account) -> Custody | None:
    """How the account's login is kept, with who has full control; None when nobody has said."""
    return (
        Custody.objects.filter(account=account)
        .select_related("deposited_by")
        .prefetch_related(Prefetch("full_control", queryset=Person.objects.order_by("sort_key")))
        .first()
    )


def latest_opening(account: Account) -> CustodyOpening | None:
    """The latest time someone read the deposited login."""
    return CustodyOpening.objects.filter(account=account).select_related("person").first()


def resting(account: Account, *, on: date):
    """The rest period that `on` falls in, or None."""
    return next((rest for rest in account.rests.all() if rest.first_day <= on <= rest.last_day), None)


def work_calendar(account: Account):
    """The calendar by which the account's clocks run: its own window, else the municipality's (ATV-16)."""
    return policy.calendar_for(window=window_of(account.window))


def release(number: int | None = None) -> ListRelease | None:
    """A version of the list by its number; without one, the version in force."""
    releases = ListRelease.objects.select_related("published_by").order_by("-number")
    return releases.filter(number=number).first() if number is not None else releases.first()


def minimum_administrators(document: Guidelines | None = None) -> int:
    """How many administrators an account needs by `document` or the guidelines in force; one where these are silent."""
    try:
        return (document or policy.guidelines()).starting.administrators.needed or 1
    except policy.NothingAdopted:
        return 1


def matching(query: str) -> Q:
    """Accounts whose name, address, unit or purpose hold `query`."""
    return (
        Q(name__icontains=query)
        | Q(address__icontains=query)
        | Q(unit__name__icontains=query)
        | Q(purpose__icontains=query)
        | Q(platform__iexact=query)
    )


def custody_candidates(account: Account, *, now: datetime) -> QuerySet[Person]:
    """Who can have full control of the page: those who run it, its managers, the communications office."""
    offices = holders(Role.COMMUNICATIONS, now=now).values("pk")
    managers = managers_of(account.unit, now=now).values("pk") if account.unit else Person.objects.none().values("pk")
    return Person.objects.filter(
        Q(pk__in=watchers_of(account, now=now).values("pk")) | Q(pk__in=offices) | Q(pk__in=managers)
    ).select_related("unit")


@dataclass(frozen=True, slots=True)
class Row:
    """An account in the table, and what is missing on it."""

    account: Account
    gaps: list[Gap]
    parts: list[Assignment]
    custody: Custody | None


def facts_of(
    account: Account, *, today: date, minimum: int, parts: list[Assignment], custody: Custody | None, word: str
) -> Facts:
    """What `gaps` needs to know, from rows already read. `word`: what an administrator is called."""
    administrators = {part.person_id: part for part in parts if part.role == "administrator" and part.person.is_active}
    staying = len(administrators)
    leaving = tuple(
        (part.person.name, part.person.leaves_on) for part in administrators.values() if part.person.leaves_on
    )
    enough = 1 if account.one_administrator_because else minimum
    return Facts(
        name=account.name,
        state=account.state,
        has_unit=account.unit_id is not None,
        administrators=staying,
        minimum_administrators=minimum,
        exempt=bool(account.one_administrator_because),
        custody_form=custody.form if custody else "",
        code_is_private=bool(custody and custody.code_is_private),
        code_recipient=custody.code_recipient if custody else "",
        leaving=leaving if staying - len(leaving) < enough <= staying else (),
        administrator_word=word,
    )


def with_gaps(table: QuerySet[Account], *, now: datetime, document: Guidelines | None = None) -> list[Row]:
    """Each account of `table` with its gaps, by `document` or what is in force: three queries however many accounts."""
    today = timezone.localdate(now)
    minimum, word = minimum_administrators(document), policy.word("administrator")
    rows = table.prefetch_related(
        Prefetch("assignments", queryset=current_assignments(today).select_related("person"), to_attr="parts_today")
    )
    kept = Custody.objects.filter(account__in=table.order_by().values("pk")).defer("deposit")
    custodies = {custody.account_id: custody for custody in kept}
    found = []
    for account in rows:
        parts, custody = account.parts_today, custodies.get(account.pk)
        facts = facts_of(account, today=today, minimum=minimum, parts=parts, custody=custody, word=word)
        found.append(Row(account, gaps(facts, today=today), parts, custody))
    return found


def falling_short(*, before: Guidelines, after: Guidelines, now: datetime) -> list[Row]:
    """Accounts with gaps under `after` that they do not have under `before`, with those gaps only."""
    table = Account.objects.select_related("unit").order_by("sort_key", "platform", "pk")
    known = {row.account.pk: {gap.key for gap in row.gaps} for row in with_gaps(table, now=now, document=before)}
    found = []
    for row in with_gaps(table, now=now, document=after):
        new = [gap for gap in row.gaps if gap.key not in known[row.account.pk]]
        if new:
            found.append(replace(row, gaps=new))
    return found
