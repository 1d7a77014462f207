"""The one way by which this system fetches anything from outside.

What it holds to: only http and https on their own ports, never a private address, every redirect looked at anew, no
cookies, no proxies from the environment, a bound on time, size (also unpacked) and kind of content, and a name of its
own. Invented addresses go to the local sample site or nowhere. Each failure is its own exception with a sentence.
"""

import json as jsonlib
import zlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import network, sample_site
from .network import CheckedTransport, Resolve

USER_AGENT = "socialgov/0.1 (municipal record of social media; +{base_url})"
FEED_TYPES = (
    "application/atom+xml", "application/rss+xml", "application/rdf+xml", "application/xml", "text/xml",
)  # fmt: skip
JSON_TYPES = ("application/json", "application/activity+json", "application/ld+json")
PAGE_TYPES = ("text/html", "application/xhtml+xml")


class FetchFailed(Exception):
    """Nothing usable came back. `again` says whether trying later makes sense."""

    sentence: str | Promise = _("No usable answer came from %(host)s. We try again later.")
    again = True

    def __init__(self, url: str, **facts: Any) -> None:
        self.url = url
        self.facts = {"host": urlsplit(url).hostname or url[:80], **facts}
        super().__init__(url)

    def __str__(self) -> str:
        return str(self.sentence) % self.facts


class NotAllowed(FetchFailed):
    """An address that is never opened: another scheme, a port of its own, or one with a name and password in it."""

    sentence = _("The address cannot be opened from here. Use one that begins with https:// and has no port number.")
    again = False


class PrivateNetwork(FetchFailed):
    sentence = _("%(host)s is inside a private network and is never opened. Check the address.")
    again = False


class SampleOnly(FetchFailed):
    sentence = _("The address belongs to the sample municipality and leads nowhere. Start the sample with ./run.")
    again = False


class NoSuchHost(FetchFailed):
    sentence = _("There is no %(host)s. Check the address for misspellings.")


class NoAnswer(FetchFailed):
    sentence = _("%(host)s does not answer. We try again later.")


class TooSlow(FetchFailed):
    sentence = _("%(host)s answers too slowly. We try again later.")


class TooLarge(FetchFailed):
    sentence = _("The answer from %(host)s is too large. Check that the address leads to the feed itself.")
    again = False


class TooManyRedirects(FetchFailed):
    sentence = _("%(host)s sends us on and on. Open the address in a web browser and copy where it ends up.")
    again = False


class UnsafeRedirect(FetchFailed):
    sentence = _("%(host)s sends us on to an address that is not safe. Check the address.")
    again = False


class WrongKind(FetchFailed):
    sentence = _("%(host)s answered with something else than expected (%(kind)s). Check the address.")
    again = False


class SignInRefused(FetchFailed):
    sentence = _("%(host)s does not accept our sign-in. Make a new application password and connect again.")
    again = False


class Gone(FetchFailed):
    sentence = _("It is no longer there on %(host)s.")
    again = False


class Conflict(FetchFailed):
    sentence = _("%(host)s already has it.")
    again = False


class TooOften(FetchFailed):
    """`wait` is how many seconds the other side asks for, when it says."""

    sentence = _("%(host)s asks us to wait. We try again later.")

    def __init__(self, url: str, *, wait: int | None = None) -> None:
        super().__init__(url)
        self.wait = wait


