"""Which connectors there are."""

from .base import Connector
from .feed import Feed
from .mastodon import Mastodon
from .wordpress import WordPress

CONNECTORS: dict[str, Connector] = {connector.slug: connector for connector in (WordPress(), Feed(), Mastodon())}
OF_PLATFORM = {"wordpress": ("wordpress", "feed"), "blog": ("feed",), "podcast": ("feed",), "mastodon": ("mastodon",)}


def get(slug: str) -> Connector:
    """The connector with this slug; KeyError when there is none."""
    return CONNECTORS[slug]


def for_platform(slug: str) -> tuple[Connector, ...]:
    """The connectors that an account on this platform may use, the best first; most platforms have none yet."""
    return tuple(CONNECTORS[name] for name in OF_PLATFORM.get(slug, ()))
