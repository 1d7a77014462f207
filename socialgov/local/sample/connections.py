"""The three connected accounts: their comments come in by themselves from the local sample site."""

from datetime import datetime

from django.conf import settings

from moderation.models import Connection
from moderation.services import connections
from socialgov.local.channels import wordpress
from socialgov.local.channels.store import password
from socialgov.local.sample.accounts import account
from socialgov.organisation.actor import SYSTEM

# account, kind, address, name to sign in with
CONNECTED = [
    ("K6", Connection.Kind.WORDPRESS, "https://skolbloggen.ljungsele.example", wordpress.USER),
    ("K8", Connection.Kind.MASTODON, "https://social.ljungsele.example", "biblioteket"),
    ("K10", Connection.Kind.FEED, "https://kommunchefen.ljungsele.example/comments/feed/", ""),
]


def load(now: datetime) -> None:
    """Connect what is not connected yet, where the sample site is there to connect to."""
    if not settings.SAMPLE_SITE_URL:
        return
    secret = password(settings.DATA_DIR / "channels")
    for key, kind, address, name in CONNECTED:
        row = account(key)
        if not Connection.objects.filter(account=row).exists():
            connections.connect(
                account=row,
                kind=kind,
                address=address,
                name=name,
                secret=secret if name else "",
                actor=SYSTEM,
                now=now,
            )
