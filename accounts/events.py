"""Facts about accounts that other rooms act on."""

from dataclasses import dataclass

from socialgov.wiring.events import Event


@dataclass(frozen=True)
class AccountStarted(Event):
    """The account runs from now on: it may be listed, watched and captured."""

    account_id: int


@dataclass(frozen=True)
class AccountClosed(Event):
    """The account was closed for good."""

    account_id: int


@dataclass(frozen=True)
class AccountChanged(Event):
    """Its entry changed: hours, unit, people. Clocks may need another look."""

    account_id: int


@dataclass(frozen=True)
class ListPublished(Event):
    """A new version of the channel list is public."""

    number: int
