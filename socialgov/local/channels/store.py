"""The comments on the sample site, in one SQLite file: seeded once, kept over restarts, gone with its folder."""

import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from . import content

_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT NOT NULL,
    post INTEGER NOT NULL,
    parent INTEGER NOT NULL DEFAULT 0,
    author TEXT NOT NULL,
    handle TEXT NOT NULL DEFAULT '',
    owner INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL,
    published TEXT NOT NULL,
    changed TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'approved' CHECK (status IN ('approved', 'hold', 'spam', 'trash'))
);
CREATE INDEX IF NOT EXISTS by_post ON comments (site, post);
"""
MOST = 5000  # comments a site takes: a demonstration that somebody left open must not fill the disk


class Duplicate(Exception):
    """The same words by the same person under the same post."""


class Full(Exception):
    """The site takes no more comments."""


@dataclass(frozen=True, slots=True)
class Comment:
    id: int
    site: str
    post: int
    parent: int
    author: str
    handle: str
    owner: bool
    text: str
    published: datetime
    changed: datetime
    status: str


class Store:
    """`folder` is the site's own; the first opening seeds it with dates relative to `now`."""

    def __init__(self, folder: Path, *, now: datetime, dates: Mapping[str, datetime] | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "channels.sqlite3"
        with self._connected() as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.executescript(_TABLES)
        with self._connected() as db:
            db.execute("BEGIN IMMEDIATE")
            if db.execute("SELECT 1 FROM facts WHERE name = 'seeded'").fetchone() is None:
                self._seed(db, now, {**content.dates(now), **(dates or {})})
            row = db.execute("SELECT value FROM facts WHERE name = 'seeded'").fetchone()
        self.seeded = datetime.fromisoformat(row[0])

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self._file, timeout=10)
        db.row_factory = sqlite3.Row
        try:
            with db:
                yield db
        finally:
            db.close()

    def _seed(self, db: sqlite3.Connection, now: datetime, dates: Mapping[str, datetime]) -> None:
        ids: dict[str, int] = {}
        for seed in content.COMMENTS:
            at = dates[seed.name] if seed.name in dates else content.before(now, seed.days_ago, seed.at)
            self._insert(
                db,
                site=seed.site,
                post=seed.post,
                parent=ids.get(seed.answers, 0),
                author=seed.author,
                handle=seed.handle,
                owner=seed.owner,
                text=seed.text,
                now=at,
            )
            ids[seed.name] = db.execute("SELECT last_insert_rowid()").fetchone()[0]
        db.execute("INSERT INTO facts VALUES ('seeded', ?)", (now.astimezone(UTC).isoformat(),))

    @staticmethod
    def _insert(db: sqlite3.Connection, *, now: datetime, **values: object) -> int:
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        row = {**values, "owner": int(bool(values["owner"])), "published": at, "changed": at}
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        cursor = db.execute(f"INSERT INTO comments ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
        return int(cursor.lastrowid or 0)

    def add(
        self,
        *,
        site: str,
        post: int,
        author: str,
        text: str,
        now: datetime,
        parent: int = 0,
        handle: str = "",
        owner: bool = False,
    ) -> Comment:
        """Write a comment. Raises Duplicate for the same words once more, Full when there is no room."""
        with self._connected() as db:
            db.execute("BEGIN IMMEDIATE")
            same = db.execute(
                "SELECT 1 FROM comments WHERE site = ? AND post = ? AND parent = ? AND author = ? AND text = ?"
                " AND status != 'trash'",
                (site, post, parent, author, text),
            ).fetchone()
            if same:
                raise Duplicate
            if db.execute("SELECT count(*) FROM comments").fetchone()[0] >= MOST:
                raise Full
            number = self._insert(
                db, site=site, post=post, parent=parent, author=author, handle=handle, owner=owner, text=text, now=now
            )
        found = self.get(site, number)
        assert found is not None
        return found

    def get(self, site: str, number: int) -> Comment | None:
        with self._connected() as db:
            row = db.execute("SELECT * FROM comments WHERE site = ? AND id = ?", (site, number)).fetchone()
        return _comment(row) if row else None

    def list(self, site: str, *, post: int | None = None, statuses: tuple[str, ...] = ("approved",)) -> list[Comment]:
        """A site's comments with one of these statuses, oldest first."""
        with self._connected() as db:
            rows = db.execute("SELECT * FROM comments WHERE site = ? ORDER BY published, id", (site,)).fetchall()
        comments = map(_comment, rows)
        return [c for c in comments if c.status in statuses and post in (None, c.post)]

    def set_status(self, site: str, number: int, status: str, *, now: datetime) -> Comment | None:
        with self._connected() as db:
            db.execute(
                "UPDATE comments SET status = ?, changed = ? WHERE site = ? AND id = ?",
                (status, now.astimezone(UTC).isoformat(timespec="seconds"), site, number),
            )
        return self.get(site, number)


def _comment(row: sqlite3.Row) -> Comment:
    values = dict(row)
    values["owner"] = bool(values["owner"])
    values["published"] = datetime.fromisoformat(values["published"])
    values["changed"] = datetime.fromisoformat(values["changed"])
    return Comment(**values)


def password(folder: Path) -> str:
    """The application password with which the system signs in to the sample site; made at the first asking."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "application-password"
    if not file.exists():
        # Written whole beside it and then linked, so that two who ask at once read the same one, never half of it.
        new = folder / f"application-password.{secrets.token_hex(4)}"
        new.touch(mode=0o600)
        new.write_text(" ".join(secrets.token_hex(2) for _ in range(6)))
        with suppress(FileExistsError):
            file.hardlink_to(new)
        new.unlink()
    return file.read_text()
