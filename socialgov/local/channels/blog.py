"""The two blogs: their pages, a form to comment with, and an Atom feed of the comments."""

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

from . import content, posts
from .posts import Post
from .store import Comment, Duplicate, Full, Store
from .web import Answer, Request, moment, page, see_other

NAMES = {content.SCHOOL: "Skolbloggen", content.CHIEF: "Kommunchefens blogg", content.LIBRARY: "Ljungsele bibliotek"}
ABOUT = {
    content.SCHOOL: "Från Tallbackaskolan i Ljungsele, årskurs F–6. Vi som skriver är rektor Samir och lärare Lina.",
    content.CHIEF: "Eva-Lena Granskugga är kommunchef i Ljungsele och skriver en gång i veckan, utan krångliga ord.",
}
_LONGEST_NAME, _LONGEST_TEXT = 80, 5000
_ATOM, _THREAD = "http://www.w3.org/2005/Atom", "http://purl.org/syndication/thread/1.0"
ET.register_namespace("", _ATOM)
ET.register_namespace("thr", _THREAD)


def answer(request: Request, store: Store) -> Answer | None:
    """A blog's page, or None when there is none by that path."""
    parts = [part for part in request.path.split("/") if part]
    if request.method == "GET" and not parts:
        shown = [_post(post, store, request) for post in posts.of(request.site)]
        return page("blog.html", request, posts=shown, name=NAMES[request.site], about=ABOUT[request.site])
    if request.method == "GET" and parts == ["comments", "feed"]:
        return feed(request, store)
    post = posts.get(request.site, parts[0]) if parts else None
    if post is None:
        return None
    if request.method == "POST" and parts[1:] == ["kommentera"]:
        return comment(request, store, post)
    if request.method == "GET" and len(parts) == 1:
        return _post_page(request, store, post)
    return None


def comment(request: Request, store: Store, post: Post) -> Answer:
    """Take a visitor's comment; what was typed stays when something is missing."""
    form = request.form()
    author, text = form.get("namn", "").strip(), form.get("text", "").replace("\r\n", "\n").strip()
    errors = {}
    if not author or len(author) > _LONGEST_NAME:
        errors["namn"] = f"Skriv ett namn, högst {_LONGEST_NAME} tecken. Det behöver inte vara ditt riktiga."
    if not text or len(text) > _LONGEST_TEXT:
        errors["text"] = f"Skriv en kommentar, högst {_LONGEST_TEXT} tecken."
    if not errors:
        try:
            written = store.add(site=request.site, post=post.id, author=author, text=text, now=request.now)
            return see_other(f"./?tack=1#comment-{written.id}")
        except Duplicate:
            return see_other("./?tack=1#kommentarer")  # pressed twice
        except Full:
            errors["text"] = "Här är fullt. Ta bort exemplet och börja om."
    return _post_page(request, store, post, errors=errors, typed=form, status="422 Unprocessable Content")


def _post_page(request: Request, store: Store, post: Post, **more: Any) -> Answer:
    shown = _post(post, store, request)
    return page("post.html", request, post=shown, name=NAMES[request.site], thanks=request.parameter("tack"), **more)


def _post(post: Post, store: Store, request: Request) -> dict[str, Any]:
    at = content.before(store.seeded, post.days_ago, post.at)
    comments = store.list(request.site, post=post.id)
    return {
        "slug": post.slug, "title": post.title, "author": post.author, "text": post.text, "picture": post.picture,
        "alt": post.alt, "topic": post.topic, "when": moment(at), "machine": at.isoformat(),
        "threads": threads(comments), "count": str(len(comments)),
    }  # fmt: skip


def threads(comments: list[Comment]) -> list[dict[str, Any]]:
    """Comments with the answers under them; an answer to one that is gone stands by itself."""
    shown: dict[int, dict[str, Any]] = {
        c.id: {"comment": c, "when": moment(c.published), "answers": []} for c in comments
    }
    top: list[dict[str, Any]] = []
    for c in comments:
        (shown[c.parent]["answers"] if c.parent in shown else top).append(shown[c.id])
    return top


def feed(request: Request, store: Store) -> Answer:
    """The newest fifty comments as Atom, with the answers' threads; 304 when nothing has changed."""
    comments = sorted(store.list(request.site), key=lambda c: (c.published, c.id), reverse=True)[:50]
    own = f"https://{request.site}/"
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "sv"})
    newest = max((c.changed for c in comments), default=store.seeded)
    _add(root, "title", f"Kommentarer till {NAMES[request.site]} (exempel – påhittat innehåll)")
    _add(root, "id", f"{own}comments/feed/")
    _add(root, "updated", _iso(newest))
    _add(root, "link", rel="self", href=f"{own}comments/feed/", type="application/atom+xml")
    _add(root, "link", rel="alternate", href=own, type="text/html")
    for c in comments:
        post = posts.by_id(request.site, c.post)
        if post is None:
            continue
        where = f"{own}{post.slug}/"
        entry = ET.SubElement(root, f"{{{_ATOM}}}entry")
        _add(entry, "title", f"Kommentar till {post.title} av {c.author}")
        _add(entry, "id", f"{where}#comment-{c.id}")
        _add(entry, "published", _iso(c.published))
        _add(entry, "updated", _iso(c.changed))
        _add(ET.SubElement(entry, f"{{{_ATOM}}}author"), "name", c.author)
        _add(entry, "link", rel="alternate", href=f"{where}#comment-{c.id}", type="text/html")
        anchor = f"{where}#comment-{c.parent}" if c.parent else where
        ET.SubElement(entry, f"{{{_THREAD}}}in-reply-to", {"ref": anchor, "href": anchor, "type": "text/html"})
        _add(entry, "content", c.text, type="text")
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = (
        ("ETag", etag),
        ("Last-Modified", format_datetime(newest.astimezone(UTC).replace(microsecond=0), usegmt=True)),
        ("Cache-Control", "no-cache"),
    )
    if etag in (tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")):
        return Answer(b"", "304 Not Modified", "application/atom+xml; charset=utf-8", headers)
    return Answer(body, kind="application/atom+xml; charset=utf-8", headers=headers)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> None:
    # XML cannot carry control characters; a comment that holds one must not break the feed for all the others.
    clean = "".join(
        ch if ch in "\n\t" or (ord(ch) >= 32 and ord(ch) not in (0xFFFE, 0xFFFF)) else "\ufffd" for ch in text
    )
    ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = clean.encode("utf-8", "replace").decode() or None


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
