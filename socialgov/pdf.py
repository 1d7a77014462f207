"""Documents for the record: PDF/A-2u, made from a template and checked before they leave.

The template extends `pdf/base.html`. Besides the context it gets `title`, `language` and `made_at`; the context may
have `municipality`, `unit` and `number` (a diary number, a checksum), which stand at the head and foot of each page.
Nothing is fetched from the network: only our own static files (by their path below `static/`) and data: addresses.
"""

import logging
import mimetypes
import re
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import page
import pydyf
import weasyprint
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

log = logging.getLogger(__name__)
VARIANT, PROFILE = "pdf/a-2u", page.ValidationProfile.PDF_A_2U
HERE = "static.invalid"  # a host that can not exist: every relative address in a template leads to our static files
BASE_URL = f"https://{HERE}/"

# What HTML or PDF/A-2u has no place for: control characters, lone surrogates, byte-order marks and noncharacters.
_NO_PLACE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)

_SOURCE_SANS = ((0x20, 0x7E), (0xA0, 0x17F), (0x2013, 0x2014), (0x2018, 0x201E), (0x2022, 0x2022), (0x20AC, 0x20AC))
_NEVER_DRAWN = ((0xAD, 0xAD), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xFE00, 0xFE0F))


class PdfProblem(Exception):
    """The document can't be made as the record needs it; a fault in the template or the installation."""


def render(
    template: str,
    context: Mapping[str, Any],
    *,
    title: str,
    language: str = "sv",
    author: str = "",
    subject: str = "",
    now: datetime,
) -> bytes:
    """The template as PDF/A-2u, tagged. Keep the bytes: made again, the fonts inside carry another time.

    `author` is a unit or the municipality, seldom a person: it stands in the file's metadata. A letter that no font of
    the machine has is written as its number, `[U+1F9EC]`, so that it is neither lost nor breaks the file.
    """
    given = {**context, "title": title, "language": language, "author": author, "subject": subject}
    given |= {"made_at": now, "now": now}
    with translation.override(language):
        html = _printable(render_to_string(template, given))
    try:
        return weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=OwnFiles()).write_pdf(
            font_config=FontConfiguration(),
            pdf_variant=VARIANT,
            pdf_tags=True,
            finisher=_finish,
        )
    except FatalURLFetchingError as error:
        raise PdfProblem(str(error)) from error


def problems(pdf: bytes) -> list[str]:
    """Why `pdf` is no valid PDF/A-2u, a line for each rule it breaks; empty when it is one."""
    try:
        report = page.validate_pdf_bytes(pdf, profile=PROFILE)
    except page.PageError as error:
        return [f"{type(error).__name__}: {error}"]
    return sorted({f"{failure.rule_id}: {failure.message}" for failure in report.failures})


class OwnFiles(URLFetcher):
    """Fetches our static files and data: addresses, and refuses everything else, above all the network."""

    def __init__(self):
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url: str, headers=None) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme == "https" and parts.netloc == HERE:
            name = unquote(parts.path).lstrip("/")
            path = None
            with suppress(SuspiciousOperation):
                path = finders.find(name)
            if not path or not Path(path).is_file():
                raise FatalURLFetchingError(f"The document needs static/{name}, which does not exist.")
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, body=Path(path).read_bytes(), headers={"Content-Type": kind})
        log.warning("A document asked for %s, which is not ours, and did not get it.", url[:200])
        raise ValueError("Documents fetch nothing from elsewhere.")


def _finish(_document, pdf: pydyf.PDF) -> None:
    """What PDF/A asks for and WeasyPrint leaves open: metadata in plain text, and images that are not smoothed."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            if item.extra.get("Type") == "/Metadata":
                item.compress = False
            if item.extra.get("Subtype") == "/Image":
                item.extra["Interpolate"] = "false"


def _printable(html: str) -> str:
    html = _NO_PLACE.sub("", html)
    unknown = {c for c in set(html) if not c.isspace() and not _drawable(ord(c))}
    return re.sub(f"[{re.escape(''.join(unknown))}]", lambda c: f"[U+{ord(c[0]):04X}]", html) if unknown else html


def _drawable(code: int) -> bool:
    return any(first <= code <= last for first, last in _drawable_ranges())


@cache
def _drawable_ranges() -> tuple[tuple[int, int], ...]:
    """The characters that some font of this machine has, and the marks that are never drawn themselves.

    Without `fc-list` (it comes with Pango on Debian) every character counts as drawable.
    """
    command = [shutil.which("fc-list") or "fc-list", "--format", "%{fontformat} %{charset}\n"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("The machine's fonts could not be listed: %s", error)
        return ((0, 0x10FFFF),)
    found = {*_SOURCE_SANS, *_NEVER_DRAWN}
    for kind, *spans in filter(None, map(str.split, listed.splitlines())):
        if kind in ("TrueType", "CFF"):  # Pango draws no others
            ends = (span.partition("-") for span in spans)
            found |= {(int(low, 16), int(high or low, 16)) for low, _dash, high in ends}
    merged: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)
