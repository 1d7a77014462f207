"""Who may adopt guidelines, once the municipality has decided, and who says when it is closed: communications and the
system administrator."""

from datetime import datetime

from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import capacity_for_role, holds

MAY_ADOPT = (Role.COMMUNICATIONS, Role.SYSTEM_ADMINISTRATOR)
MAY_CLOSE_DAYS = MAY_ADOPT


def may_adopt(actor: Actor, *, now: datetime) -> bool:
    """Whether the actor, or someone they stand in for, may."""
    return holds(actor, *MAY_ADOPT, now=now)


def adopting(actor: Actor, *, now: datetime) -> Actor:
    """The actor as they may. Raises NotPermitted."""
    return capacity_for_role(actor, *MAY_ADOPT, now=now)


def may_close_days(actor: Actor, *, now: datetime) -> bool:
    """Whether the actor, or someone they stand in for, may close days of the municipality's calendar."""
    return holds(actor, *MAY_CLOSE_DAYS, now=now)


def closing_days(actor: Actor, *, now: datetime) -> Actor:
    """The actor as they may. Raises NotPermitted."""
    return capacity_for_role(actor, *MAY_CLOSE_DAYS, now=now)
