"""The question that this room asks of those above before guidelines are adopted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from socialgov.wiring.collectors import Collector


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that guidelines would change. `group` has a heading by `name_group`. No citizen's words in it.

    `before` and `after` are the moments that something is due; `note` what is lacking, or which time it is.
    """

    group: str
    title: str
    url: str = ""
    note: str = ""
    before: datetime | None = None
    after: datetime | None = None


changes_under = Collector("changes_under", "What would other guidelines change, of what is open and what there is?")
"""Asked with `document` and `before` (guidelines), `now`, and `tell(group, done, total)` to be called along the way.

Answerers write nothing: it is a question of what would be.
"""

groups: dict[str, Any] = {}


def name_group(key: str, heading: Any) -> None:
    """Say in `ready()` what stands above a group's changes: an `ngettext_lazy` on `count`."""
    groups[key] = heading


def heading(key: str, count: int) -> str:
    """The heading, with how many there are."""
    return str(groups[key] % {"count": count})
