"""Who may see, answer, hide and look again at what: one queryset per permission."""

from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import asked_once, holds
from socialgov.organisation.selectors import managers_of, units_with_role

TAKEN_AWAY = ("hiding", "hidden", "removing", "removed", "gone")


class ItemQuerySet(models.QuerySet):
    def open(self):
        """Waiting for someone: neither handled nor hidden, or what the platform refused to take away."""
        return self.filter(is_open=True)

    def with_clock(self):
        """Open items that have a deadline."""
        return self.open().filter(due_at__isnull=False)

    def urgent(self):
        """Open items to act on at once, whatever their clock says."""
        return self.open().exclude(urgency="")

    def due_before(self, moment: datetime):
        """Open items whose deadline is before `moment`."""
        return self.with_clock().filter(due_at__lt=moment)

    def in_queue_order(self):
        """Danger, then what must be decided now, then by deadline."""
        return self.order_by("rank", "queue_at", "pk")

    def visible_to(self, actor: Actor, *, now: datetime):
        """Items of accounts the actor may read about; reports that name no account are the office's."""
        return self._of(apps.get_model("accounts", "Account").objects.visible_to(actor, now=now), actor, now)

    def answerable_by(self, actor: Actor, *, now: datetime):
        """Items the actor may answer, forward, hide or remove (ATV-36)."""
        return self._of(apps.get_model("accounts", "Account").objects.answerable_by(actor, now=now), actor, now)

    def _of(self, accounts: models.QuerySet, actor: Actor, now: datetime):
        chosen = Q(account__in=accounts.order_by())
        if holds(actor, Role.COMMUNICATIONS, Role.AUDITOR, now=now):
            chosen |= Q(account=None)
        return self.filter(chosen)

    def content_readable_by(self, actor: Actor, *, now: datetime):
        """Items whose text the actor may read.

        Under a secrecy mark: those who may answer, while it still stands there for everyone to read; once it is taken
        away only the responsible manager, the registrar, and whoever did something with it (ATV-45).
        """
        visible = self.visible_to(actor, now=now)
        if holds(actor, Role.REGISTRAR, now=now):
            return visible
        decided = apps.get_model("moderation", "Decision").objects.filter(item=OuterRef("pk"), by__in=actor.people)
        answerable = apps.get_model("moderation", "Item").objects.answerable_by(actor, now=now).values("pk")
        return visible.filter(
            Q(secrecy=False)
            | Q(account__unit__in=self._managed(actor, now))
            | Exists(decided)
            | ~Q(visibility__in=TAKEN_AWAY) & Q(pk__in=answerable)
        )

    def _managed(self, actor: Actor, now: datetime) -> list[int]:
        """Units with something secret whose nearest manager is the actor, or whom the actor stands in for."""

        def ask() -> list[int]:
            units = units_with_role(actor, Role.MANAGER, now=now).filter(accounts__items__secrecy=True).distinct()
            return [unit.pk for unit in units if managers_of(unit, now=now).filter(pk__in=actor.people).exists()]

        return asked_once(("moderation.managed", tuple(actor.people)), ask)


class SecondLookQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(done_at=None)

    def lookable_by(self, actor: Actor, *, now: datetime):
        """Someone else with access to the item: not the one who did it, and never the person attacked.

        What someone stands in for counts as that person. Where nobody else is left (`own`), the one who did it.
        """
        items = apps.get_model("moderation", "Item").objects.answerable_by(actor, now=now).values("pk")
        me = [actor.person_id] + ([actor.on_behalf_of_id] if actor.on_behalf_of_id else [])
        someone_else = ~Q(decision__by__in=me) | Q(decision__by=None)
        not_attacked = Q(attacked=None) | ~Q(attacked__in=me)
        return self.filter(Q(own=True) | someone_else, not_attacked, item__in=items)


class BlockQuerySet(models.QuerySet):
    def standing(self):
        """Those that are not opened again."""
        return self.filter(opened_at=None)

    def seen_by(self, actor: Actor, *, now: datetime):
        """Blocks on accounts the actor may answer for: who it is about is nobody else's business."""
        items = apps.get_model("moderation", "Item").objects.answerable_by(actor, now=now).values("pk")
        return self.filter(item__in=items)

    def lookable_by(self, actor: Actor, *, now: datetime):
        """As for a removal: not the one who did it, and never the person attacked; alone left, in writing."""
        me = [actor.person_id] + ([actor.on_behalf_of_id] if actor.on_behalf_of_id else [])
        someone_else = ~Q(decision__by__in=me) | Q(decision__by=None)
        not_attacked = Q(attacked=None) | ~Q(attacked__in=me)
        waiting = self.seen_by(actor, now=now).filter(looked_at=None)
        return waiting.filter(Q(own=True) | someone_else, not_attacked)
