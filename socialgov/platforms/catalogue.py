"""The platforms, as data. One is retired by its flag, never by taking it away: old accounts still name it.

Facts from shared/domain/platforms.md. Hosts are an exact list, compared with the host of a parsed address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import abilities as can
from . import paths
from .abilities import Abilities
from .paths import PathRule


@dataclass(frozen=True, slots=True)
class Platform:
    """A social medium.

    `hosts` are all that lead to it, the first is the canonical one. `capturable` says whether an account's page can be
    captured without signing in; where it cannot, pictures handed in by the owner are the way, not a fallback.
    """

    slug: str
    name: str | Promise
    icon: str
    hosts: tuple[str, ...] = ()
    country_hosts: str = ""  # a domain whose two-letter subdomains (se., sv-se.) lead to the same place
    rules: tuple[PathRule, ...] = ()
    abilities: Abilities = can.NOT_READ
    capturable: bool = True
    retired: bool = False
    public_name: str | Promise = ""  # for the public, where it differs from ours
    post_hosts: tuple[str, ...] = ()  # hosts that only ever lead to a post

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name_for_public(self) -> str:
        """What a visitor to the channel list reads: *Blogg*, whatever it runs on."""
        return str(self.public_name or self.name)

    def has_host(self, host: str) -> bool:
        """Whether `host` (lower case, ASCII) is exactly one of the platform's."""
        if host in self.hosts or host in self.post_hosts:
            return True
        return bool(self.country_hosts) and bool(
            re.fullmatch(rf"[a-z]{{2}}(?:-[a-z]{{2}})?\.{re.escape(self.country_hosts)}", host)
        )

    @property
    def removal_word(self) -> str:
        """*Ta bort*, on YouTube *Avvisa*; empty where the owner can take nothing away."""
        if self.abilities.can_delete:
            return str(pgettext_lazy("on the platform", "Remove"))
        if self.abilities.can_reject:
            return str(pgettext_lazy("on the platform", "Reject"))
        return ""

    @property
    def removal_note(self) -> str:
        """What must be known before a removal; empty when there is nothing to warn of."""
        if self.abilities.can_reject:
            return str(_("Cannot be undone on %(platform)s.")) % {"platform": self.name}
        if not self.abilities.can_delete:
            return str(
                _("%(platform)s does not let us remove others' comments. Report it to %(platform)s instead.")
            ) % {"platform": self.name}
        return ""

    @property
    def hide_note(self) -> str:
        """Who still sees a comment that is hidden; empty where hiding is not possible."""
        if not self.abilities.can_hide:
            return ""
        return str(
            {
                "author_and_friends": _("Still visible to the one who wrote it and to their friends. Can be undone."),
                "everyone_who_asks": _("Still readable for those who choose to show hidden replies. Can be undone."),
            }.get(self.abilities.hidden_still_seen_by, _("Not visible to others. Can be undone."))
        )

    @property
    def report_word(self) -> str:
        """*Anmäl till Facebook*."""
        return str(_("Report to %(platform)s")) % {"platform": self.name}


