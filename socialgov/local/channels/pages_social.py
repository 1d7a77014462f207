"""The library's page in the fediverse (with the notifications its interface gives), and the care home's page."""

import hmac
from typing import Any

from django.utils.html import escape

from . import blog, content, posts
from .store import Store
from .web import Answer, Request, as_json, moment, page

_PROFILE = "@biblioteket"


def library(request: Request, store: Store, *, password: str) -> Answer | None:
    """The library's profile, a post, the form to answer it, and the mentions for whoever holds the token."""
    parts = [part for part in request.path.split("/") if part]
    if parts == ["api", "v1", "notifications"] and request.method == "GET":
        return _mentions(request, store, password)
    if parts and parts[0] == _PROFILE:
        post = posts.get(request.site, parts[1]) if len(parts) > 1 else None
        if request.method == "POST" and post and parts[2:] == ["kommentera"]:
            return blog.comment(request, store, post)
        if request.method == "GET" and (len(parts) == 1 or (post and len(parts) == 2)):
            shown = [post] if post else posts.of(request.site)
            return page(
                "library.html",
                request,
                posts=_shown(shown, store, request.site),
                single=bool(post),
                thanks=request.parameter("tack"),
            )
    return None


def care_home(request: Request, store: Store) -> Answer | None:
    """Björkdungen's page, as a visitor sees it. Any other page here asks for a sign-in, as the real one does."""
    if request.method != "GET":
        return None
    if request.path.rstrip("/") == content.CARE_PATH:
        return page("care.html", request, posts=_shown(posts.of(request.site), store, request.site))
    return wall(request)


def wall(request: Request) -> Answer:
    """The page that a platform shows to those who have not signed in: nothing to capture."""
    return page("wall.html", request, handle=request.path.strip("/")[:60])


def _shown(wanted: list[posts.Post], store: Store, site: str) -> list[dict[str, Any]]:
    return [
        {
            "slug": post.slug,
            "author": post.author,
            "text": post.text,
            "picture": post.picture,
            "alt": post.alt,
            "when": moment(content.before(store.seeded, post.days_ago, post.at)),
            "threads": blog.threads(store.list(site, post=post.id)),
        }
        for post in wanted
    ]


def _mentions(request: Request, store: Store, password: str) -> Answer:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(token.replace(" ", "").encode(), password.replace(" ", "").encode()):
        return as_json({"error": "The access token is invalid"}, "401 Unauthorized")
    bounds = {name: request.parameter(name) for name in ("min_id", "max_id")}
    if any(value and not (value.isascii() and value.isdigit()) for value in bounds.values()):
        return as_json({"error": "Bad request"}, "400 Bad Request")
    limit = min(int(request.parameter("limit", "40")) if request.parameter("limit", "40").isdigit() else 40, 80)
    found = sorted((c for c in store.list(request.site) if not c.owner), key=lambda c: c.id)
    if bounds["min_id"]:
        found = [c for c in found if c.id > int(bounds["min_id"])][:limit]
    if bounds["max_id"]:
        found = [c for c in found if c.id < int(bounds["max_id"])]
    rows = []
    for c in found[-limit:][::-1]:
        handle = c.handle.lstrip("@") or "gast@mastodon.example"
        text = escape(c.text).replace("\n", "<br />")
        own = f"https://{request.site}/@biblioteket"
        mention = f'<span class="h-card"><a href="{own}" class="u-url mention">@<span>biblioteket</span></a></span>'
        account = {"acct": handle, "username": handle.partition("@")[0], "display_name": c.author}
        status = {
            "id": str(c.id), "created_at": c.published.isoformat().replace("+00:00", "Z"),
            "in_reply_to_id": str(c.parent or c.post), "url": f"{own}/{c.post}#comment-{c.id}",
            "content": f"<p>{mention} {text}</p>", "spoiler_text": "", "visibility": "public",
            "language": "sv", "media_attachments": [], "account": account,
        }  # fmt: skip
        rows.append(
            {
                "id": str(c.id),
                "type": "mention",
                "created_at": status["created_at"],
                "account": account,
                "status": status,
            }
        )
    return as_json(rows)
