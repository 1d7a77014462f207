"""How a path on a platform says whose account it is: rules as data, the first that fits decides.

A pattern is matched against the whole path, without a trailing slash, its case kept (YouTube's channel ids are
case-sensitive). Its named groups: `handle`, and `id` for the platform's own persistent id.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from . import names


class Leads(StrEnum):
    """What an address leads to."""

    ACCOUNT = "account"
    PERSON = "person"  # a private person's profile: never in the registry
    POST = "post"  # something an account has published
    OTHER = "other"  # a group, a search, a help page: not an account


@dataclass(frozen=True, slots=True)
class PathRule:
    """`canonical` is the path under which the same account is always written, with the pattern's groups in braces."""

    pattern: re.Pattern[str]
    leads: Leads = Leads.ACCOUNT
    canonical: str = "/{handle}"
    query_id: str = ""  # name of the query parameter that carries the id, when the path alone does not say
    case_matters: bool = False
    shown: str = "{handle}"  # how the handle is written for people


def _rule(pattern: str, leads: Leads = Leads.ACCOUNT, canonical: str = "/{handle}", **more) -> PathRule:
    return PathRule(re.compile(pattern, re.ASCII), leads, canonical, **more)


def _not_accounts(words: str, leads: Leads = Leads.OTHER) -> PathRule:
    """A first segment that belongs to the platform itself."""
    return _rule(rf"/(?i:{'|'.join(words.split())})(?:/.*)?", leads)


_TAB = r"(?:/[a-z_]+)?"

