"""The published list as plain files, so that a web server or a CDN can serve it while the application is down (ATV-04).

The files stand at the list's own addresses below one folder (`PUBLIC_DIR`): `socialamedier/index.html`, by area, every
version, and the open data. A page needs nothing but itself: its style sheet, with the font, is inside it.
"""

import contextlib
import json
import logging
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from accounts.asked_for import list_is_published, party_disclaimer
from accounts.models import ListRelease
from accounts.public_list import as_open_data, by_area, by_platform
from socialgov.look import colour, municipality
from socialgov.policy.selectors import house_rules_title

log = logging.getLogger(__name__)
TOP = "socialamedier"
STYLE = "css/public.css"
READABLE, ENTERABLE = 0o644, 0o755  # whoever serves them is another user


def write_out() -> int:
    """Bring the folder up to date with the releases; how many files were written or taken away.

    A file is put in its place in one step, so that a reader never gets half of one. What is as it should be is left.
    Nothing is there while there is no release, or where the guidelines keep the list inside (FAR-05).
    """
    folder = Path(settings.PUBLIC_DIR)
    wanted = {folder / name: content for name, content in pages().items()}
    changed = 0
    for path, content in wanted.items():
        changed += _put(path, content)
    for path in sorted((folder / TOP).rglob("*"), reverse=True):
        if path.is_file() and path not in wanted:
            path.unlink(missing_ok=True)
            changed += 1
        elif path.is_dir():
            with contextlib.suppress(OSError):  # not empty
                path.rmdir()
    if changed:
        log.info("The channel list was written out: %s files changed", changed)
    return changed


def pages() -> dict[str, bytes]:
    """Every file by its place: the list in force last, so that what it leads to is there before it."""
    releases = list(ListRelease.objects.order_by("-number")) if list_is_published() else []
    if not releases:
        return {}
    with translation.override("sv"):
        found = {f"{TOP}/versioner/index.html": _render("static_versions", {"releases": releases}, up="../")}
        for release in releases:
            place = f"{TOP}/version/{release.number}/"
            found[f"{place}index.html"] = _list(release, releases[0], by_platform, up="../../")
            found[f"{place}kanaler.json"] = _data(release)
        found[f"{TOP}/omrade/index.html"] = _list(releases[0], releases[0], by_area, up="../")
        found[f"{TOP}/kanaler.json"] = _data(releases[0])
        found[f"{TOP}/index.html"] = _list(releases[0], releases[0], by_platform, up="")
    return found


def _list(release: ListRelease, current: ListRelease, group, *, up: str) -> bytes:
    context = {
        "release": release,
        "is_current": release.number == current.number,
        "groups": group(release.content["channels"]),
        "found": len(release.content["channels"]),
        "content": release.content,
        "by_area": group is by_area,
        "disclaimer": party_disclaimer(),
        "rules_word": house_rules_title(),
    }
    return _render("static_list", context, up=up)


def _render(template: str, context: dict, *, up: str) -> bytes:
    given = {
        "style": _style(),
        "municipality": municipality.name(),
        "sample": municipality.facts.sample_loaded(),
        "up": up,
        "home": up or "./",
        "application": settings.BASE_URL,
    }
    return render_to_string(f"accounts/{template}.html", given | context).encode()


def _style() -> str:
    """The public style sheet and the municipality's own colour."""
    found = finders.find(STYLE)
    if not found:
        raise FileNotFoundError(STYLE)
    return Path(found).read_text(encoding="utf-8") + colour.style_sheet(municipality.facts.colour())


def _data(release: ListRelease) -> bytes:
    return json.dumps(as_open_data(release), ensure_ascii=False).encode()


def _put(path: Path, content: bytes) -> int:
    """Write the file beside its place and move it there; 0 when it was so already."""
    if path.is_file() and path.read_bytes() == content:
        return 0
    for folder in reversed([*path.relative_to(settings.PUBLIC_DIR).parents][:-1]):
        (Path(settings.PUBLIC_DIR) / folder).mkdir(parents=True, exist_ok=True)
        (Path(settings.PUBLIC_DIR) / folder).chmod(ENTERABLE)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(READABLE)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return 1
