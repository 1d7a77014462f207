"""Who may see, run and change an account: one queryset per permission; the test of an object is derived from it."""

from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import holds
from socialgov.organisation.selectors import units_with_role

EVERY_PART = ("administrator", "operator", "substitute")
SEES_ALL = (Role.COMMUNICATIONS, Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR, Role.REGISTRAR, Role.ARCHIVIST)


class AccountQuerySet(models.QuerySet):
    def running(self):
        """Accounts that run today: started and not closed."""
        return self.filter(state__in=("active", "closing"))

    def on_list(self):
        """Accounts the public list names: official, open to everyone, running (ATV-04)."""
        return self.running().filter(audience="public")

    def run_by(self, actor: Actor, *, now: datetime, roles: tuple[str, ...] = EVERY_PART):
        """Accounts where the actor, or someone they stand in for, has one of these parts today."""
        today = timezone.localdate(now)
        mine = (
            apps.get_model("accounts", "Assignment")
            ._default_manager.filter(account=OuterRef("pk"), person__in=actor.people, role__in=roles)
            .filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)
        )
        return self.filter(Exists(mine))

    def visible_to(self, actor: Actor, *, now: datetime):
        """Accounts the actor may read about: one's own, one's units' as manager, all for the offices that need them."""
        if holds(actor, *SEES_ALL, now=now):
            return self
        managed = units_with_role(actor, Role.MANAGER, now=now)
        return self.filter(Q(pk__in=self.run_by(actor, now=now).values("pk")) | Q(unit__in=managed))

    def answerable_by(self, actor: Actor, *, now: datetime):
        """Accounts whose comments the actor may answer, hide and remove (ATV-36)."""
        if holds(actor, Role.COMMUNICATIONS, now=now):
            return self
        managed = units_with_role(actor, Role.MANAGER, now=now)
        return self.filter(Q(pk__in=self.run_by(actor, now=now).values("pk")) | Q(unit__in=managed))

    def changeable_by(self, actor: Actor, *, now: datetime):
        """Accounts whose entry in the registry the actor may change."""
        if holds(actor, Role.COMMUNICATIONS, now=now):
            return self
        managed = units_with_role(actor, Role.MANAGER, now=now)
        return self.filter(
            Q(pk__in=self.run_by(actor, now=now, roles=("administrator",)).values("pk")) | Q(unit__in=managed)
        )

    def custody_of(self, actor: Actor, *, now: datetime):
        """Accounts whose login the actor may open: the custodians', that is the communications office's (ATV-21)."""
        return self if holds(actor, Role.COMMUNICATIONS, now=now) else self.none()


def may_publish_list(actor: Actor, *, now: datetime) -> bool:
    """Publishing the channel list is the communications office's (ATV-04)."""
    return holds(actor, Role.COMMUNICATIONS, now=now)
