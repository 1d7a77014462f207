"""Facts that this room states."""

from dataclasses import dataclass

from socialgov.wiring.events import Event


@dataclass(frozen=True)
class CaptureSealed(Event):
    """A capture's files are locked and sealed."""

    capture_id: int


@dataclass(frozen=True)
class CaptureNeedsHelp(Event):
    """A capture could not be taken by the system; someone must hand in screenshots."""

    capture_id: int
