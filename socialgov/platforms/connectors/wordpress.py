"""A WordPress blog through its own REST interface, signed in with an application password.

Everything done is read back before it is called done. Removal is to the bin, from which it can be restored.
"""

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from ..client import JSON_TYPES, Client, Conflict, FetchFailed, Gone, WrongKind
from .base import Action, Connection, IncomingComment, NotConfirmed, NotOffered, Outcome, Page, Seen, State, after
from .words import instant, name, plain

_PER_PAGE = 100
_PAGES = 10
# WordPress compares `after` with the blog's own local time: go back more than any time zone reaches.
_OVERLAP = timedelta(hours=26)
_SEEN = {
    "approved": Seen.VISIBLE,
    "approve": Seen.VISIBLE,
    "hold": Seen.HIDDEN,
    "spam": Seen.HIDDEN,
    "trash": Seen.REMOVED,
}
_WANTED = {
    Action.HIDE: ("hold", Seen.HIDDEN),
    Action.SHOW: ("approved", Seen.VISIBLE),
    Action.RESTORE: ("approved", Seen.VISIBLE),
}


class NoInterface(FetchFailed):
    sentence = _("We find no WordPress at %(host)s, or its REST interface is turned off. Ask whoever runs the blog.")
    again = False


class WordPress:
    slug = "wordpress"
    actions = frozenset({Action.REPLY, Action.HIDE, Action.SHOW, Action.REMOVE, Action.RESTORE})

    def fetch(self, connection: Connection, *, client: Client, since: datetime | None, state: State) -> Page:
        """Comments since the newest that was seen (or `since`), oldest first, at most a thousand at a time."""
        newest = instant(state.get("newest", "")) or since
        start = instant(state.get("from", "")) or (newest - _OVERLAP if newest else None)
        page = int(state.get("page", "1"))
        found: list[IncomingComment] = []
        for _turn in range(_PAGES):
            rows, pages = self._rows(connection, client, start, page)
            found += [_comment(row) for row in rows]
            page += 1
            if page > pages:
                break
        more = page <= pages
        newest = max((c.published_at for c in found if c.published_at), default=newest)
        kept = {"newest": newest.isoformat() if newest else ""}
        if more:
            kept |= {"from": start.isoformat() if start else "", "page": str(page)}
        return Page(after(found, since), {k: v for k, v in kept.items() if v}, more=more)

    def _rows(
        self, connection: Connection, client: Client, start: datetime | None, page: int
    ) -> tuple[list[dict[str, Any]], int]:
        query = {"per_page": _PER_PAGE, "page": page, "order": "asc", "orderby": "date_gmt", "_embed": "up"}
        if connection.secret:
            query |= {"status": "all", "context": "edit"}
        if start:
            query["after"] = start.isoformat().replace("+00:00", "Z")
        try:
            answer = client.get(
                f"{_base(connection)}?{urlencode(query)}", accept=JSON_TYPES, sign_in=_sign_in(connection)
            )
        except (Gone, WrongKind) as error:
            raise NoInterface(connection.address) from error
        rows, pages = answer.json(), answer.headers.get("x-wp-totalpages", "1")
        if not isinstance(rows, list) or not all(isinstance(row, dict) and "id" in row for row in rows):
            raise NoInterface(connection.address)
        return rows, int(pages) if pages.isascii() and pages.isdigit() else 1

    def reply(self, connection: Connection, *, client: Client, parent: str, post: str, text: str) -> Outcome:
        """Answer comment `parent` publicly; `post` is the comment's post as WordPress numbers it, or empty.

        Sent twice by a repeated attempt, it is found and not written again.
        """
        if not post:
            post = str(self._row(connection, client, parent).get("post", ""))
        wanted = {"post": int(post), "parent": int(parent), "content": text}
        try:
            answer = client.request(
                "POST", _base(connection), json=wanted, accept=JSON_TYPES, sign_in=_sign_in(connection)
            )
            written = str(answer.json().get("id", ""))
        except Conflict:
            written = self._already_written(connection, client, parent, text)
        outcome = self.look(connection, client=client, external_id=written)
        if outcome.seen != Seen.VISIBLE or _bare(outcome.text) != _bare(text):
            raise NotConfirmed(connection.address)
        return outcome

    def act(self, connection: Connection, *, client: Client, action: Action, external_id: str) -> Outcome:
        """Hide, show, remove or restore a comment, and read it back. Done already is done."""
        if action not in self.actions or action == Action.REPLY:
            raise NotOffered(connection.address)
        address = f"{_base(connection)}/{_number(connection, external_id)}"
        if action == Action.REMOVE:
            wanted = Seen.REMOVED
            if self.look(connection, client=client, external_id=external_id).seen != wanted:
                client.request("DELETE", address, accept=JSON_TYPES, sign_in=_sign_in(connection))
        else:
            status, wanted = _WANTED[action]
            client.request("POST", address, json={"status": status}, accept=JSON_TYPES, sign_in=_sign_in(connection))
        outcome = self.look(connection, client=client, external_id=external_id)
        if outcome.seen != wanted and not (wanted == Seen.REMOVED and outcome.seen == Seen.GONE):
            raise NotConfirmed(connection.address)
        return outcome

    def look(self, connection: Connection, *, client: Client, external_id: str) -> Outcome:
        """How the comment stands on the blog just now."""
        try:
            row = self._row(connection, client, external_id)
        except Gone:
            return Outcome(external_id, Seen.GONE)
        comment = _comment(row)
        return Outcome(comment.external_id, comment.seen, comment.url, comment.text, comment.delivered)

    def _row(self, connection: Connection, client: Client, external_id: str) -> dict[str, Any]:
        address = f"{_base(connection)}/{_number(connection, external_id)}?context=edit"
        row = client.get(address, accept=JSON_TYPES, sign_in=_sign_in(connection)).json()
        if not isinstance(row, dict) or "id" not in row:
            raise NoInterface(connection.address)
        return row

    def _already_written(self, connection: Connection, client: Client, parent: str, text: str) -> str:
        query = urlencode({"parent": parent, "context": "edit", "per_page": _PER_PAGE})
        rows = client.get(f"{_base(connection)}?{query}", accept=JSON_TYPES, sign_in=_sign_in(connection)).json()
        for comment in map(_comment, rows):
            if comment.by_owner and _bare(comment.text) == _bare(text):
                return comment.external_id
        raise NotConfirmed(connection.address)


