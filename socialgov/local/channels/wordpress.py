"""The small part of WordPress's REST interface that a comment needs: list, read, write, hold, bin, restore.

Answers, statuses and error codes as WordPress gives them, so that the connector proves itself against something that
behaves like the real one.
"""

import hmac
from base64 import b64decode
from datetime import UTC
from math import ceil
from typing import Any

from django.utils.html import escape

from socialgov.platforms.connectors.words import instant

from . import posts
from .blog import NAMES
from .content import HOME
from .store import Comment, Duplicate, Full, Store
from .web import Answer, Request, as_json

USER = "socialgov"
OWN_NAME = "Tallbackaskolan"
_ALL = ("approved", "hold")
_STATUSES = {
    "approve": ("approved",), "approved": ("approved",), "hold": ("hold",), "spam": ("spam",), "trash": ("trash",),
    "all": _ALL, "any": ("approved", "hold", "spam", "trash"),
}  # fmt: skip
_PREFIX = "wp-json"


def answer(request: Request, store: Store, *, password: str) -> Answer | None:
    """What the interface says, or None when the path is not one of its own."""
    parts = [part for part in request.path.split("/") if part]
    if not parts or parts[0] != _PREFIX:
        return None
    if parts == [_PREFIX]:
        return as_json({"name": NAMES[request.site], "url": f"https://{request.site}", "namespaces": ["wp/v2"]})
    if parts[1:4] != ["wp", "v2", "comments"] or len(parts) > 5:
        return _error("404 Not Found", "rest_no_route", "No route was found matching the URL and request method.")
    signed_in = _signed_in(request, password)
    if signed_in is None:
        return _error(
            "401 Unauthorized", "incorrect_password", "The provided password is an invalid application password."
        )
    if len(parts) == 4:
        return _list(request, store, signed_in) if request.method == "GET" else _create(request, store, signed_in)
    found = store.get(request.site, int(parts[4])) if parts[4].isascii() and parts[4].isdigit() else None
    if found is None:
        return _error("404 Not Found", "rest_comment_invalid_id", "Invalid comment ID.")
    return _one(request, store, signed_in, found)


def _signed_in(request: Request, password: str) -> bool | None:
    """True when signed in, False for a stranger, None when the password is wrong."""
    given = request.headers.get("authorization", "")
    if not given.startswith("Basic "):
        return False
    try:
        name, _colon, secret = b64decode(given[6:], validate=True).decode().partition(":")
    except ValueError:
        return None
    right = hmac.compare_digest(secret.replace(" ", "").encode(), password.replace(" ", "").encode())
    return True if right and name == USER else None


def _list(request: Request, store: Store, signed_in: bool) -> Answer:
    status = request.parameter("status", "approve")
    if (status not in ("approve", "approved") or request.parameter("context") == "edit") and not signed_in:
        return _error("401 Unauthorized", "rest_forbidden_param", "Query parameter not permitted: status")
    try:
        per_page, page = int(request.parameter("per_page", "10")), int(request.parameter("page", "1"))
        parent = int(request.parameter("parent", "-1"))
        post = int(request.parameter("post", "0")) or None
    except ValueError:
        return _error("400 Bad Request", "rest_invalid_param", "Invalid parameter(s).")
    if status not in _STATUSES or not 1 <= per_page <= 100 or page < 1:
        return _error("400 Bad Request", "rest_invalid_param", "Invalid parameter(s): status, per_page, page")
    rows = store.list(request.site, post=post, statuses=_STATUSES[status])
    if parent >= 0:
        rows = [row for row in rows if row.parent == parent]
    if after := request.parameter("after"):
        if (start := instant(after)) is None:
            return _error("400 Bad Request", "rest_invalid_param", "Invalid parameter(s): after")
        rows = [row for row in rows if row.published > start]
    if request.parameter("order", "desc") == "desc":
        rows.reverse()
    pages = ceil(len(rows) / per_page)
    if page > max(pages, 1):
        return _error("400 Bad Request", "rest_comment_invalid_page_number", "The page number requested is too large.")
    headers = (("X-WP-Total", str(len(rows))), ("X-WP-TotalPages", str(pages)))
    shown = rows[(page - 1) * per_page : page * per_page]
    return as_json([_row(request, row, signed_in) for row in shown], headers=headers)


