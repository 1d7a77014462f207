"""`python -m archiving.engine FOLDER < job.json`"""

import hashlib
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from archiving.engine import bridge, browse, isolation, pdfa, walls


def main(folder: Path, job: dict) -> dict:
    """Take the page down and say how it went. Files are named in the result with their digests."""
    isolation.refuse_root()
    isolation.die_with_parent(job["parent"])
    isolation.limit(cpu_seconds=job["cpu_seconds"], file_bytes=job["file_bytes"])
    alone = isolation.withdraw(hide=job["hide"])
    port = bridge.open_bridge(folder / "proxy")
    began = datetime.now(UTC)
    try:
        taken = browse.take(
            job["url"], proxy_port=port, folder=folder, highest=job["highest"], seconds=job["scroll_seconds"]
        )
    except browse.Unreachable as error:
        return {"outcome": "unreachable", "isolation": alone, "detail": str(error)}
    if taken.refused:
        return {"outcome": "refused", "isolation": alone, "detail": taken.final_url}
    seen = walls.Seen(job["url"], taken.final_url, taken.status, taken.text, taken.password_fields)
    (folder / "page.txt").write_text(taken.text, encoding="utf-8")
    title = taken.title or job["url"]
    document = None
    if taken.printed:
        document = pdfa.convert(taken.printed, title=title, source=taken.final_url, made_at=began)
    made_from = "page" if document else "pictures"
    if document is None:
        document = pdfa.of_pictures(taken.tiles, title=title, source=taken.final_url, made_at=began)
    (folder / "page.pdf").write_bytes(document)
    return {
        "outcome": _outcome(seen, taken),
        "url": job["url"],
        "final_url": taken.final_url,
        "redirects": taken.redirects,
        "status": taken.status,
        "title": taken.title,
        "captured_at": began.isoformat(),
        "viewport": [browse.WIDTH, browse.SCREEN],
        "height": taken.height,
        "cut_short": taken.cut_short,
        "user_agent": taken.user_agent,
        "browser": taken.browser,
        "isolation": alone,
        "pdf_made_from": made_from,
        "files": [_described(path) for path in [*taken.tiles, folder / "page.pdf", folder / "page.txt"]],
    }


def _outcome(seen: walls.Seen, taken: browse.Taken) -> str:
    if walls.is_login_wall(seen):
        return "login_wall"
    if taken.status >= 400:
        return "error_page"
    return "incomplete" if taken.cut_short else "whole"


def _described(path: Path) -> dict:
    content = path.read_bytes()
    return {"name": path.name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


if __name__ == "__main__":
    where = Path(sys.argv[1])
    os.chdir(where)
    result = main(where, json.load(sys.stdin))
    draft = where / "result.part"
    draft.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    draft.rename(where / "result.json")
