"""The account page is a frame; each room hands in its own panels and tasks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from socialgov.wiring.collectors import Collector


@dataclass(frozen=True, slots=True)
class Panel:
    """One section of the account page: its heading, its place, the room's own template and what it needs."""

    key: str
    title: str
    order: int
    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    link_label: str = ""
    link_url: str = ""


panels_for = Collector("panels_for", "Sections of an account's page: fn(account, actor, now) -> Panel")
tasks_for = Collector("tasks_for", "What has to be done on an account: fn(account, actor, now) -> Todo")
public_links = Collector("public_links", "Links on the public list: fn(kind, account_id, address) -> (label, url)")
