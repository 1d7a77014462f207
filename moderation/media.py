"""Pictures of comments: never fetched when they come in, shown when someone asks, kept nowhere."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from moderation.models import Item
from socialgov.platforms import client

PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif")


class NoSuchPicture(LookupError):
    def __init__(self):
        super().__init__(_("The picture is no longer there."))


@dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    media_type: str


def fetch(item: Item, number: int) -> Picture:
    """The picture with that number in the latest version. Raises NoSuchPicture and client.FetchFailed."""
    latest = item.texts.order_by("seen_at", "pk").last()
    listed = latest.media if latest else []
    if not 0 <= number < len(listed) or not listed[number].get("url"):
        raise NoSuchPicture
    answer = client.from_settings().get(listed[number]["url"], accept=PICTURES)
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Picture(answer.body, kind if kind in PICTURES else "application/octet-stream")
