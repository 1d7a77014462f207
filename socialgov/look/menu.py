"""The staff menu: each room registers its own entries in `ready()`; the order is the vocabulary's."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

ORDER = (
    "todo",
    "queue",
    "accounts",
    "search",
    "plans",
    "channel_list",
    "archive",
    "compliance",
    "figures",
    "guidelines",
    "guidance",
    "people",
    "absence",
    "settings",
    "sent",
)
STARTS_A_GROUP = frozenset({"plans", "guidelines"})
IN_THE_BOTTOM_BAR = 4


def order_of(name: str) -> int:
    """Place in the vocabulary's menu, in tens; what is not in it comes last."""
    return (ORDER.index(name) if name in ORDER else len(ORDER)) * 10


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the menu.

    `label` is a lazy translation or takes the actor (*Mina konton*). `badge` takes the actor and counts what is due
    today. `visible` is asked for every page: keep it to what the actor already knows or one cheap query.
    """

    name: str
    label: object
    url_name: str
    icon: str = ""
    order: int | None = None
    visible: Callable[[object], bool] = lambda actor: True
    badge: Callable[[object], int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the page shows it to one person."""

    name: str
    label: str
    url: str
    icon: str
    count: str
    current: bool
    starts_group: bool


_entries: dict[str, MenuEntry] = {}


def register(entry: MenuEntry) -> None:
    """Add or replace the entry of that name."""
    _entries[entry.name] = entry


def unregister(name: str) -> None:
    _entries.pop(name, None)


def entries() -> list[MenuEntry]:
    return sorted(_entries.values(), key=lambda e: (e.order if e.order is not None else order_of(e.name), e.name))


def count_text(count: int) -> str:
    """Nothing for zero; at most `99+`."""
    return "" if count <= 0 else "99+" if count > 99 else str(count)


def lines(actor, path: str) -> list[Line]:
    """The menu of this actor; the entry whose address is the longest start of `path` is the current one."""
    shown = [(entry, reverse(entry.url_name)) for entry in entries() if entry.visible(actor)]
    starts = [url for _, url in shown if path == url or (url != "/" and path.startswith(url))]
    current = max(starts, key=len, default=None)
    out: list[Line] = []
    for entry, url in shown:
        label = entry.label(actor) if callable(entry.label) else entry.label
        out.append(
            Line(
                name=entry.name,
                label=str(label),
                url=url,
                icon=entry.icon or entry.name,
                count=count_text(entry.badge(actor)) if entry.badge else "",
                current=url == current,
                starts_group=bool(out) and _group(entry) != _group_of(out[-1].name),
            )
        )
    return out


def _group(entry: MenuEntry) -> int:
    order = entry.order if entry.order is not None else order_of(entry.name)
    return sum(order >= order_of(name) for name in STARTS_A_GROUP)


def _group_of(name: str) -> int:
    return _group(_entries[name])