def _create(request: Request, store: Store, signed_in: bool) -> Answer:
    if request.method != "POST":
        return _error("404 Not Found", "rest_no_route", "No route was found matching the URL and request method.")
    if not signed_in:
        return _error("401 Unauthorized", "rest_comment_login_required", "Sorry, you must be logged in to comment.")
    wanted = request.json()
    text, post, parent = wanted.get("content"), wanted.get("post"), wanted.get("parent", 0)
    if not isinstance(post, int) or posts.by_id(request.site, post) is None:
        return _error(
            "403 Forbidden", "rest_comment_invalid_post_id", "Sorry, you are not allowed to create this comment."
        )
    if not isinstance(text, str) or not text.strip():
        return _error("400 Bad Request", "rest_comment_content_invalid", "Invalid comment content.")
    if len(text) > 65_525:
        return _error(
            "400 Bad Request", "comment_content_column_length", "Comment field exceeds maximum length allowed."
        )
    try:
        made = store.add(
            site=request.site,
            post=post,
            parent=parent if isinstance(parent, int) else 0,
            author=OWN_NAME,
            owner=True,
            text=text.strip(),
            now=request.now,
        )
    except Duplicate:
        return _error("409 Conflict", "comment_duplicate", "Duplicate comment detected; you already said that!")
    except Full:
        return _error("500 Internal Server Error", "rest_comment_failed_create", "Creating comment failed.")
    return as_json(_row(request, made, signed_in), "201 Created")


def _one(request: Request, store: Store, signed_in: bool, found: Comment) -> Answer:
    if request.method == "GET":
        if not signed_in and (found.status != "approved" or request.parameter("context") == "edit"):
            return _error("401 Unauthorized", "rest_cannot_read", "Sorry, you are not allowed to read this comment.")
        return as_json(_row(request, found, signed_in))
    if not signed_in:
        return _error("401 Unauthorized", "rest_cannot_edit", "Sorry, you are not allowed to edit this comment.")
    if request.method == "DELETE":
        if found.status == "trash":
            return _error("410 Gone", "rest_already_trashed", "The comment has already been trashed.")
        changed = store.set_status(request.site, found.id, "trash", now=request.now)
    elif request.method in ("POST", "PUT", "PATCH"):
        status = _STATUSES.get(str(request.json().get("status", "")), ())
        if len(status) != 1:
            return _error("400 Bad Request", "rest_invalid_param", "Invalid parameter(s): status")
        changed = store.set_status(request.site, found.id, status[0], now=request.now)
    else:
        return _error("404 Not Found", "rest_no_route", "No route was found matching the URL and request method.")
    assert changed is not None
    return as_json(_row(request, changed, signed_in))


def _row(request: Request, comment: Comment, signed_in: bool) -> dict[str, Any]:
    post = posts.by_id(request.site, comment.post)
    slug = post.slug if post else ""
    paragraphs = [escape(part).replace("\n", "<br />\n") for part in comment.text.split("\n\n")]
    content = {"rendered": "".join(f"<p>{part}</p>\n" for part in paragraphs)}
    if signed_in and request.parameter("context") == "edit":
        content["raw"] = comment.text
    row: dict[str, Any] = {
        "id": comment.id, "post": comment.post, "parent": comment.parent, "author": int(comment.owner),
        "author_name": comment.author, "author_url": "",
        "date": f"{comment.published.astimezone(HOME):%Y-%m-%dT%H:%M:%S}",
        "date_gmt": f"{comment.published.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        "content": content, "link": f"https://{request.site}/{slug}/#comment-{comment.id}",
        "status": comment.status, "type": "comment",
    }  # fmt: skip
    if request.parameter("_embed") and post:
        up = {"id": post.id, "title": {"rendered": escape(post.title)}, "link": f"https://{request.site}/{slug}/"}
        row["_embedded"] = {"up": [up]}
    return row


def _error(status: str, code: str, message: str) -> Answer:
    return as_json({"code": code, "message": message, "data": {"status": int(status[:3])}}, status)
