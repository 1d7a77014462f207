"""The mark and the name of each platform, by slug. Names are proper nouns; only kinds of site are translated."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Mark:
    icon: str
    name: object


_OWN = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "x": "X",
    "linkedin": "LinkedIn",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "mastodon": "Mastodon",
    "messenger": "Messenger",
    "threads": "Threads",
    "snapchat": "Snapchat",
    "bluesky": "Bluesky",
    "pinterest": "Pinterest",
    "whatsapp": "WhatsApp",
    "vimeo": "Vimeo",
    "flickr": "Flickr",
    "twitch": "Twitch",
    "discord": "Discord",
    "reddit": "Reddit",
    "telegram": "Telegram",
    "spotify": "Spotify",
}
MARKS = {slug: Mark(slug, name) for slug, name in _OWN.items()} | {
    "blog": Mark("blog", _("Blog")),
    "wordpress": Mark("blog", "WordPress"),
    "other": Mark("website", pgettext_lazy("social medium", "Other")),
    "podcast": Mark("podcast", _("Podcast")),
    "rss": Mark("rss", _("News feed")),
    "forum": Mark("forum", _("Forum")),
    "newsletter": Mark("newsletter", _("Newsletter")),
    "website": Mark("website", _("Website")),
}


def mark(slug: str) -> Mark:
    """The platform's mark; a globe and the slug itself for one we have no mark for."""
    return MARKS.get(slug) or Mark("website", slug)