FACEBOOK = (
    _rule(r"/profile\.php", canonical="/profile.php?id={id}", query_id="id", shown="{id}"),
    _rule(r"/(?i:permalink|story|photo)\.php", Leads.POST),
    _rule(r"/(?i:photo|reel|share|stories|posts|videos)(?:/.*)?", Leads.POST),
    _not_accounts(
        "groups watch marketplace gaming messages search help events hashtag login settings policies privacy ads"
        " business bookmarks friends notifications notes sharer sharer.php dialog plugins legal public directory games"
    ),
    _rule(r"/pages/category/[^/]+/(?P<handle>[^/]+)-(?P<id>\d{5,20})" + _TAB, canonical="/profile.php?id={id}"),
    _rule(r"/(?:pages|people)/(?P<handle>[^/]+)/(?P<id>\d{5,20})" + _TAB, canonical="/profile.php?id={id}"),
    _rule(r"/p/(?P<handle>[^/]+)-(?P<id>\d{5,20})" + _TAB, canonical="/profile.php?id={id}"),
    _rule(r"/(?P<id>\d{5,20})", canonical="/profile.php?id={id}", shown="{id}"),
    _rule(r"/(?P<handle>[A-Za-z0-9.\-_]{2,80})/(?i:posts|photos|videos|reels|events)/.+", Leads.POST),
    _rule(r"/(?P<handle>(?!(?:pages|people|p|pg)(?:/|$))[A-Za-z0-9.\-_]{2,80})" + _TAB),
)
INSTAGRAM = (
    _rule(r"/(?i:p|reel|reels|tv|stories)(?:/.*)?", Leads.POST),
    _not_accounts("explore about press popular developer accounts direct legal web api challenge"),
    _rule(rf"/(?P<handle>{names.INSTAGRAM})/(?:p|reel)/.+", Leads.POST),
    _rule(rf"/(?P<handle>{names.INSTAGRAM})" + _TAB),
)
THREADS = (
    _rule(rf"/@(?P<handle>{names.INSTAGRAM})/post/.+", Leads.POST),
    _rule(rf"/@(?P<handle>{names.INSTAGRAM})" + _TAB, canonical="/@{handle}", shown="@{handle}"),
)
X = (
    _not_accounts("home share intent privacy tos i search explore hashtag settings login messages notifications"),
    _rule(r"/(?P<handle>\w{1,15})/status(?:es)?/\d+.*", Leads.POST),
    _rule(r"/(?P<handle>\w{1,15})" + _TAB, shown="@{handle}"),
)
LINKEDIN = (
    _rule(r"/(?:in|pub|profile)/.+", Leads.PERSON),
    _rule(r"/(?:posts|pulse|feed/update|video)/.+", Leads.POST),
    _rule(
        r"/(?P<sort>company|school|showcase)/(?P<handle>[^/]{1,120})(?:/[^/]+)*",
        canonical="/{sort}/{handle}",
    ),
)
YOUTUBE = (
    _rule(r"/(?:watch|shorts/.+|live/.+|embed/.+|v/.+|clip/.+|post/.+)", Leads.POST),
    _not_accounts("watch playlist shorts feed results hashtag premium kids gaming account about redirect"),
    _rule(
        r"/channel/(?P<id>UC[A-Za-z0-9_-]{22})" + _TAB,
        canonical="/channel/{id}",
        case_matters=True,
        shown="{id}",
    ),
    PathRule(re.compile(r"/@(?P<handle>[^/@]{3,60})" + _TAB), canonical="/@{handle}", shown="@{handle}"),
    _rule(r"/user/(?P<handle>[A-Za-z0-9]{1,60})" + _TAB, canonical="/user/{handle}"),
    PathRule(re.compile(r"/c/(?P<handle>[^/]{1,120})" + _TAB), canonical="/c/{handle}"),
)
VIDEO_ONLY = (_rule(r"/.+", Leads.POST),)
TIKTOK = (
    _rule(r"/@(?P<handle>[\w.\-]{2,60})/(?:video|photo)/\d+.*", Leads.POST),
    _rule(r"/@(?P<handle>[\w.\-]{2,60})" + _TAB, canonical="/@{handle}", shown="@{handle}"),
)
BLUESKY = (
    _rule(rf"/profile/(?P<handle>{names.DID}|{names.DOMAIN})/post/.+", Leads.POST),
    _rule(rf"/profile/(?P<handle>{names.DID}|{names.DOMAIN})/(?:feed|lists)/.+", Leads.OTHER),
    _rule(rf"/profile/(?P<id>{names.DID})", canonical="/profile/{id}", case_matters=True, shown="{id}"),
    _rule(rf"/profile/(?P<handle>{names.DOMAIN})", canonical="/profile/{handle}", shown="@{handle}"),
)
MASTODON = (
    _rule(rf"/@(?P<handle>{names.FEDIVERSE})(?:@(?P<home>{names.DOMAIN}))?/\d+.*", Leads.POST),
    _rule(rf"/users/(?P<handle>{names.FEDIVERSE})/statuses/.+", Leads.POST),
    _rule(
        rf"/(?:web/)?@(?P<handle>{names.FEDIVERSE})(?:@(?P<home>{names.DOMAIN}))?"
        r"(?:/(?:with_replies|media|following|followers|featured))?",
        canonical="/@{handle}",
        shown="@{handle}",
    ),
    _rule(rf"/users/(?P<handle>{names.FEDIVERSE})", canonical="/@{handle}", shown="@{handle}"),
)
SNAPCHAT = (
    _rule(r"/(?:spotlight|p|t|story|lens)/.+", Leads.POST),
    _rule(r"/(?:add/|@)(?P<handle>[\w.\-]{3,30})", canonical="/add/{handle}", shown="{handle}"),
)
FLICKR = (
    _rule(r"/photos/(?P<handle>[\w@\-]{2,60})/\d+.*", Leads.POST),
    _rule(r"/groups/.+", Leads.OTHER),
    _rule(r"/(?:photos|people)/(?P<handle>[\w@\-]{2,60})(?:/[a-z]+)?", canonical="/photos/{handle}"),
)
PINTEREST = (
    _rule(r"/pin/.+", Leads.POST),
    _not_accounts("ideas search settings login business explore today"),
    _rule(r"/(?P<handle>\w{3,60})(?:/[^/]+)?"),
)
VIMEO = (
    _rule(r"/(?:video/)?\d+(?:/.*)?", Leads.POST),
    _rule(r"/(?:channels|groups|showcase|categories|ondemand|watch|search|login|upgrade)(?:/.*)?", Leads.OTHER),
    _rule(r"/(?P<handle>[A-Za-z][\w\-]{1,60})" + _TAB),
)
REDDIT = (
    _rule(r"/(?:r|user|u)/[^/]+/comments/.+", Leads.POST),
    _rule(r"/(?:user|u)/(?P<handle>[\w\-]{3,30})" + _TAB, canonical="/user/{handle}", shown="u/{handle}"),
    _rule(r"/r/(?P<handle>\w{2,30})" + _TAB, canonical="/r/{handle}", shown="r/{handle}"),
)
GITHUB = (
    _not_accounts("features explore topics marketplace sponsors settings login search about pricing enterprise"),
    _rule(r"/(?P<handle>[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/[^/]+.*", Leads.OTHER),
    _rule(r"/(?P<handle>[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))"),
)
TELEGRAM = (
    _not_accounts("joinchat addstickers share proxy socks iv c addlist"),
    _rule(r"/(?:s/)?(?P<handle>[A-Za-z]\w{3,31})/\d+.*", Leads.POST),
    _rule(r"/(?:s/)?(?P<handle>[A-Za-z]\w{3,31})", shown="@{handle}"),
)
SPOTIFY = (
    _rule(r"(?:/intl-[a-z-]+)?/episode/.+", Leads.POST),
    _rule(r"(?:/intl-[a-z-]+)?/show/(?P<id>[A-Za-z0-9]{22})", canonical="/show/{id}", case_matters=True, shown="{id}"),
)
APPLE_PODCASTS = (
    PathRule(
        re.compile(r"(?:/[a-z]{2})?/podcast/(?:(?P<handle>[^/]+)/)?id(?P<id>\d+)", re.ASCII),
        canonical="/podcast/id{id}",
    ),
)
ACAST = (_rule(r"/(?P<handle>[\w\-]{2,80})/episodes/.+", Leads.POST), _rule(r"/(?P<handle>[\w\-]{2,80})"))
