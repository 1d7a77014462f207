"""Facts about people and absence that other rooms act on."""

from dataclasses import dataclass
from datetime import date

from socialgov.wiring.events import Event


@dataclass(frozen=True)
class PersonAdded(Event):
    """Someone new may sign in and is to have a link for choosing a password."""

    person_id: int


@dataclass(frozen=True)
class PasswordLinkAsked(Event):
    """Someone asked for a new password. The link is made when the mail is: no secret rests in the outbox."""

    person_id: int


@dataclass(frozen=True)
class PersonLeaving(Event):
    """Someone's last day was set, moved, or taken back (None)."""

    person_id: int
    leaves_on: date | None


@dataclass(frozen=True)
class PersonLeft(Event):
    """Someone may no longer sign in; their roles have ended."""

    person_id: int


@dataclass(frozen=True)
class RolesChanged(Event):
    """Someone was given a role or lost one."""

    person_id: int


@dataclass(frozen=True)
class HoursChanged(Event):
    """Someone's working hours are others than before."""

    person_id: int


@dataclass(frozen=True)
class AbsenceSet(Event):
    """An absence was entered or changed."""

    absence_id: int


@dataclass(frozen=True)
class AbsenceCancelled(Event):
    """An absence will not take place, or not from now on."""

    absence_id: int


@dataclass(frozen=True)
class UnitChanged(Event):
    """A unit was renamed, moved or given another mailbox."""

    unit_id: int


@dataclass(frozen=True)
class UnitClosed(Event):
    """A unit no longer exists."""

    unit_id: int
