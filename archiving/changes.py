"""What other guidelines would do to the day on which each account's next capture is due. Writes nothing."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from archiving import schedule
from socialgov.policy.collectors import Change
from socialgov.policy.guidelines import Guidelines

CAPTURES = "captures"


def under(
    *, document: Guidelines, before: Guidelines, now: datetime, tell: Callable[[str, int, int], None]
) -> Iterator[Change]:
    """Each account whose next capture would be due on another day."""
    if document.capture.counted == before.capture.counted:
        return
    accounts = list(schedule.scheduled().select_related("unit").order_by("sort_key", "platform", "pk"))
    was, new = _days(accounts, before, now=now), _days(accounts, document, now=now)
    for account in accounts:
        if was.get(account.pk) != new.get(account.pk):
            yield Change(
                CAPTURES, str(account), reverse("archiving:account", args=[account.pk]),
                before=_end_of(was.get(account.pk)), after=_end_of(new.get(account.pk)),
            )  # fmt: skip


def _days(accounts: list, document: Guidelines, *, now: datetime) -> dict[int, date | None]:
    counted = document.capture.counted
    if counted is None:
        return {}
    return {due.account.pk: due.due_on for due in schedule.due_for_all(accounts, now=now, months=counted.months)}


def _end_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone()) if day else None
