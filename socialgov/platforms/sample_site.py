"""The invented municipality's addresses: never fetched from the real world, only from the local sample site.

An address is the sample's when its host ends in .example or .exempel (nobody can own these), or when a handle in it
ends in .exempel, -exempel or _ex: on a real platform somebody else may own that.
"""

import ipaddress
import re
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

_INVENTED_HOST = re.compile(r"(?:^|\.)(?:example|exempel)\.?$")
_INVENTED_HANDLE = re.compile(r"(?:[.\-]exempel|_ex)(?=$|[/?&#@:])", re.IGNORECASE)


class OnlyASample(ValueError):
    """An invented address that was about to be opened while no sample site is running."""

    def __str__(self) -> str:
        return str(_("The address belongs to the sample municipality and leads nowhere. Start the sample with ./run."))


def is_sample(url: str) -> bool:
    """Whether the address is invented, and so must never leave this machine."""
    parts = urlsplit(url)
    rest = unquote(unquote(f"{parts.path}?{parts.query}#{parts.fragment}"))
    return bool(_INVENTED_HOST.search((parts.hostname or "").lower()) or _INVENTED_HANDLE.search(rest))


def reachable(url: str, *, site: str) -> str:
    """Where `url` can be opened: itself, or for an invented one its place on the local sample site at `site`.

    https://skolbloggen.ljungsele.example/feed/ → http://127.0.0.1:8001/skolbloggen.ljungsele.example/feed/
    Raises OnlyASample when the address is invented and `site` is empty.
    """
    if is_local_part(url, site=site) or not is_sample(url):
        return url
    if not site:
        raise OnlyASample(url)
    parts = urlsplit(url)
    host = (parts.hostname or "").lower().rstrip(".").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{site.rstrip('/')}/{host}{parts.path or '/'}{query}{fragment}"


def is_local_part(url: str, *, site: str) -> bool:
    """Whether the address already is one on the sample site."""
    if not site:
        return False
    ours, theirs = urlsplit(site), urlsplit(url)
    return (ours.scheme, ours.hostname, ours.port) == (theirs.scheme, theirs.hostname, theirs.port)


def is_local(site: str) -> bool:
    """Whether `site` is plain http on this machine's own loopback address."""
    parts = urlsplit(site)
    if parts.scheme != "http" or parts.username or parts.path.strip("/"):
        return False
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname == "localhost"
