"""Our own documents as pictures, a sheet at a time: what a browser can show beside its words."""

import io
import threading

_ONE_AT_A_TIME = threading.Lock()  # PDFium may not be used by two threads at once
WIDTH = 1000  # pixels


class NoSuchSheet(Exception):
    """The document has no sheet of that number."""


def sheets(pdf: bytes) -> int:
    """How many sheets the document has."""
    import pypdfium2  # most processes never draw

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def png(pdf: bytes, *, sheet: int = 1, width: int = WIDTH) -> bytes:
    """One sheet as a picture, `width` pixels wide. The first has number 1. Raises NoSuchSheet."""
    import pypdfium2

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        if not 1 <= sheet <= len(document):
            raise NoSuchSheet(sheet)
        page = document[sheet - 1]
        picture = page.render(scale=width / page.get_width()).to_pil()
    out = io.BytesIO()
    picture.convert("L" if picture.mode == "L" else "RGB").save(out, "PNG", optimize=True)
    return out.getvalue()
