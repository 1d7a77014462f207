"""Who may read, write, consult on and sign a plan."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from accounts.models import Account
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import holds
from socialgov.organisation.selectors import units_with_role

READS_ALL = (Role.COMMUNICATIONS, Role.AUDITOR, Role.REGISTRAR, Role.ARCHIVIST, Role.SYSTEM_ADMINISTRATOR)


class PlanQuerySet(models.QuerySet):
    def _named(self, actor: Actor) -> Q:
        """Plans whose latest answers name one of the actor's people as administrator or operator."""
        named = Q()
        for person in actor.people:
            for question in ("administrators", "operators"):
                named |= Q(**{f"revisions__answers__{question}__contains": [person]})
        return named

    def visible_to(self, actor: Actor, *, now: datetime):
        """Plans the actor may read."""
        if holds(actor, *READS_ALL, now=now):
            return self
        managed = units_with_role(actor, Role.MANAGER, now=now)
        mine = Account.objects.run_by(actor, now=now)
        own = Q(drafted_by__in=actor.people) | Q(unit__in=managed) | Q(account__in=mine) | self._named(actor)
        return self.filter(pk__in=self.model._default_manager.filter(own).values("pk"))

    def writable_by(self, actor: Actor, *, now: datetime):
        """Plans the actor may write in: drafts of one's own, of accounts one runs, of units one manages."""
        drafts = self.filter(state__in=("draft", "returned"))
        if holds(actor, Role.COMMUNICATIONS, now=now):
            return drafts
        managed = units_with_role(actor, Role.MANAGER, now=now)
        own = Q(drafted_by__in=actor.people) | Q(unit__in=managed) | self._named(actor)
        return drafts.filter(pk__in=self.model._default_manager.filter(own).values("pk"))

    def consultable_by(self, actor: Actor, *, now: datetime):
        """Plans whose consultation the actor may record: the communications office's (ATV-19, OSB-02)."""
        waiting = self.filter(state="consultation")
        return waiting if holds(actor, Role.COMMUNICATIONS, now=now) else waiting.none()

    def returnable_by(self, actor: Actor, *, now: datetime):
        """Plans the actor may send back to the drafter: the communications office's, until the last signature."""
        waiting = self.filter(state__in=("consultation", "signing"))
        return waiting if holds(actor, Role.COMMUNICATIONS, now=now) else waiting.none()

    def withdrawable_by(self, actor: Actor, *, now: datetime):
        """Plans under way that the actor may take back: one's own, and those of units one manages."""
        managed = units_with_role(actor, Role.MANAGER, now=now)
        own = self.model._default_manager.filter(Q(drafted_by__in=actor.people) | Q(unit__in=managed))
        return self.filter(pk__in=own.values("pk"))

    def follow_up_by(self, actor: Actor, *, now: datetime):
        """Plans in force whose follow-up the actor may answer: managers and administrators."""
        running = self.filter(state="in_force")
        if holds(actor, Role.COMMUNICATIONS, now=now):
            return running
        managed = units_with_role(actor, Role.MANAGER, now=now)
        mine = Account.objects.run_by(actor, now=now, roles=("administrator",))
        return running.filter(Q(unit__in=managed) | Q(account__in=mine))
