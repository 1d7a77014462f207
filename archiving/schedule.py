"""When the next capture of an account is due (OSB-18, ATV-44, VAL-08), and ordering those that are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import Account
from archiving import captures
from archiving.models import Capture
from socialgov.organisation.actor import SYSTEM
from socialgov.policy import selectors as policy
from socialgov.policy.worktime import months_after

AHEAD = timedelta(days=14)  # so that there is time to ask for screenshots before the day
AGAIN_AFTER = timedelta(days=7)  # a capture that failed is tried again by itself


@dataclass(frozen=True)
class Due:
    """When an account's capture is due. `last` is the latest that was kept whole, `latest` the latest of any state.

    `due_on` is None where the guidelines ask for none, or the account is not running.
    """

    account: Account
    due_on: date | None
    last: Capture | None
    latest: Capture | None
    today: date

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.today

    @property
    def is_soon(self) -> bool:
        return self.due_on is not None and not self.is_overdue and self.due_on <= self.today + AHEAD

    @property
    def waits_for_help(self) -> bool:
        """Whether someone must hand in screenshots before it is settled."""
        return self.latest is not None and self.latest.can_be_handed_in


def due_on(*, last: date | None, started: date | None, months: int | None) -> date | None:
    """The interval after the last capture; without one, after the account began; without either, unknown."""
    since = last or started
    return None if months is None or since is None else months_after(since, months)


def interval() -> int | None:
    """The interval of the guidelines in force, in months; None where they ask for no captures, or none are adopted."""
    try:
        counted = policy.guidelines().capture.counted
    except policy.NothingAdopted:
        return None
    return counted.months if counted else None


def scheduled() -> QuerySet[Account]:
    """Accounts that are captured: running, open to everyone, with an address."""
    return Account.objects.filter(
        state__in=(Account.State.ACTIVE, Account.State.CLOSING), audience=Account.Audience.PUBLIC
    ).exclude(address="")


def due_for(account: Account, *, now: datetime, months: int | None = None) -> Due:
    """When this account's capture is due. `months`: the interval, where the caller has it already."""
    return next(iter(due_for_all([account], now=now, months=months)))


def due_for_all(accounts: Iterable[Account], *, now: datetime, months: int | None = None) -> Iterator[Due]:
    """The same for many, in three queries, in the order given."""
    accounts = list(accounts)
    between = months if months is not None else interval()
    own = Capture.objects.filter(account=OuterRef("account"))
    done = own.filter(state=Capture.State.DONE).order_by("-kept_at", "-pk").values("pk")[:1]
    newest = own.order_by("-ordered_at", "-pk").values("pk")[:1]
    found = Capture.objects.filter(account__in=accounts).filter(Q(pk=Subquery(done)) | Q(pk=Subquery(newest)))
    last: dict[int, Capture] = {}
    latest: dict[int, Capture] = {}
    for capture in found.order_by("ordered_at", "pk"):
        latest[capture.account_id] = capture
        if capture.state == Capture.State.DONE:
            known = last.get(capture.account_id)
            if known is None or _kept_at(capture) >= _kept_at(known):
                last[capture.account_id] = capture
    running = {account.pk for account in accounts if account.state in ("active", "closing")}
    for account in accounts:
        kept = last.get(account.pk)
        day = due_on(
            last=timezone.localdate(kept.kept_at) if kept else None, started=account.started_on, months=between
        )
        yield Due(
            account=account,
            due_on=day if account.pk in running and account.audience == "public" and account.address else None,
            last=kept,
            latest=latest.get(account.pk),
            today=timezone.localdate(now),
        )


def _kept_at(capture: Capture) -> datetime:
    return capture.kept_at or capture.ordered_at


def order_due(*, now: datetime) -> list[Capture]:
    """Order what falls due within AHEAD and is not ordered, running or waiting for a person."""
    months = interval()
    if months is None:
        return []
    ordered = []
    for due in due_for_all(scheduled().select_related("unit"), now=now, months=months):
        if due.due_on is None or due.due_on - AHEAD > due.today:
            continue
        if due.latest is not None and (due.latest.is_open or _is_left_alone(due.latest, now)):
            continue
        ordered.append(
            captures.order(account=due.account, kind=Capture.Kind.HALF_YEAR, actor=SYSTEM, now=now, due_on=due.due_on)
        )
    return ordered


def _is_left_alone(latest: Capture, now: datetime) -> bool:
    """Whether the latest attempt waits for a person; one that failed is tried again after a week."""
    if latest.state in (Capture.State.NEEDS_HELP, Capture.State.INCOMPLETE):
        return True
    return latest.state == Capture.State.FAILED and latest.ordered_at > now - AGAIN_AFTER


def last_kept(account: Account) -> datetime | None:
    """When the account was last captured whole."""
    return account.captures.filter(state=Capture.State.DONE).aggregate(at=Max("kept_at"))["at"]
