"""Mentions of an account on Mastodon, through its interface: brought in only."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from ..client import JSON_TYPES, Client, WrongKind
from .base import Connection, IncomingComment, Media, Page, ReadOnly, State, after
from .words import instant, name, plain

_LIMIT = 40
_PAGES = 10


class Mastodon(ReadOnly):
    """`address` is the server's, `secret` an access token with the right read:notifications."""

    slug = "mastodon"

    def fetch(self, connection: Connection, *, client: Client, since: datetime | None, state: State) -> Page:
        """Mentions after the last seen one; the first time back to `since`. Oldest first."""
        last = state.get("min_id", "")
        found: list[dict[str, Any]] = []
        edge = {"min_id": last} if last else {}
        more = False
        for _turn in range(_PAGES):
            rows = self._rows(connection, client, edge)
            found += rows
            more = len(rows) == _LIMIT
            if not more:
                break
            if last:
                edge = {"min_id": _highest(rows)}
            elif since and (oldest := instant(str(rows[-1].get("created_at", "")))) and oldest < since:
                more = False
                break
            else:
                edge = {"max_id": str(min(rows, key=lambda row: int(row["id"]))["id"])}
        newest = _highest(found) or last
        comments = [_comment(row) for row in found if row.get("status")]
        return Page(after(comments, since), {"min_id": newest} if newest else {}, more=more and bool(last))

    def _rows(self, connection: Connection, client: Client, edge: dict[str, str]) -> list[dict[str, Any]]:
        query = urlencode([("types[]", "mention"), ("limit", str(_LIMIT)), *edge.items()])
        address = f"{connection.address.rstrip('/')}/api/v1/notifications?{query}"
        rows = client.get(address, accept=JSON_TYPES, token=connection.secret).json()
        if not isinstance(rows, list) or not all(isinstance(r, dict) and str(r.get("id", "")).isdigit() for r in rows):
            raise WrongKind(connection.address, kind="JSON")
        return rows


def _highest(rows: list[dict[str, Any]]) -> str:
    return str(max((int(row["id"]) for row in rows), default=0) or "")


def _comment(row: dict[str, Any]) -> IncomingComment:
    status = row["status"]
    account = status.get("account") or {}
    warning = plain(str(status.get("spoiler_text") or ""))
    text = plain(str(status.get("content") or ""))
    return IncomingComment(
        external_id=str(status.get("id", "")),
        author_name=name(str(account.get("display_name") or account.get("username") or "")),
        author_handle=f"@{account.get('acct', '')}"[:500],
        text=f"{warning}\n\n{text}" if warning else text,
        published_at=instant(str(status.get("created_at") or "")),
        url=str(status.get("url") or ""),
        parent_id=str(status.get("in_reply_to_id") or ""),
        media=tuple(
            Media(str(item.get("url") or ""), str(item.get("type") or ""), str(item.get("description") or ""))
            for item in status.get("media_attachments") or []
            if item.get("url")
        ),
        private=status.get("visibility") == "direct",
        delivered=json.dumps(row, ensure_ascii=False, sort_keys=True),
    )