class ErrorAnswer(FetchFailed):
    sentence = _("%(host)s answered with error %(status)s. We try again later.")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one request, redirects included. Bytes are counted as sent and as unpacked, the same bound on both."""

    seconds: float = 20.0
    connect_seconds: float = 5.0
    bytes: int = 5 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `url` is where it came from in the end, in the address's own terms (an invented host stays)."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def unchanged(self) -> bool:
        return self.status == 304

    def json(self) -> Any:
        """The body as JSON. Raises WrongKind when it is not."""
        try:
            return jsonlib.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise WrongKind(self.url, kind="JSON?") from error


@dataclass(frozen=True, slots=True)
class Client:
    """`sample` is the local sample site's address, or empty."""

    sample: str = ""
    user_agent: str = USER_AGENT.format(base_url="")
    limits: Limits = field(default_factory=Limits)
    resolve: Resolve = network.resolve

    def get(self, url: str, **options: Any) -> Answer:
        return self.request("GET", url, **options)

    def request(
        self,
        method: str,
        url: str,
        *,
        accept: tuple[str, ...],
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        sign_in: tuple[str, str] | None = None,
        token: str = "",
    ) -> Answer:
        """One request and what answered it. `accept` lists the kinds of content allowed.

        `sign_in` (name, password) and `token` go only to the host asked for, and only over https (or to the sample
        site); what changes something is never sent on by a redirect. Raises a FetchFailed.
        """
        first = url
        for _hop in range(self.limits.redirects + 1):
            target = self._target(url)
            sent = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip", "Accept": ", ".join(accept)}
            sent |= headers or {}
            if sign_in or token:
                if urlsplit(url).hostname != urlsplit(first).hostname:
                    raise UnsafeRedirect(first)
                if not target.startswith("https://") and not self._is_sample(target):
                    raise NotAllowed(url)
                sent["Authorization"] = f"Bearer {token}" if token else _basic(*sign_in)  # type: ignore[misc]
            answer = self._once(method, url, target, accept, sent, json)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            onward = urljoin(url, answer.headers.get("location", ""))
            if method != "GET" or (url.startswith("https://") and not onward.startswith("https://")):
                raise UnsafeRedirect(url)
            url = self._own_terms(onward)
        raise TooManyRedirects(first)

    def _target(self, url: str) -> str:
        parts = urlsplit(url)
        try:
            target = sample_site.reachable(url, site=self.sample)
            port = parts.port
        except sample_site.OnlyASample as error:
            raise SampleOnly(url) from error
        except ValueError as error:
            raise NotAllowed(url) from error
        if self._is_sample(target):
            return target
        if parts.scheme not in ("http", "https") or not parts.hostname or port not in (None, 80, 443):
            raise NotAllowed(url)
        if parts.username is not None or parts.password is not None:
            raise NotAllowed(url)
        return target

    def _is_sample(self, url: str) -> bool:
        return sample_site.is_local_part(url, site=self.sample)

    def _own_terms(self, url: str) -> str:
        """An address on the sample site as the invented one it stands for, so that a redirect stays in its terms."""
        if not self._is_sample(url):
            return url
        host, _slash, rest = urlsplit(url).path.lstrip("/").partition("/")
        return f"https://{host}/{rest}" if "." in host else url

    def _allowed(self) -> frozenset[tuple[str, int]]:
        parts = urlsplit(self.sample)
        return frozenset({(parts.hostname, parts.port or 80)} if parts.hostname else ())

    def _once(
        self, method: str, url: str, target: str, accept: tuple[str, ...], headers: Mapping[str, str], json: Any
    ) -> Answer:
        # The private address is opened only to a request that was made for the sample site, not to any that gets there.
        allowed = self._allowed() if self._is_sample(target) else frozenset()
        transport = CheckedTransport(seconds=self.limits.seconds, allowed=allowed, resolve=self.resolve)
        timeout = httpx.Timeout(self.limits.seconds, connect=self.limits.connect_seconds)
        no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        try:
            with (
                httpx.Client(transport=transport, timeout=timeout, cookies=no_cookies, trust_env=False) as http,
                http.stream(method, target, headers=dict(headers), json=json) as response,
            ):
                _raise_for_status(url, response)
                changed = response.status_code != 304 and not response.is_redirect
                if changed:
                    _check_kind(url, response, accept)
                body = self._read(url, response) if changed else b""
                return Answer(response.status_code, response.headers, body, url)
        except network.PrivateAddress as error:
            raise PrivateNetwork(url) from error
        except network.NameNotFound as error:
            raise NoSuchHost(url) from error
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise TooSlow(url) from error
        except (httpx.InvalidURL, UnicodeError, httpcore.UnsupportedProtocol) as error:
            raise NotAllowed(url) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
            raise NoAnswer(url) from error

    def _read(self, url: str, response: httpx.Response) -> bytes:
        """The body, never more of it in memory than the bound, however small it was packed."""
        most = self.limits.bytes
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if coding not in ("identity", "", "gzip", "x-gzip", "deflate"):
            raise WrongKind(url, kind=coding[:40])
        unpack = zlib.decompressobj(wbits=47) if coding not in ("identity", "") else None
        out, received = bytearray(), 0
        for chunk in response.iter_raw():
            received += len(chunk)
            try:
                out += unpack.decompress(chunk, most + 1 - len(out)) if unpack else chunk
            except zlib.error as error:
                raise WrongKind(url, kind=coding) from error
            if received > most or len(out) > most:
                raise TooLarge(url)
        if unpack and not unpack.eof:
            raise NoAnswer(url)  # cut off in the middle
        return bytes(out)


def from_settings() -> Client:
    """The client that this installation uses."""
    return Client(sample=settings.SAMPLE_SITE_URL, user_agent=USER_AGENT.format(base_url=settings.BASE_URL))


def _basic(name: str, password: str) -> str:
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


def _check_kind(url: str, response: httpx.Response, accept: tuple[str, ...]) -> None:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in accept:
        raise WrongKind(url, kind=kind[:60] or "?")


def _raise_for_status(url: str, response: httpx.Response) -> None:
    status = response.status_code
    if status < 400:
        return
    if status in (401, 403):
        raise SignInRefused(url)
    if status in (404, 410):
        raise Gone(url)
    if status == 409:
        raise Conflict(url)
    if status == 429:
        wait = response.headers.get("retry-after", "")
        raise TooOften(url, wait=min(int(wait), 86_400) if wait.isascii() and wait.isdigit() else None)
    raise ErrorAnswer(url, status=status)
