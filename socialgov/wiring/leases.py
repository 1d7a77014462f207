"""Work rows: the database holds the work, a worker has it only on lease.

A worker claims a row, gets a token that no one had before, renews the lease while it works, and finishes. When it dies
the lease runs out and another claims the row under a higher token; should the first one wake up again, its token is
stale and everything it tries is refused. Celery messages only say that there may be something to claim.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Self, TypeVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=2)
Work = TypeVar("Work", bound="LeasedWork", covariant=True)


class StaleToken(Exception):
    """The work has meanwhile been given to someone else, or is finished. Stop, and throw away what was made."""

    def __init__(self, work: "LeasedWork"):
        super().__init__(f"{work._meta.label} {work.pk}: token {work.token} is no longer the one that holds the work.")


class LeasedWorkQuerySet(models.QuerySet[Work]):
    def open(self) -> Self:
        """Neither done nor given up."""
        return self.filter(state__in=(LeasedWork.State.WAITING, LeasedWork.State.TAKEN))

    def claimable(self, now: datetime) -> Self:
        """Waiting and due, or taken by someone whose lease has run out."""
        return self.filter(
            Q(state=LeasedWork.State.WAITING, not_before__lte=now)
            | Q(state=LeasedWork.State.TAKEN, lease_until__lte=now)
        )

    def claim(self, *, now: datetime, lease: timedelta = LEASE) -> Work | None:
        """Take the row that has been due the longest. None when there is nothing to take.

        Rows that another process has locked at this moment are passed over, so that no one waits for anyone.
        """
        with transaction.atomic(using=self.db):
            locked = self.claimable(now).select_for_update(skip_locked=True, of=("self",)).order_by("not_before", "pk")
            work = locked.first()
            if work is None:
                return None
            work.state, work.lease_until = LeasedWork.State.TAKEN, now + lease
            work.token += 1
            work.attempts += 1
            work.save(update_fields=["state", "lease_until", "token", "attempts"])
            return work


class LeasedWork(models.Model):
    """A row of work that at most one worker has at a time. Subclass with `class Meta(LeasedWork.Meta)`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TAKEN = "taken", _("Being worked on")
        DONE = "done", _("Done")
        GIVEN_UP = "given_up", _("Given up")

    state = models.CharField(max_length=10, choices=State, default=State.WAITING, editable=False)
    not_before = models.DateTimeField(editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    token = models.BigIntegerField(default=0, editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)
    error = models.CharField(max_length=500, blank=True, editable=False)

    objects = LeasedWorkQuerySet.as_manager()

    class Meta:
        abstract = True

    def renew(self, *, now: datetime, lease: timedelta = LEASE) -> None:
        """The heartbeat of long work. Raises StaleToken when someone else has it."""
        self._while_held(lease_until=now + lease)

    def finish(self, token: int | None = None) -> None:
        """Done. Raises StaleToken, and changes nothing, when `token` (or the one claimed) no longer holds the work."""
        if token is not None:
            self.token = token
        self._while_held(state=self.State.DONE, lease_until=None, error="")

    def postpone(self, *, until: datetime, error: str = "") -> None:
        """Give it back, to be tried from `until` on. Raises StaleToken."""
        self._while_held(state=self.State.WAITING, lease_until=None, not_before=until, error=error[:500])

    def give_up(self, *, error: str) -> None:
        """Not to be tried again by itself. Raises StaleToken."""
        self._while_held(state=self.State.GIVEN_UP, lease_until=None, error=error[:500])

    @contextmanager
    def finishing(self) -> Iterator[Self]:
        """A transaction in which the result is written and the work finished, both or neither.

        The row stays locked throughout, so the lease can not pass to another between the check and the result.
        """
        with transaction.atomic():
            rows = type(self)._base_manager.select_for_update(of=("self",))
            if not rows.filter(pk=self.pk, token=self.token, state=self.State.TAKEN).exists():
                raise StaleToken(self)
            yield self
            self.finish()

    def _while_held(self, **changes) -> None:
        held = type(self)._base_manager.filter(pk=self.pk, token=self.token, state=self.State.TAKEN)
        if not held.update(**changes):
            raise StaleToken(self)
        for name, value in changes.items():
            setattr(self, name, value)


def pause_before_attempt(attempts: int, *, first=timedelta(seconds=10), longest=timedelta(hours=1)) -> timedelta:
    """How long to wait after the `attempts`-th failure: doubling from `first` up to `longest`."""
    return min(first * 2 ** min(attempts - 1, 20), longest)
