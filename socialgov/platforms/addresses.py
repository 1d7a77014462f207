"""Taking apart what somebody pasted: strictly, because an address is what an impostor plays with.

Only the host is lower-cased; a path keeps its case. International hosts become their ASCII form (IDNA, UTS 46).
"""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import idna
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 2048
_TRACKING = re.compile(
    r"(?:utm_.*|mtm_.*|pk_.*|fbclid|gclid|dclid|msclkid|twclid|ttclid|yclid|igsh|igshid|mibextid|mc_cid|mc_eid|si|feature"
    r"|ref|ref_src|ref_url|refsrc|refid|__tn__|__cft__.*|__xts__.*|hc_ref|fref|paipv|eav|rdid|share_url|locale|_rdr"
    r"|_rdc|lang|hl|app|lipi|trk|originalSubdomain|is_from_webapp|sender_device|_t|_r|s|t)",
    re.IGNORECASE,
)
_SAFE_IN_PATH = "/:@!$&'()*+,;=-._~"
_FRAME = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\ufeff\"'<>()[]{}«»”“’‘,;"


class NotRecognised(ValueError):
    """An address that leads to no account; the message is a sentence that says what to do."""

    sentence: str | Promise = _("We do not understand the address. Copy it from the address bar of your web browser.")

    def __init__(self, address: str = "", **facts: str) -> None:
        self.address = address
        self.facts = facts
        super().__init__(address)

    def __str__(self) -> str:
        return str(self.sentence) % self.facts if self.facts else str(self.sentence)


class NotAnAddress(NotRecognised):
    """Not a web address at all, or one nobody can open."""


class TooLong(NotRecognised):
    sentence = _("The address is too long. Copy only the account's address, up to 2,000 characters.")


class HiddenDestination(NotRecognised):
    """Something before an @ that pretends to be the host, as in https://facebook.com@elsewhere.se/."""

    sentence = _("The address is written so that it hides where it leads. Do not open it. Ask for the plain address.")


@dataclass(frozen=True, slots=True)
class Address:
    """`host` in ASCII and lower case, `path` percent-decoded without a trailing slash, `query` without tracking."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    port: int | None = None

    def parameter(self, name: str) -> str:
        return next((value for key, value in self.query if key == name), "")

    def __str__(self) -> str:
        host = f"{self.host}:{self.port}" if self.port else self.host
        query = f"?{urlencode(self.query)}" if self.query else ""
        return f"https://{host}{quote(self.path, safe=_SAFE_IN_PATH)}{query}"


def ascii_host(host: str) -> str:
    """The host as the name system knows it; NotAnAddress when it cannot be one."""
    host = host.strip().rstrip(".")
    try:
        encoded = idna.encode(host, uts46=True, transitional=False).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        # idna refuses the underscore and a few registered oddities; plain ASCII hosts are checked by shape instead
        encoded = host.lower()
        if not re.fullmatch(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?", encoded, re.ASCII) or ".." in encoded:
            raise NotAnAddress(host) from None
    if "." not in encoded or len(encoded) > 253 or _is_number(encoded):
        raise NotAnAddress(host)
    return encoded


def _is_number(host: str) -> bool:
    """Whether the host is an IP address in any of its spellings: nobody's official address is a number."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return bool(re.fullmatch(r"(?:0x[0-9a-f]+|\d+)", host.rpartition(".")[2]))
    return True


def tidy(text: str) -> str:
    """What was pasted without the quotation marks, spaces and invisible characters around it."""
    return unicodedata.normalize("NFC", text).strip(_FRAME)


def take_apart(text: str) -> Address:
    """The address in `text`, with or without https://. Raises NotRecognised with a sentence."""
    if len(text) > MAX_LENGTH:
        raise TooLong(text[:100])
    text = tidy(text)
    if not text or any(c.isspace() or unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for c in text):
        raise NotAnAddress(text)
    text = text.replace("\\", "/")  # browsers read it so
    if scheme := re.match(r"([a-zA-Z][a-zA-Z0-9+.\-]*):(?!\d+(?:/|$))", text):
        if scheme[1].lower() not in ("http", "https"):
            raise NotAnAddress(text)
        text = f"{scheme[1].lower()}://{text[scheme.end() :].lstrip('/')}"
    else:
        text = f"https://{text.lstrip('/')}"
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise NotAnAddress(text) from None
    if "@" in parts.netloc:
        raise HiddenDestination(text)
    path = unquote(parts.path, errors="replace")
    if "\ufffd" in path or any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") for c in path):
        raise NotAnAddress(text)
    path = "/" + "/".join(segment for segment in path.split("/") if segment not in ("", ".", ".."))
    return Address(
        host=ascii_host(host),
        path="" if path == "/" else unicodedata.normalize("NFC", path),
        query=tuple((k, v) for k, v in parse_qsl(parts.query, max_num_fields=50) if not _TRACKING.fullmatch(k)),
        port=None if port in (None, 80, 443) else port,
    )
