"""Who sees how what stands: the offices that read all, managers their units, those who run accounts these."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Account
from accounts.permissions import SEES_ALL
from activityplans.models import Plan
from activityplans.workflow import UNDER_WAY
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Role, Unit
from socialgov.organisation.permissions import holds
from socialgov.organisation.selectors import units_with_role
from socialgov.policy.judging import Status

EVERYTHING = "alla"
TO_DO = (Status.NOT_MET, Status.AT_RISK, Status.UNCHECKED)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a page shows of what one may see. `status` empty: what asks for something."""

    unit: int | None = None
    account: int | None = None
    platform: str = ""
    status: str = ""
    provision: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> "Filters":
        """From an address; what can not be read is left out."""
        return cls(
            unit=_number(asked.get("enhet", "")),
            account=_number(asked.get("konto", "")),
            platform=_word(asked.get("plattform", ""), 20),
            status=status if (status := str(asked.get("status", ""))) in (EVERYTHING, *Status) else "",
            provision=_word(asked.get("regel", ""), 80),
        )

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Those to show."""
        if self.status == EVERYTHING:
            return tuple(Status)
        return (Status(self.status),) if self.status else TO_DO

    def as_query(self, **changes: object) -> dict[str, str]:
        """For an address: only what is set."""
        here = replace(self, **changes)  # type: ignore[arg-type]  # the names are the fields'
        pairs = {
            "enhet": here.unit, "konto": here.account, "plattform": here.platform, "status": here.status,
            "regel": here.provision,
        }  # fmt: skip
        return {key: str(value) for key, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class Scope:
    """What the actor may see: running accounts, plans in force or on their way, units; `whole` the municipality."""

    accounts: QuerySet[Account]
    plans: QuerySet[Plan]
    units: QuerySet[Unit]
    whole: bool


def sees_whole(actor: Actor, *, now: datetime) -> bool:
    """Whether the actor sees how the whole municipality stands."""
    return holds(actor, *SEES_ALL, now=now)


def may_see(actor: Actor, *, now: datetime) -> bool:
    """Whether there is anything for the actor to see."""
    return holds(actor, *SEES_ALL, Role.MANAGER, now=now) or Account.objects.run_by(actor, now=now).exists()


def visible_units(actor: Actor, *, now: datetime) -> QuerySet[Unit]:
    """Units whose standing the actor may see."""
    units = Unit.objects.visible_to(actor, now).open()
    return units if sees_whole(actor, now=now) else units.filter(pk__in=units_with_role(actor, Role.MANAGER, now=now))


def scope_of(actor: Actor, *, now: datetime, filters: Filters | None = None) -> Scope:
    """What the actor may see, narrowed to what the filters choose."""
    filters = filters or Filters()
    accounts = Account.objects.visible_to(actor, now=now).running()
    plans = Plan.objects.visible_to(actor, now=now).filter(
        Q(account=None) | ~Q(account__state="closed"), state__in=("in_force", *UNDER_WAY)
    )
    units = visible_units(actor, now=now)
    whole = sees_whole(actor, now=now)
    if filters.unit is not None:
        below = Unit.objects.below([filters.unit]).values("pk")
        accounts, plans, units = (
            accounts.filter(unit__in=below),
            plans.filter(unit__in=below),
            units.filter(pk__in=below),
        )
    if filters.platform:
        accounts, plans = accounts.filter(platform=filters.platform), plans.filter(account__platform=filters.platform)
    if filters.account is not None:
        accounts, plans = accounts.filter(pk=filters.account), plans.filter(account=filters.account)
    if filters.platform or filters.account is not None:
        units = units.none()
    narrowed = filters.unit is not None or bool(filters.platform) or filters.account is not None
    return Scope(accounts, plans, units, whole and not narrowed)


def _word(text: object, most: int) -> str:
    """What the database can be asked for."""
    return str(text).replace("\x00", "")[:most]


def _number(text: object) -> int | None:
    text = str(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
