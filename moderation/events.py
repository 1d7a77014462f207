"""Facts that this room states."""

from dataclasses import dataclass

from socialgov.wiring.events import Event


@dataclass(frozen=True)
class OpenItemsRecounted(Event):
    """Every open item has been counted again after an adoption: now it can be said how many got another time."""

    recount_id: int
