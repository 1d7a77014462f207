"""Facts this room states."""

from dataclasses import dataclass

from socialgov.wiring.events import Event


@dataclass(frozen=True)
class DiaryNumberReceived(Event):
    """The registrar gave a thing its number; again, with another number, when she corrects it. Once per document.

    `registered_at` is an ISO moment. `about_type` is the model's label in lower case, such as `moderation.item`.
    """

    dispatch_id: int
    about_type: str
    about_id: int
    number: str
    registered_at: str
