"""Whose account an address leads to."""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from . import catalogue, confusables, names
from .addresses import Address, NotAnAddress, NotRecognised, TooLong, take_apart, tidy
from .catalogue import Platform
from .paths import Leads, PathRule


class Kind(StrEnum):
    """How sure the recognition is, and by what the account is known."""

    HANDLE = "handle"  # a name that can be changed, abandoned and claimed by somebody else
    PERSISTENT_ID = "persistent_id"  # the platform's own id, which stays
    SITE = "site"  # a web address: a blog, a feed, another site


@dataclass(frozen=True, slots=True)
class Recognised:
    """An account. Compare by `key`, never by address: it says the same for every way of writing one account."""

    platform: Platform
    handle: str
    canonical_address: str
    kind: Kind
    persistent_id: str = ""
    key: str = ""

    @property
    def guessed(self) -> bool:
        """Whether the platform is a guess that a person should look at (any site may be a blog)."""
        return self.kind == Kind.SITE

    @property
    def short_address(self) -> str:
        """For the screen: without https:// and www."""
        return self.canonical_address.removeprefix("https://").removeprefix("www.")


class PersonsProfile(NotRecognised):
    sentence = _("This is a private person's profile. It should not be in the registry.")


class PostNotAccount(NotRecognised):
    """The address of one post, film or picture. `account` is whose it is, where the address says so."""

    sentence = _("This leads to a single post. Copy the address of the account instead.")
    account: Recognised | None = None


class NotAnAccount(NotRecognised):
    sentence = _("This is a page on %(platform)s but not an account. Copy the address from the account's own page.")


class ShortLink(NotRecognised):
    sentence = _("A short link hides where it leads. Open it and copy the address that then stands in the address bar.")


class Pretender(NotRecognised):
    """A host made to be taken for a platform's: another alphabet, a figure for a letter, the name as a subdomain."""

    sentence = _("The address only looks like %(platform)s. It leads somewhere else. Do not open it.")


class EmailAddress(NotRecognised):
    sentence = _("This looks like an e-mail address. Is it an account on Mastodon? Then write @ before it.")


class HandleOnly(NotRecognised):
    sentence = _("We cannot tell the platform from the name alone. Write the whole address, for example x.com/name.")


_FEDIVERSE_NAME = re.compile(rf"(?:acct:)?(?P<at>@?)(?P<user>{names.FEDIVERSE})@(?P<host>[^@/\s:?#]+)")
_BLUESKY_NAME = re.compile(r"@(?P<handle>[A-Za-z0-9-]{3,}\.bsky\.social)", re.ASCII)


def recognise(text: str) -> Recognised:
    """The account that `text` leads to: an address, with or without https://, or @user@host.

    Raises a NotRecognised whose sentence says what to do.
    """
    if len(text) > 2048:
        raise TooLong(text[:100])
    tidied = tidy(text)
    if name := _BLUESKY_NAME.fullmatch(tidied):
        return recognise(f"https://bsky.app/profile/{name['handle']}")
    if name := _FEDIVERSE_NAME.fullmatch(tidied):
        if not name["at"] and not tidied.startswith("acct:"):
            raise EmailAddress(tidied)
        return _fediverse(name["user"], take_apart(name["host"]).host)
    if re.fullmatch(r"@?[\w.\-]+", tidied) and ("." not in tidied or tidied.startswith("@")):
        raise HandleOnly(tidied)
    address = take_apart(text)
    platform = catalogue.of_host(address.host)
    if platform is None or address.port:
        return _elsewhere(address)
    if address.host in platform.post_hosts:
        raise PostNotAccount(str(address))
    return _on_platform(platform, address)


def _on_platform(platform: Platform, address: Address) -> Recognised:
    for rule in platform.rules:
        match = rule.pattern.fullmatch(address.path)
        if match is None:
            continue
        groups = {key: value or "" for key, value in match.groupdict().items()}
        if rule.query_id:
            groups["id"] = address.parameter(rule.query_id)
            if not re.fullmatch(r"\d{3,20}", groups["id"], re.ASCII):
                break
        if rule.leads == Leads.PERSON:
            raise PersonsProfile(str(address))
        if rule.leads == Leads.POST:
            error = PostNotAccount(str(address))
            error.account = _owner_of_post(platform, groups)
            raise error
        if rule.leads == Leads.OTHER:
            break
        return _account(platform, rule, groups, host=platform.hosts[0])
    raise NotAnAccount(str(address), platform=str(platform.name))


