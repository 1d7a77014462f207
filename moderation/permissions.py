"""Who may see, answer, hide and look again at what: one queryset per permission."""

from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import holds

OPEN = Q(handling__in=("new", "waiting"), visibility="visible")


class ItemQuerySet(models.QuerySet):
    def open(self):
        """Waiting for an answer: neither handled nor hidden."""
        return self.filter(OPEN)

    def with_clock(self):
        """Open items that have a deadline."""
        return self.open().filter(due_at__isnull=False)

    def urgent(self):
        """Open items to act on at once, whatever their clock says."""
        return self.open().exclude(urgency="")

    def due_before(self, moment: datetime):
        """Open items whose deadline is before `moment`."""
        return self.with_clock().filter(due_at__lt=moment)

    def visible_to(self, actor: Actor, *, now: datetime):
        """Items of accounts the actor may read about; reports that name no account are the office's."""
        accounts = apps.get_model("accounts", "Account").objects.visible_to(actor, now=now)
        readable = self.filter(account__in=accounts)
        if holds(actor, Role.COMMUNICATIONS, Role.AUDITOR, now=now):
            readable = readable | self.filter(account=None)
        return readable

    def answerable_by(self, actor: Actor, *, now: datetime):
        """Items the actor may answer, forward, hide or remove (ATV-36)."""
        accounts = apps.get_model("accounts", "Account").objects.answerable_by(actor, now=now)
        mine = self.filter(account__in=accounts)
        if holds(actor, Role.COMMUNICATIONS, now=now):
            mine = mine | self.filter(account=None)
        return mine

    def content_readable_by(self, actor: Actor, *, now: datetime):
        """Items whose text the actor may read: under a secrecy mark only those who handle it.

        That is the managers and administrators of the account, the registrar, and whoever removed it.
        """
        visible = self.visible_to(actor, now=now)
        if holds(actor, Role.REGISTRAR, now=now):
            return visible
        runs = apps.get_model("accounts", "Account").objects.changeable_by(actor.alone(), now=now)
        decided = apps.get_model("moderation", "Decision").objects.filter(item=OuterRef("pk"), by__in=actor.people)
        own = Q(account__in=runs) & ~Q(pk=None)
        return visible.filter(Q(secrecy=False) | own | Exists(decided))


class SecondLookPermission:
    """A second look is anyone's who may answer the item, but not the one who did it and never the person attacked."""

    @staticmethod
    def lookable_by(looks: models.QuerySet, actor: Actor, *, now: datetime) -> models.QuerySet:
        items = apps.get_model("moderation", "Item").objects.answerable_by(actor, now=now)
        return (
            looks.filter(item__in=items)
            .exclude(decision__by=actor.person_id)
            .exclude(attacked=actor.person_id)
        )
