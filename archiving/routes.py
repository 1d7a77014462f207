"""Where a capture may go: a real account to its public address, a sample account only to the local sample site."""

from urllib.parse import urlsplit

from django.conf import settings

from archiving.models import Capture
from archiving.proxy import Reach
from socialgov.platforms import sample_site


class NotFetched(Exception):
    """The address is invented and no sample site stands for it: nothing may be fetched."""


def route(capture: Capture) -> tuple[str, Reach]:
    """The address to open and what may be reached from there. Raises NotFetched."""
    site = settings.SAMPLE_SITE_URL
    address = capture.address if "://" in capture.address else f"https://{capture.address}"
    if not (
        capture.account.is_sample or sample_site.is_sample(address) or sample_site.is_local_part(address, site=site)
    ):
        return address, Reach()
    try:
        local = sample_site.reachable(address, site=site)
    except sample_site.OnlyASample as error:
        raise NotFetched(address) from error
    if not sample_site.is_local_part(local, site=site):
        raise NotFetched(address)
    parts = urlsplit(site)
    return local, Reach(named=frozenset({f"{parts.hostname}:{parts.port or 80}"}), only_named=True)
