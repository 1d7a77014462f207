"""From a platform's HTML and dates to plain text and instants."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

_HOME = ZoneInfo("Europe/Stockholm")
_BLOCKS = frozenset({
    "p", "div", "section", "article", "blockquote", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6",
    "table", "tr", "pre", "hr", "figure",
})  # fmt: skip
_UNSEEN = frozenset({"script", "style", "template", "head", "title", "noscript", "iframe", "object", "svg"})
_LONGEST = 100_000  # characters of one comment; no platform here allows as many


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._unseen: list[str] = []
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag == "br":
            self.out.append("\n")
        elif tag in _BLOCKS:
            self.out.append("\n\n" if tag in ("p", "blockquote") else "\n")
        elif tag == "img" and not self._unseen:
            self.out.append(values.get("alt") or "")
        elif tag == "a":
            self._links.append((values.get("href") or "", len(self.out)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        elif tag in _BLOCKS:
            self.out.append("\n\n" if tag in ("p", "blockquote") else "\n")
        elif tag == "a" and self._links:
            href, start = self._links.pop()
            shown = "".join(self.out[start:])
            # Where a link really leads matters for bluffs; Mastodon's own #words and @names say it already.
            if re.match(r"https?://", href) and not _says(shown, href) and not shown.strip().startswith(("#", "@")):
                self.out.append(f" ({href})")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.out.append(re.sub(r"[ \t\r\n\f]+", " ", data))


def _says(shown: str, href: str) -> bool:
    return bare in shown.replace("\u200b", "") if (bare := re.sub(r"^https?://(?:www\.)?|/$", "", href)) else True


def plain(html: str) -> str:
    """The text a reader sees, with line breaks and with where links lead, without any markup or NUL."""
    reader = _Reader()
    reader.feed(html[: 4 * _LONGEST])
    reader.close()
    text = "".join(reader.out).replace("\x00", "\ufffd")
    text = re.sub(r"[^\S\n\u00a0]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()[:_LONGEST]


def name(text: str) -> str:
    """An author's name: text, not markup, on one line; entities that some platforms put into it are resolved."""
    return " ".join(unescape(text).replace("\x00", "\ufffd").split())[:200]


def instant(text: str) -> datetime | None:
    """The moment that a feed's or an interface's date means, in UTC; None when it cannot be read.

    ISO 8601 and RFC 2822. One without a zone is taken as Swedish time; -0000 is UTC.
    """
    text = text.strip()[:60]
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        if found.tzinfo is None and text.endswith("-0000"):
            found = found.replace(tzinfo=UTC)
    try:
        aware = found if found.tzinfo else found.replace(tzinfo=_HOME)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
