"""Comments from an Atom or RSS feed: brought in only; answers are written on the blog itself."""

import hashlib
import io
import json
import re
from datetime import UTC, datetime
from typing import Any

import feedparser

from ..client import FEED_TYPES, Client
from .base import Connection, IncomingComment, MalformedFeed, Media, Page, ReadOnly, State, after
from .words import instant, name, plain

_TITLE_OF_COMMENT = re.compile(
    r"(?:Kommentar (?:till|på)|Comment on|By:|Av:|Re:)\s+(?P<post>.+?)(?:\s+(?:av|by)\s+.+)?"
)
_KEPT = ("id", "link", "title", "author", "author_detail", "published", "updated", "summary", "content", "links")


class Feed(ReadOnly):
    """RSS and Atom, asked for only when changed (ETag, Last-Modified)."""

    slug = "feed"

    def fetch(self, connection: Connection, *, client: Client, since: datetime | None, state: State) -> Page:
        """The comments in the feed from `since` on. Raises a FetchFailed, MalformedFeed among them.

        A feed that is broken halfway gives the comments before the break, and is asked for whole the next time.
        """
        headers = {}
        if etag := state.get("etag"):
            headers["If-None-Match"] = etag
        if modified := state.get("last_modified"):
            headers["If-Modified-Since"] = modified
        answer = client.get(connection.address, accept=FEED_TYPES, headers=headers)
        digest = hashlib.sha256(answer.body).hexdigest()
        if answer.unchanged or digest == state.get("sha256"):
            return Page((), dict(state), unchanged=True)
        parsed = read(answer.body, answer.headers.get("content-type", ""), url=answer.url)
        comments = [_comment(entry, parsed) for entry in parsed.entries]
        unique = list({comment.external_id: comment for comment in comments}.values())
        if parsed.bozo and not isinstance(parsed.bozo_exception, feedparser.CharacterEncodingOverride):
            return Page(after(unique, since), {})
        kept = {
            "etag": answer.headers.get("etag", "")[:500],
            "last_modified": answer.headers.get("last-modified", "")[:100],
            "sha256": digest,
        }
        return Page(after(unique, since), {key: value for key, value in kept.items() if value})


def read(body: bytes, content_type: str, *, url: str) -> Any:
    """The parsed feed. Raises MalformedFeed for what is no feed, and for entity definitions (never needed, a trap)."""
    if b"<!ENTITY" in body.replace(b"\x00", b""):
        raise MalformedFeed(url)
    headers = {"content-type": content_type, "content-location": url}
    parsed = feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=True
    )
    if not parsed.get("version") or (parsed.bozo and not parsed.entries):
        raise MalformedFeed(url)
    return parsed


def _comment(entry: Any, parsed: Any) -> IncomingComment:
    bodies = [part.get("value", "") for part in entry.get("content", [])] or [entry.get("summary", "")]
    plain_types = {part.get("type") for part in entry.get("content", [])} or {
        entry.get("summary_detail", {}).get("type")
    }
    text = bodies[0] if plain_types == {"text/plain"} else plain(bodies[0])
    author = name(entry.get("author_detail", {}).get("name") or entry.get("author", ""))
    published = _published(entry)
    answers = entry.get("thr_in-reply-to") or {}
    ref, href = answers.get("ref", ""), answers.get("href", "")
    ids = {other.get("id") for other in parsed.entries}
    answers_comment = bool(ref) and (ref in ids or "#comment-" in href or "#comment-" in ref)
    link = _web(entry.get("link", ""))
    title = plain(entry.get("title", ""))
    post = _TITLE_OF_COMMENT.fullmatch(title)
    delivered = {key: entry.get(key) for key in _KEPT if entry.get(key)} | {"in_reply_to": dict(answers)}
    return IncomingComment(
        external_id=(entry.get("id") or link or _made_up_id(author, published, text))[:500],
        author_name=author,
        author_handle=_web(entry.get("author_detail", {}).get("href", ""))[:500],
        text=text.replace("\x00", "\ufffd"),
        published_at=published,
        url=link,
        parent_id=ref[:500] if answers_comment else "",
        post_url=_web(href or link).partition("#")[0],
        post_title=(post["post"] if post else "")[:300],
        media=tuple(
            Media(_web(item.get("href", "")), item.get("type", ""), item.get("title", ""))
            for item in entry.get("links", [])
            if item.get("rel") == "enclosure" and _web(item.get("href", ""))
        ),
        delivered=json.dumps(delivered, ensure_ascii=False, sort_keys=True, default=str),
    )


def _published(entry: Any) -> datetime | None:
    for field in ("published", "updated"):
        if found := instant(entry.get(field) or ""):
            return found
        if parts := entry.get(f"{field}_parsed"):
            year, month, day, hour, minute, second = parts[:6]
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    return None


def _made_up_id(author: str, published: datetime | None, text: str) -> str:
    """For a feed without ids: the same comment gets the same one each time."""
    return "sha256:" + hashlib.sha256(f"{author}\x00{published}\x00{text}".encode()).hexdigest()


def _web(address: str) -> str:
    """The address if it is one for the web; what else a feed may hold (javascript:) is left out."""
    return address if re.match(r"https?://", address or "", re.IGNORECASE) else ""
