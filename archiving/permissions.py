"""Who may see and take captures, and read evidence: one queryset per permission."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from accounts.models import Account
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import holds

ORDERS_ALL = (Role.COMMUNICATIONS, Role.ARCHIVIST)
SEES_ALL = (Role.COMMUNICATIONS, Role.REGISTRAR, Role.ARCHIVIST, Role.AUDITOR)


def capturable_by(actor: Actor, *, now: datetime) -> models.QuerySet[Account]:
    """Accounts of which the actor may order a capture or hand one in (OSB-18, ATV-44, VAL-08)."""
    if holds(actor, *ORDERS_ALL, now=now):
        return Account.objects.all()
    return Account.objects.answerable_by(actor, now=now)


class CaptureQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor, *, now: datetime):
        """Captures of accounts that the actor may read about."""
        return self.filter(account__in=Account.objects.visible_to(actor, now=now))


class EvidenceQuerySet(models.QuerySet):
    def readable_by(self, actor: Actor, *, now: datetime):
        """What is not marked for secrecy: whoever may see the account. What is marked: only people named for it.

        A substitute does not inherit the right to read what is marked.
        """
        named = Q(readers__person=actor.person_id) if actor.person_id else Q(pk__in=[])
        open_to_all = Q(account__in=Account.objects.visible_to(actor, now=now))
        if holds(actor, *SEES_ALL, now=now):
            open_to_all |= Q(account=None)
        return self.filter(Q(secrecy=False) & open_to_all | Q(secrecy=True) & named).distinct()

    def about(self, thing: models.Model):
        return self.filter(about_type=thing._meta.label_lower, about_id=thing.pk)
