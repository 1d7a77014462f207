"""What the archive's pages show."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from accounts.models import Account
from archiving import schedule
from archiving.models import Capture
from archiving.schedule import Due
from socialgov.organisation.actor import Actor

FAR_AWAY = date.max


@dataclass(frozen=True)
class Row:
    """One account in the overview, with what is due and the next step."""

    due: Due

    @property
    def account(self) -> Account:
        return self.due.account

    @property
    def order(self) -> tuple:
        """What waits for a person first, then by the day it is due."""
        return (self.due.due_on or FAR_AWAY, not self.due.waits_for_help, self.account.sort_key, self.account.pk)


def overview(actor: Actor, *, now: datetime) -> list[Row]:
    """Every account that the actor may see and that is or was captured, the earliest due first."""
    accounts = (
        Account.objects.visible_to(actor, now=now)
        .select_related("unit")
        .annotate(kept=Count("captures"))
        .filter(Q(pk__in=schedule.scheduled()) | Q(kept__gt=0))
    )
    return sorted((Row(due) for due in schedule.due_for_all(accounts, now=now)), key=lambda row: row.order)


def captures_of(account: Account) -> QuerySet[Capture]:
    """An account's captures, the latest first."""
    return (
        account.captures.select_related("ordered_by", "kept_by")
        .annotate(pictures=Count("files", filter=Q(files__role="picture")))
        .order_by("-ordered_at", "-pk")
    )


def waiting_for_help(account: Account) -> Capture | None:
    """The account's latest capture, if someone must hand in screenshots for it."""
    latest = account.captures.order_by("-ordered_at", "-pk").first()
    return latest if latest is not None and latest.can_be_handed_in else None


def capture_of(account: Account, pk: int | None) -> Capture | None:
    return account.captures.filter(pk=pk).first() if pk else None
