"""How accounts stand with the half-yearly capture; the answer to the collector `checks`."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archiving import schedule
from archiving.permissions import capturable_by
from archiving.schedule import Due
from socialgov.look import times
from socialgov.policy.judging import (
    About,
    Asked,
    Check,
    Fix,
    Verdict,
    among,
    at_risk,
    met,
    not_applicable,
    not_met,
    page,
    unchecked,
)


def captured(asked: Asked) -> Mapping[int, Verdict]:
    """A picture of the channel was kept within the interval (OSB-18, ATV-44, VAL-08)."""
    counted = asked.document.capture.counted
    months = counted.months if counted else None
    dues = schedule.due_for_all(asked.accounts.order_by(), now=asked.now, months=months)
    return {due.account.pk: _verdict(due, asked, months) for due in dues}


def _verdict(due: Due, asked: Asked, months: int | None) -> Verdict:
    if due.account.audience != "public" or not due.account.address:
        return not_applicable(_("Not captured: closed to the public, or without an address"))
    by = due.due_on
    if due.last is None or due.last.kept_at is None:
        by = first_by(due.account.started_on, asked.since, months)
        if by is None or by >= asked.today:
            return unchecked(_("No capture yet"), by)
        return not_met(_("No capture yet"), by)
    taken = _("The latest capture was taken %(day)s") % {"day": times.date_short(due.last.kept_at, today=asked.now)}
    if due.is_overdue:
        return not_met(taken, by)
    return at_risk(taken, by) if due.is_soon else met(taken, by)


def first_by(started: date | None, since: date, months: int | None) -> date | None:
    """When the first picture is due: never counted from before the municipality had guidelines here."""
    return schedule.due_on(last=None, started=max(started or since, since), months=months)


FIX = Fix(
    gettext_lazy("Show captures"),
    page("archiving:account"),
    among(lambda actor, now: capturable_by(actor, now=now)),
)


def every() -> tuple[Check, ...]:
    """The archive's one check."""
    return (
        Check(
            "captured",
            gettext_lazy("Half-yearly capture"),
            About.ACCOUNT,
            "capture",
            captured,
            fix=FIX,
            applies=lambda document: document.capture.counted is not None,
            stated="every",
        ),
    )
