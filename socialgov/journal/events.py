"""Facts that the journal states."""

from dataclasses import dataclass

from socialgov.wiring.events import Event


@dataclass(frozen=True)
class JournalBroken(Event):
    """The nightly verification found that the journal is not as it was written. Stated each night until mended."""

    kind: str
    sentence: str
    seal_number: int | None = None
    entry_id: int | None = None
