"""Documents for the record: PDF/A-2u, made from a template and checked before they leave.

The template extends `pdf/base.html`. Besides the context it gets `title`, `language` and `made_at`; the context may
have `municipality`, `unit` and `number` (a diary number, a checksum), which stand at the head and foot of each page.
Nothing is fetched from the network: only our own static files (by their path below `static/`) and data: addresses.
"""

import logging
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

import page
from django.template.loader import render_to_string
from django.utils import translation

log = logging.getLogger(__name__)
VARIANT, PROFILE = "pdf/a-2u", page.ValidationProfile.PDF_A_2U

_LENGTH_RULE = "PDFA2U-STREAM-LENGTH-001"
_STREAM, _ENDSTREAM = re.compile(rb"\bstream\r?\n"), re.compile(rb"(\r\n|\n|\r)endstream\b")
_LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)")

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
    from socialgov.pdf import drawing  # half a second to import, and most processes never draw

    return drawing.draw(html, variant=VARIANT)


def problems(pdf: bytes) -> list[str]:
    """Why `pdf` is no valid PDF/A-2u, a line for each rule it breaks; empty when it is one."""
    try:
        report = page.validate_pdf_bytes(pdf, profile=PROFILE)
    except page.PageError as error:
        return [f"{type(error).__name__}: {error}"]
    found = {f"{failure.rule_id}: {failure.message}" for failure in report.failures}
    if any(line.startswith(_LENGTH_RULE) for line in found) and _lengths_hold(pdf):
        found = {line for line in found if not line.startswith(_LENGTH_RULE)}
    return sorted(found)


def _lengths_hold(pdf: bytes) -> bool:
    """Whether every stream is as long as it says.

    The checker counts a stream whose last byte is a carriage return as one byte shorter, since it takes that byte for
    the line's end: three documents in a hundred have such a stream, by chance. The reference validator passes them.
    """
    place = 0
    while opening := _STREAM.search(pdf, place):
        lengths = _LENGTH.findall(pdf, place, opening.start())
        if not lengths:
            return False
        place = opening.end() + int(lengths[-1])
        if not (closing := _ENDSTREAM.match(pdf, place)):
            return False
        place = closing.end()
    return place > 0


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
