"""Where each unit's registrar receives things, and the own number series for who has no diary system."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from socialgov.diary.models import Mailbox, Series
from socialgov.diary.querysets import SETS_MAILBOXES
from socialgov.journal.selectors import history_of
from socialgov.journal.services import record
from socialgov.look import times
from socialgov.look.municipality import with_roles
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person, Unit
from socialgov.organisation.permissions import capacity_for_role

SET = "diary.mailbox_set"

NOT_SET = with_roles(
    _("The registrar's mailbox is not set. %(Office)s writes it in under Diary, Mailboxes."), Office="communications"
)


class NoMailbox(Exception):
    """Nobody has said where the registrar receives things."""

    def __init__(self):
        super().__init__(NOT_SET)


class StaleMailbox(Exception):
    """Someone else changed the mailbox meanwhile. `mailbox` is how it is now."""

    def __init__(self, mailbox: Mailbox, *, changed_by: Person | None, changed_at: datetime, now: datetime):
        sentence = _("%(name)s changed the mailbox %(when)s, while you wrote. What you wrote is still here.")
        name = changed_by.name if changed_by else _("A colleague")
        super().__init__(sentence % {"name": name, "when": times.when(changed_at, now=now)})
        self.mailbox = mailbox


def mailbox_for(unit: Unit | None) -> Mailbox:
    """The mailbox at the unit or nearest above it; without a unit the municipality's. Raises NoMailbox."""
    if unit is None:
        root = Mailbox.objects.select_related("unit").filter(unit__parent=None).order_by("is_sample")
        mailbox = root.first()
    else:
        mailbox = _nearest(unit)
    if mailbox is None:
        raise NoMailbox
    return mailbox


def _nearest(unit: Unit) -> Mailbox | None:
    above = {
        m.unit_id: m for m in Mailbox.objects.filter(unit__in=Unit.objects.above([unit.pk])).select_related("unit")
    }
    parents = dict(Unit.objects.above([unit.pk]).values_list("pk", "parent_id"))
    at: int | None = unit.pk
    while at is not None:
        if at in above:
            return above[at]
        at = parents.get(at)
    return None


@transaction.atomic
def set_mailbox(
    *,
    unit: Unit,
    address: str,
    takes_secrets: bool,
    own_series: bool,
    prefix: str,
    version: int,
    actor: Actor,
    now: datetime,
) -> Mailbox:
    """Say where a unit's registrar receives things. Raises NotPermitted, StaleMailbox, ValidationError."""
    actor = capacity_for_role(actor, *SETS_MAILBOXES, now=now, unit=unit)
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    mailbox = Mailbox.objects.filter(unit=unit).first() or Mailbox(unit=unit, is_sample=unit.is_sample)
    if mailbox.version != version:
        last = history_of(unit).filter(verb=SET).order_by("-at").first()
        changed_by = Person.objects.filter(pk=last.actor_id).first() if last and last.actor_id else None
        raise StaleMailbox(mailbox, changed_by=changed_by, changed_at=last.at if last else now, now=now)
    mailbox.address, mailbox.takes_secrets = address.strip().lower(), takes_secrets
    mailbox.own_series, mailbox.prefix, mailbox.version = own_series, prefix.strip().upper(), version + 1
    mailbox.full_clean(exclude=["unit"], validate_constraints=False)
    mailbox.save()
    data = {"takes_secrets": takes_secrets, "own_series": own_series}
    record(actor=actor, now=now, verb=SET, about=unit, data=data)
    return mailbox


def next_number(mailbox: Mailbox, *, now: datetime) -> str:
    """The next in the year's own series. The row stays locked until the number is used, so no number is lost."""
    year = timezone.localdate(now).year
    Series.objects.get_or_create(mailbox=mailbox, year=year)
    series = Series.objects.select_for_update().get(mailbox=mailbox, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{mailbox.prefix} {year}-{series.last:05}"
