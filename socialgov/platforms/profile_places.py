"""Where in a profile a text can stand, and how many characters it may have there. Platforms change these: the account's
page shows the number, and a text that turns out too long is shortened by hand.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `most` None: as long as one likes."""

    name: str | Promise
    most: int | None = None


BIO, ABOUT, PINNED, PAGE = _("Presentation"), _("The about text"), _("Pinned post"), _("A page of its own")
_PLACES: dict[str, tuple[Place, ...]] = {
    "facebook": (Place(BIO, 101), Place(PINNED)),
    "instagram": (Place(BIO, 150), Place(PINNED, 2200)),
    "threads": (Place(BIO, 150), Place(PINNED, 500)),
    "x": (Place(BIO, 160), Place(PINNED, 280)),
    "linkedin": (Place(ABOUT, 2000),),
    "youtube": (Place(ABOUT, 1000),),
    "tiktok": (Place(BIO, 80),),
    "bluesky": (Place(BIO, 256), Place(PINNED, 300)),
    "snapchat": (Place(BIO, 80),),
    "pinterest": (Place(BIO, 500),),
    "mastodon": (Place(BIO, 500), Place(PINNED, 500)),
    "blog": (Place(PAGE),),
    "wordpress": (Place(PAGE),),
}
_OTHERS = (Place(BIO, 150), Place(ABOUT))


def places(slug: str) -> tuple[Place, ...]:
    """The places of a platform; for one we know less of a short text and the whole one."""
    return _PLACES.get(slug, _OTHERS)