def _base(connection: Connection) -> str:
    return f"{connection.address.rstrip('/')}/wp-json/wp/v2/comments"


def _sign_in(connection: Connection) -> tuple[str, str] | None:
    return (connection.name, connection.secret) if connection.secret else None


def _number(connection: Connection, external_id: str) -> int:
    if not (external_id.isascii() and external_id.isdigit()):
        raise Gone(connection.address)
    return int(external_id)


def _bare(text: str) -> str:
    return " ".join(text.split())


def _comment(row: dict[str, Any]) -> IncomingComment:
    content = row.get("content") or {}
    up = ((row.get("_embedded") or {}).get("up") or [{}])[0]
    link = str(row.get("link", ""))
    date = row.get("date_gmt")
    return IncomingComment(
        external_id=str(row["id"]),
        author_name=name(str(row.get("author_name", ""))),
        author_handle=str(row.get("author_url", ""))[:500],
        text=plain(str(content.get("rendered", ""))),
        published_at=instant(f"{date}Z") if date else instant(str(row.get("date", ""))),
        url=link,
        parent_id=str(row.get("parent") or ""),
        post_url=str(up.get("link") or link.partition("#")[0]),
        post_title=plain(str((up.get("title") or {}).get("rendered", "")))[:300],
        seen=_SEEN.get(str(row.get("status", "approved")), Seen.HIDDEN),
        by_owner=bool(row.get("author")),
        delivered=json.dumps(row, ensure_ascii=False, sort_keys=True),
    )
