"""Which notices and mails wait, and who may read which."""

from datetime import datetime

from django.db.models import Q, QuerySet

from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import holds
from socialgov.wiring.leases import LeasedWorkQuerySet

READ_ALL = (Role.COMMUNICATIONS, Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR)
SEND_AGAIN = (Role.COMMUNICATIONS, Role.SYSTEM_ADMINISTRATOR)


class NoticeQuerySet(QuerySet):
    def waiting(self):
        """Not yet put in a mail."""
        return self.filter(state="waiting")

    def ready(self, now: datetime):
        return self.waiting().filter(ready_at__lte=now)

    def readable_by(self, actor: Actor, now: datetime):
        """Communications, the system administrator and the auditor read all; everyone reads what they were sent."""
        if holds(actor, *READ_ALL, now=now):
            return self.all()
        return self.filter(Q(person__in=actor.people) | Q(reader__in=actor.people))


class MailQuerySet(LeasedWorkQuerySet):
    def readable_by(self, actor: Actor, now: datetime):
        """As for notices."""
        if holds(actor, *READ_ALL, now=now):
            return self.all()
        return self.filter(person__in=actor.people)

    def sendable_again_by(self, actor: Actor, now: datetime):
        """Those that did not arrive, for whoever looks after the mails."""
        failed = self.filter(Q(state="given_up") | Q(came_back_at__isnull=False))
        return failed if holds(actor, *SEND_AGAIN, now=now) else self.none()
