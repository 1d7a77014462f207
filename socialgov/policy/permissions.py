"""Who may adopt guidelines: communications and the system administrator, after the municipality has decided."""

from datetime import datetime

from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import capacity_for_role, holds

MAY_ADOPT = (Role.COMMUNICATIONS, Role.SYSTEM_ADMINISTRATOR)


def may_adopt(actor: Actor, *, now: datetime) -> bool:
    """Whether the actor, or someone they stand in for, may."""
    return holds(actor, *MAY_ADOPT, now=now)


def adopting(actor: Actor, *, now: datetime) -> Actor:
    """The actor as they may. Raises NotPermitted."""
    return capacity_for_role(actor, *MAY_ADOPT, now=now)
