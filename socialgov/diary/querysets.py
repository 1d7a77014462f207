"""Who may see what has been sent to the registrar, and open its file."""

from datetime import datetime

from django.db.models import Q, QuerySet

from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import holds
from socialgov.organisation.querysets import ids_where

SEES_ALL = (Role.COMMUNICATIONS, Role.REGISTRAR, Role.ARCHIVIST, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR)
OPENS_OPEN_FILES = (Role.COMMUNICATIONS, Role.REGISTRAR, Role.ARCHIVIST, Role.AUDITOR)
OPENS_SECRET_FILES = (Role.REGISTRAR, Role.ARCHIVIST)
REGISTERS = (Role.REGISTRAR, Role.ARCHIVIST, Role.COMMUNICATIONS)
SETS_MAILBOXES = (Role.COMMUNICATIONS, Role.SYSTEM_ADMINISTRATOR)


class DispatchQuerySet(QuerySet):
    def with_number(self):
        return self.filter(registrations__isnull=False).distinct()

    def without_number(self):
        """Still with the registrar."""
        return self.filter(registrations=None)

    def visible_to(self, actor: Actor, now: datetime):
        """That it was sent, when and its number: those who work with records, and whoever sent it."""
        return self.all() if holds(actor, *SEES_ALL, now=now) else self.filter(by_id__in=actor.people)

    def openable_by(self, actor: Actor, now: datetime):
        """The file itself. Secret ones: only whoever sent them, and the registrar and archivist of that unit.

        Each board is an authority of its own, and secrecy holds between authorities (OSL 8:1).
        """
        allowed = Q(by_id__in=actor.people)
        if holds(actor, *OPENS_OPEN_FILES, now=now):
            allowed |= Q(secrecy=False)
        own_boards = ids_where(actor, OPENS_SECRET_FILES, now)
        allowed |= Q(secrecy=True, mailbox__unit__in=own_boards)
        return self.filter(allowed)

    def registrable_by(self, actor: Actor, now: datetime):
        """Whose number may be written in here, signed in, instead of through the link in the mail."""
        return self.all() if holds(actor, *REGISTERS, now=now) else self.none()


class DocumentQuerySet(QuerySet):
    def waiting(self):
        """Collected, to be sent together (Samla dagens)."""
        return self.filter(dispatch=None)

    def sendable_by(self, actor: Actor, now: datetime):
        """Communications sends everyone's; others what they have collected themselves."""
        waiting = self.waiting()
        everyone = holds(actor, Role.COMMUNICATIONS, Role.REGISTRAR, Role.ARCHIVIST, now=now)
        return waiting if everyone else waiting.filter(by_id__in=actor.people)
