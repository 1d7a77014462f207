"""Screenshots and PDFs that people hand in: what they really are, and how they are kept. No database here."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from archiving.engine import pdfa

MEBIBYTE = 1024 * 1024
LARGEST = 25 * MEBIBYTE
MOST_FILES = 30
MOST_PAGES = 300
MOST_PIXELS = 120_000_000
PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
PDF = "application/pdf"


class BadUpload(ValueError):
    """The files can not be kept. The message is a sentence for the person who chose them."""


@dataclass(frozen=True)
class Kept:
    """One file as it will be kept. `role` is a CaptureFile.Role."""

    role: str
    name: str
    media_type: str
    content: bytes
    width: int = 0
    height: int = 0


def read(files: Sequence[File], *, title: str, source: str, now: datetime) -> list[Kept]:
    """What was handed in, checked by its content and not by its name: originals, pictures as PNG and PDF/A.

    Raises BadUpload.
    """
    if not files:
        raise BadUpload(_("Choose at least one picture or PDF."))
    if len(files) > MOST_FILES:
        raise BadUpload(_("Hand in at most %(count)s files at a time.") % {"count": MOST_FILES})
    kept: list[Kept] = []
    for number, file in enumerate(files, 1):
        if file.size > LARGEST:
            raise BadUpload(
                _("The file is larger than %(size)s MB. Hand it in in parts.") % {"size": LARGEST // MEBIBYTE}
            )
        file.seek(0)
        content = file.read()
        if content[:1024].lstrip().startswith(b"%PDF-"):
            kept += _read_pdf(content, number, title=title, source=source, now=now)
        else:
            kept += _read_picture(content, number)
    pictures = [one.content for one in kept if one.role == "picture"]
    if pictures:
        document = _document_of(pictures, title=title, source=source, now=now)
        kept.append(Kept("document", "halvarsbild.pdf", PDF, document))
    return kept


def size_of_png(content: bytes) -> tuple[int, int]:
    """Width and height as a PNG's header says, without decoding it."""
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _not_a_picture_or_pdf() -> BadUpload:
    return BadUpload(_("The file is not a picture or a PDF. Take a screenshot and try again."))


def _read_picture(content: bytes, number: int) -> list[Kept]:
    try:
        with Image.open(io.BytesIO(content), formats=list(PICTURES)) as image:
            image.verify()
        with Image.open(io.BytesIO(content), formats=list(PICTURES)) as image:
            if not _is_whole(content, str(image.format)):
                raise _not_a_picture_or_pdf()
            if image.width * image.height > MOST_PIXELS:
                raise BadUpload(_("The picture has too many pixels. Hand it in in parts."))
            image.load()
            kind, size, plain = str(image.format), image.size, image.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, BadUpload):
            raise
        raise _not_a_picture_or_pdf() from error
    name = f"skarmbild-{number:02}"
    if kind == "PNG":
        return [Kept("picture", f"{name}.png", PICTURES[kind], content, *size)]
    out = io.BytesIO()
    plain.save(out, "PNG")
    original = Kept("original", f"{name}.{kind.lower()}", PICTURES[kind], content, *size)
    return [original, Kept("picture", f"{name}.png", PICTURES["PNG"], out.getvalue(), *size)]


def _is_whole(content: bytes, kind: str) -> bool:
    """Whether the file goes on to its end. Pillow does not say: WeasyPrint has it read cut-off pictures in silence."""
    if kind == "PNG":
        return b"IEND" in content
    if kind == "WEBP":
        return int.from_bytes(content[4:8], "little") + 8 <= len(content)
    return b"\xff\xd9" in content[len(content) // 2 :]


def _read_pdf(content: bytes, number: int, *, title: str, source: str, now: datetime) -> list[Kept]:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            pages = len(document.pages)
    except pikepdf.PasswordError as error:
        raise BadUpload(_("The PDF is locked with a password. Save it without one and try again.")) from error
    except pikepdf.PdfError as error:
        raise _not_a_picture_or_pdf() from error
    if not pages:
        raise _not_a_picture_or_pdf()
    if pages > MOST_PAGES:
        raise BadUpload(_("The PDF has more than %(count)s pages. Hand it in in parts.") % {"count": MOST_PAGES})
    name = f"pdf-{number:02}.pdf"
    if pdfa.complies(content):
        return [Kept("document", name, PDF, content)]
    original = Kept("original", name, PDF, content)
    made = pdfa.convert(content, title=title, source=source, made_at=now)
    return [original, Kept("document", f"pdfa-{number:02}.pdf", PDF, made)] if made else [original]


def _document_of(pictures: Iterable[bytes], *, title: str, source: str, now: datetime) -> bytes:
    with TemporaryDirectory(prefix="upload-") as folder:
        paths = []
        for number, content in enumerate(pictures):
            path = Path(folder) / f"{number:03}.png"
            path.write_bytes(content)
            paths.append(path)
        return pdfa.of_pictures(paths, title=title, source=source, made_at=now)
