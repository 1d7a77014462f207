"""The year's collective case (samlingsärende): one number for the half-yearly captures of a year."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from socialgov.diary import numbers
from socialgov.diary.models import CollectedCase
from socialgov.diary.querysets import SETS_MAILBOXES
from socialgov.journal.services import record
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Unit
from socialgov.organisation.permissions import capacity_for_role
from socialgov.organisation.stale import check_version


def case_for(unit: Unit | None, *, now: datetime) -> str:
    """The number of this year's case at the unit or nearest above it; without a unit the municipality's. Or empty."""
    year = timezone.localdate(now).year
    if unit is None:
        root = CollectedCase.objects.filter(year=year, unit__parent=None).order_by("unit__is_sample").first()
        return root.number if root else ""
    above = Unit.objects.above([unit.pk])
    known = dict(CollectedCase.objects.filter(year=year, unit__in=above).values_list("unit", "number"))
    parents = dict(above.values_list("pk", "parent_id")) if known else {}
    at: int | None = unit.pk
    while at is not None and known:
        if at in known:
            return known[at]
        at = parents.get(at)
    return ""


@transaction.atomic
def set_case(*, unit: Unit, year: int, number: str, version: int | None, actor: Actor, now: datetime) -> CollectedCase:
    """Write down the number of a year's case. What was sent keeps the number it was sent with.

    Raises NotPermitted, Stale, NotANumber.
    """
    actor = capacity_for_role(actor, *SETS_MAILBOXES, now=now, unit=unit)
    number = numbers.clean(number)
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    row = CollectedCase.objects.filter(unit=unit, year=year).first()
    row = row or CollectedCase(unit=unit, year=year, is_sample=unit.is_sample)
    check_version(row, version)
    row.number, row.version = number, row.version + 1
    row.save()
    record(actor=actor, now=now, verb="diary.case_set", about=row, data={"year": year, "diary_number": number})
    return row
