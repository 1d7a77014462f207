"""What a person or a unit still has in the registry, and what happens when someone leaves."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Account, Assignment
from accounts.selectors import current_assignments
from accounts.services import registry
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.collectors import Holding
from socialgov.organisation.events import PersonLeft
from socialgov.organisation.models import Person, Unit
from socialgov.policy import selectors as policy


def of_person(*, person: Person, now: datetime) -> Iterator[Holding]:
    """Each part the person has in an account, and each account whose one-time code may leave with them.

    They lead to the account's page, which all who see the list may open; it has the way to change for who may.
    """
    held = current_assignments(timezone.localdate(now)).filter(person=person).select_related("account__custody")
    accounts: dict[int, tuple[Account, list[str]]] = {}
    for part in held.order_by("account__sort_key", "role"):
        accounts.setdefault(part.account_id, (part.account, []))[1].append(policy.label(part.role).lower())
    for account, parts in accounts.values():
        yield Holding(
            _("%(account)s: %(parts)s") % {"account": account, "parts": ", ".join(parts)},
            reverse("accounts:account", args=[account.pk]) + "#people",
        )
        custody = getattr(account, "custody", None)
        if custody and custody.code_is_private:
            yield Holding(
                _("%(account)s: the one-time code goes to %(to)s")
                % {"account": account, "to": custody.code_recipient or _("a private phone")},
                reverse("accounts:account", args=[account.pk]),
            )


def of_unit(*, unit: Unit, now: datetime) -> Iterator[Holding]:
    """Each account that the unit runs."""
    for account in Account.objects.filter(unit=unit).exclude(state="closed"):
        yield Holding(str(account), reverse("accounts:account", args=[account.pk]))


def on_person_left(event: PersonLeft, *, now: datetime) -> None:
    """Whoever has left runs no account any more. Again is harmless."""
    for part in Assignment.objects.filter(person_id=event.person_id, ends_on=None):
        registry.unassign(assignment=part, last_day=timezone.localdate(now), actor=SYSTEM, now=now)
