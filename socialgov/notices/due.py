"""The question that fills the table: what must be said now?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model

from socialgov.wiring.collectors import Collector


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to say: to a person (`recipient_id`) or to a function mailbox (`address`).

    The collector is asked every minute and may give the same answer as long as it is true: kind, key and receiver make
    it one notice. `send_after` is when it became true, at the latest now. `url` may be a function, called only when the
    notice is new, for links that must be issued once.
    """

    kind: str
    key: str
    recipient_id: int | None = None
    about: Model | None = None
    context: dict = field(default_factory=dict)
    url: str | Callable[[], str] = ""
    send_after: datetime | None = None
    expires_at: datetime | None = None
    due_at: datetime | None = None
    address: str = ""


notices_due = Collector("notices_due", "What must be said to whom now")
