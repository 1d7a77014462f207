"""PDF/A-2 from what a browser prints, or from pictures. Also for uploads: what comes from outside is converted here."""

import io
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import page as page_validation
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageCms

A4 = (595.276, 841.89)  # points
MARGIN = 28.35  # 10 mm


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def convert(pdf: bytes, *, title: str, source: str, made_at: datetime, language: str = "sv") -> bytes | None:
    """The same document as PDF/A-2u, or 2b where its characters can't all be told; None where it can be neither."""
    for conformance in ("U", "B"):
        with pikepdf.open(io.BytesIO(pdf)) as document:
            made = _declare(document, conformance, title=title, source=source, made_at=made_at, language=language)
        if complies(made, conformance):
            return made
    return None


def complies(pdf: bytes, *conformances: str) -> bool:
    """Whether it is what it says it is: PDF/A-2 of one of these levels (U or B unless named)."""
    levels = [getattr(page_validation.ValidationProfile, f"PDF_A_2{level}") for level in conformances or ("U", "B")]
    return any(page_validation.validate_pdf_bytes(pdf, profile=level).is_compliant for level in levels)


def of_pictures(pictures: Iterable[Path], *, title: str, source: str, made_at: datetime, language: str = "sv") -> bytes:
    """A PDF/A-2b with the pictures one after another, cut into sheets of A4, each pixel as it is in the picture."""
    with pikepdf.new() as document:
        for picture in pictures:
            with Image.open(picture) as image:
                for sheet in _sheets(image.convert("RGB")):
                    _add_sheet(document, sheet)
        return _declare(document, "B", title=title, source=source, made_at=made_at, language=language)


def _sheets(image: Image.Image) -> Iterator[Image.Image]:
    inner_width, inner_height = A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN
    rows = max(1, int(image.width * inner_height / inner_width))
    for top in range(0, image.height, rows):
        yield image.crop((0, top, image.width, min(top + rows, image.height)))


def _add_sheet(document: pikepdf.Pdf, sheet: Image.Image) -> None:
    picture = Stream(document, zlib.compress(sheet.tobytes(), 6))
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height = sheet.size
    picture.ColorSpace, picture.BitsPerComponent, picture.Filter = Name.DeviceRGB, 8, Name.FlateDecode
    width = A4[0] - 2 * MARGIN
    height = width * sheet.height / sheet.width
    drawing = f"q {width:.3f} 0 0 {height:.3f} {MARGIN:.3f} {A4[1] - MARGIN - height:.3f} cm /P Do Q".encode()
    added = document.add_blank_page(page_size=A4)
    added.Contents = Stream(document, drawing)
    added.Resources = Dictionary(XObject=Dictionary(P=document.make_indirect(picture)))


def _declare(
    document: pikepdf.Pdf, conformance: str, *, title: str, source: str, made_at: datetime, language: str
) -> bytes:
    profile = Stream(document, srgb())
    profile.N, profile.Alternate = 3, Name.DeviceRGB
    document.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier="sRGB",
                Info="sRGB",
                DestOutputProfile=document.make_indirect(profile),
            )
        ]
    )
    if Name.Lang not in document.Root:
        document.Root.Lang = language
    for key in (Name.AA, Name.OpenAction, Name.JavaScript):
        if key in document.Root:
            del document.Root[key]
    if "/Info" in document.trailer:
        del document.trailer["/Info"]  # what it said is in the XMP metadata, and there it must agree
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "2", conformance
        metadata["dc:title"], metadata["dc:source"] = title, source
        metadata["xmp:CreateDate"] = made_at.isoformat(timespec="seconds")
    out = io.BytesIO()
    document.save(out, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return out.getvalue()