PLATFORMS: tuple[Platform, ...] = (
    Platform(
        "facebook",
        "Facebook",
        "facebook",
        hosts=(
            "www.facebook.com", "facebook.com", "m.facebook.com", "web.facebook.com", "touch.facebook.com",
            "mbasic.facebook.com", "fb.com", "www.fb.com", "m.fb.com",
        ),
        country_hosts="facebook.com",
        rules=paths.FACEBOOK,
        abilities=can.FACEBOOK,
        capturable=False,
    ),
    Platform(
        "instagram",
        "Instagram",
        "instagram",
        hosts=("www.instagram.com", "instagram.com", "m.instagram.com", "instagr.am", "www.instagr.am"),
        rules=paths.INSTAGRAM,
        abilities=can.INSTAGRAM,
        capturable=False,
    ),
    Platform(
        "threads",
        "Threads",
        "accounts",
        hosts=("www.threads.com", "threads.com", "www.threads.net", "threads.net"),
        rules=paths.THREADS,
    ),
    Platform(
        "x",
        "X",
        "x",
        hosts=("x.com", "www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com"),
        rules=paths.X,
        abilities=can.X,
        capturable=False,
    ),
    Platform(
        "linkedin",
        "LinkedIn",
        "linkedin",
        hosts=("www.linkedin.com", "linkedin.com", "m.linkedin.com"),
        country_hosts="linkedin.com",
        rules=paths.LINKEDIN,
        abilities=can.REPLY_ONLY,
        capturable=False,
    ),
    Platform(
        "youtube",
        "YouTube",
        "youtube",
        hosts=("www.youtube.com", "youtube.com", "m.youtube.com"),
        post_hosts=("youtu.be", "www.youtu.be"),
        rules=paths.YOUTUBE,
        abilities=can.YOUTUBE,
    ),
    Platform(
        "tiktok",
        "TikTok",
        "tiktok",
        hosts=("www.tiktok.com", "tiktok.com", "m.tiktok.com"),
        rules=paths.TIKTOK,
        abilities=can.HIDE_ONLY,
    ),
    Platform(
        "bluesky",
        "Bluesky",
        "accounts",
        hosts=("bsky.app", "www.bsky.app"),
        rules=paths.BLUESKY,
        abilities=can.HIDE_ONLY,
    ),
    Platform("mastodon", "Mastodon", "mastodon", rules=paths.MASTODON, abilities=can.REPLY_ONLY),
    Platform(
        "snapchat",
        "Snapchat",
        "accounts",
        hosts=("www.snapchat.com", "snapchat.com"),
        rules=paths.SNAPCHAT,
    ),
    Platform("flickr", "Flickr", "image", hosts=("www.flickr.com", "flickr.com"), rules=paths.FLICKR),
    Platform(
        "pinterest",
        "Pinterest",
        "image",
        hosts=("www.pinterest.com", "pinterest.com", "www.pinterest.se", "pinterest.se"),
        country_hosts="pinterest.com",
        rules=paths.PINTEREST,
    ),
    Platform("vimeo", "Vimeo", "accounts", hosts=("vimeo.com", "www.vimeo.com"), rules=paths.VIMEO),
    Platform(
        "reddit",
        "Reddit",
        "chat",
        hosts=("www.reddit.com", "reddit.com", "old.reddit.com", "new.reddit.com", "m.reddit.com"),
        rules=paths.REDDIT,
    ),
    Platform("github", "GitHub", "accounts", hosts=("github.com", "www.github.com"), rules=paths.GITHUB),
    Platform(
        "telegram",
        "Telegram",
        "message",
        hosts=("t.me", "telegram.me", "www.telegram.me"),
        rules=paths.TELEGRAM,
    ),
    Platform(
        "spotify",
        _("Podcast (Spotify)"),
        "accounts",
        hosts=("open.spotify.com",),
        rules=paths.SPOTIFY,
        public_name=_("Podcast"),
    ),
    Platform(
        "apple-podcasts",
        _("Podcast (Apple)"),
        "accounts",
        hosts=("podcasts.apple.com",),
        rules=paths.APPLE_PODCASTS,
        public_name=_("Podcast"),
    ),
    Platform(
        "acast",
        _("Podcast (Acast)"),
        "accounts",
        hosts=("shows.acast.com", "play.acast.com"),
        rules=paths.ACAST,
        public_name=_("Podcast"),
    ),
    Platform("podcast", _("Podcast"), "accounts", abilities=can.FEED_ONLY),
    Platform(
        "wordpress",
        _("Blog (WordPress)"),
        "blog",
        abilities=can.WORDPRESS,
        public_name=_("Blog"),
    ),
    Platform("blog", _("Blog (RSS)"), "blog", abilities=can.FEED_ONLY, public_name=_("Blog")),
    Platform("other", _("Other"), "accounts"),
)  # fmt: skip

SHORT_LINKS = frozenset({
    "bit.ly", "t.co", "fb.me", "fb.watch", "lnkd.in", "vm.tiktok.com", "vt.tiktok.com", "pin.it", "tinyurl.com",
    "ow.ly", "is.gd", "goo.gl", "t.ly", "rb.gy", "buff.ly", "on.fb.me", "redd.it", "spotify.link", "flic.kr",
})  # fmt: skip  # they hide where they lead, and whoever owns one can change it
NOT_FEDIVERSE = frozenset({
    "medium.com", "substack.com", "linktr.ee", "flipboard.com", "note.com", "hashnode.com", "buymeacoffee.com",
})  # fmt: skip  # they write /@name too, but are no Mastodon
WORDPRESS_HOSTS = ("wordpress.com",)
BLOG_HOSTS = ("blogspot.com", "blogg.se", "blogger.com", "medium.com", "substack.com", "tumblr.com", "ghost.io")


@cache
def _by_slug() -> dict[str, Platform]:
    return {platform.slug: platform for platform in PLATFORMS}


def get(slug: str) -> Platform:
    """The platform with this slug, retired or not; KeyError for a slug that never existed."""
    return _by_slug()[slug]


def named(word: str) -> str:
    """The slug of the platform that someone writes in words; *other* when we do not know the word."""
    wanted = word.casefold().strip()
    for platform in offered():
        if wanted in (platform.slug, str(platform.name).casefold(), platform.name_for_public.casefold()):
            return platform.slug
    return "other"


def offered() -> Iterator[Platform]:
    """The platforms on which a new account may be entered."""
    return (platform for platform in PLATFORMS if not platform.retired)


def choices() -> list[tuple[str, str | Promise]]:
    """For a form or a model field: every platform, retired ones too (old rows keep theirs)."""
    return [(platform.slug, platform.name) for platform in PLATFORMS]


def of_host(host: str) -> Platform | None:
    """The platform that exactly this host belongs to."""
    return next((platform for platform in PLATFORMS if platform.has_host(host)), None)
