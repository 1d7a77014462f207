"""The published list arranged for reading. Works on a release's content only. Pure."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from socialgov.platforms import catalogue
from socialgov.sorting import sort_key


@dataclass(frozen=True, slots=True)
class Group:
    """A heading, the anchor it is linked by, and its channels in Swedish order."""

    name: str
    anchor: str
    channels: list[dict]


def platform_name(slug: str) -> str:
    """What a visitor calls the platform; the slug itself for one we never knew."""
    try:
        return catalogue.get(slug).name_for_public
    except KeyError:
        return slug


def search(channels: list[dict], query: str) -> list[dict]:
    """Channels whose name, unit, purpose, address or platform hold every word of `query`."""
    words = query.casefold().split()

    def holds(entry: dict) -> bool:
        text = " ".join(
            (
                entry["name"],
                entry["unit"],
                entry["area"],
                entry["purpose"],
                entry["address"],
                platform_name(entry["platform"]),
            )
        ).casefold()
        return all(word in text for word in words)

    return [entry for entry in channels if holds(entry)] if words else channels


def _grouped(channels: list[dict], key) -> list[Group]:
    groups: dict[str, list[dict]] = {}
    for entry in channels:
        groups.setdefault(key(entry), []).append(entry)
    return [
        Group(name, _anchor(name), sorted(entries, key=lambda entry: sort_key(entry["name"])))
        for name, entries in sorted(groups.items(), key=lambda item: sort_key(item[0]))
    ]


def _anchor(name: str) -> str:
    return sort_key(name).replace("{", "").replace(" ", "-") or "ovrigt"


def by_platform(channels: list[dict]) -> list[Group]:
    """Groups named for the platform."""
    return _grouped(channels, lambda entry: platform_name(entry["platform"]))


def by_area(channels: list[dict]) -> list[Group]:
    """Groups named for the department that answers for the unit."""
    return _grouped(channels, lambda entry: entry["area"] or entry["unit"])


def shown_address(address: str) -> str:
    """The address as it is read aloud: without https:// and www."""
    parts = urlsplit(address)
    host = parts.netloc.removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' + parts.query if parts.query else ''}"


def as_open_data(release) -> dict:
    """A release for others' programs; the same keys in every version of the format."""
    return {
        "version": release.number,
        "published_at": release.published_at.isoformat(),
        "sha256": release.digest,
        **release.content,
    }