def _account(platform: Platform, rule: PathRule, groups: dict[str, str], *, host: str) -> Recognised:
    identity = groups.get("id", "")
    # Only letters A–Z fold: a Turkish dotless i or a Kelvin sign must not become one of ours.
    folded = {key: value if rule.case_matters else _fold(value) for key, value in groups.items()}
    address = str(Address(host, *_path_and_query(rule.canonical.format(**groups))))
    return Recognised(
        platform=platform,
        handle=rule.shown.format(**groups) if groups.get("handle") or "{id}" in rule.shown else identity,
        canonical_address=address,
        kind=Kind.PERSISTENT_ID if identity else Kind.HANDLE,
        persistent_id=identity,
        key=f"{platform.slug}:{rule.canonical.format(**folded)}",
    )


def _path_and_query(canonical: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    path, _sep, query = canonical.partition("?")
    return path, tuple(tuple(pair.split("=", 1)) for pair in query.split("&") if pair)  # type: ignore[misc]


def _owner_of_post(platform: Platform, groups: dict[str, str]) -> Recognised | None:
    """The account in a post's address, so that the error can offer it."""
    if not (handle := groups.get("handle")):
        return None
    for rule in platform.rules:
        if rule.leads == Leads.ACCOUNT and rule.canonical.count("{") == 1 and "{handle}" in rule.canonical:
            return _account(platform, rule, {"handle": handle}, host=platform.hosts[0])
    return None


def _fediverse(user: str, host: str) -> Recognised:
    if (known := catalogue.of_host(host)) is not None:
        raise NotAnAccount(f"@{user}@{host}", platform=str(known.name))
    _refuse_pretender(host)
    return Recognised(
        platform=catalogue.get("mastodon"),
        handle=f"@{user}@{host}",
        canonical_address=f"https://{host}/@{user}",
        kind=Kind.HANDLE,
        key=f"mastodon:@{_fold(user)}@{host}",
    )


def _elsewhere(address: Address) -> Recognised:
    """A host that is no platform's: Mastodon by the shape of its path, a blog, or another site."""
    bare = address.host.removeprefix("www.")
    if bare in catalogue.SHORT_LINKS:
        raise ShortLink(str(address))
    _refuse_pretender(address.host)
    if bare not in catalogue.NOT_FEDIVERSE and not address.port:
        for rule in catalogue.get("mastodon").rules:
            if match := rule.pattern.fullmatch(address.path):
                account = _fediverse(match["handle"], (match.groupdict().get("home") or address.host).lower())
                if rule.leads == Leads.POST:
                    error = PostNotAccount(str(address))
                    error.account = account
                    raise error
                return account
    platform = catalogue.get(_sort_of_site(address))
    where = str(Address(address.host, address.path, tuple(sorted(address.query)), address.port))
    return Recognised(
        platform=platform,
        handle=where.removeprefix("https://").removeprefix("www."),
        canonical_address=where if address.path or address.query else f"{where}/",
        kind=Kind.SITE,
        key=f"site:{where.removeprefix('https://').removeprefix('www.')}",
    )


def _sort_of_site(address: Address) -> str:
    def under(hosts: tuple[str, ...]) -> bool:
        return any(address.host == host or address.host.endswith(f".{host}") for host in hosts)

    if under(catalogue.WORDPRESS_HOSTS) or "/wp-json" in address.path or "/wp-content" in address.path:
        return "wordpress"
    words = re.split(r"[./_\-]", f"{address.host}{address.path}".lower())
    if under(catalogue.BLOG_HOSTS) or any("blog" in word for word in words):
        return "blog"
    if words and (words[-1] in ("xml", "rss", "atom", "feed") or "feed" in words):
        return "podcast" if any(word.startswith(("podcast", "podd")) for word in words) else "blog"
    return "other"


def _refuse_pretender(host: str) -> None:
    for platform in catalogue.PLATFORMS:
        if confusables.pretends_to_be(host, platform.hosts):
            raise Pretender(host, platform=str(platform.name))


def _fold(text: str) -> str:
    return "".join(c.lower() if c.isascii() else c for c in text)


__all__ = [
    "EmailAddress", "HandleOnly", "Kind", "NotAnAccount", "NotAnAddress", "NotRecognised", "PersonsProfile",
    "PostNotAccount", "Pretender", "Recognised", "ShortLink", "TooLong", "recognise",
]  # fmt: skip
