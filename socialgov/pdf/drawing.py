"""HTML drawn as PDF by WeasyPrint, with nothing fetched but our own static files."""

import io
import logging
import mimetypes
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pydyf
import weasyprint
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from fontTools.ttLib import woff2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from socialgov.pdf import PdfProblem

log = logging.getLogger(__name__)
HERE = "static.invalid"  # a host that can not exist: every relative address in a template leads to our static files
BASE_URL = f"https://{HERE}/"


def draw(html: str, *, variant: str) -> bytes:
    """The page as a tagged PDF. Raises PdfProblem when it needs a file that is not there."""
    try:
        return weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=OwnFiles()).write_pdf(
            font_config=FontConfiguration(),
            pdf_variant=variant,
            pdf_tags=True,
            finisher=_finish,
        )
    except FatalURLFetchingError as error:
        raise PdfProblem(str(error)) from error


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
            if path.endswith(".woff2"):
                return URLFetcherResponse(url, body=_unpacked(path), headers={"Content-Type": "font/ttf"})
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, body=Path(path).read_bytes(), headers={"Content-Type": kind})
        log.warning("A document asked for %s, which is not ours, and did not get it.", url[:200])
        raise ValueError("Documents fetch nothing from elsewhere.")


@cache
def _unpacked(path: str) -> bytes:
    """A WOFF2 font in its plain form: unpacking it takes longer than all the rest of a page."""
    plain = io.BytesIO()
    woff2.decompress(path, plain)
    return plain.getvalue()


def _finish(_document, pdf: pydyf.PDF) -> None:
    """What PDF/A asks for and WeasyPrint leaves open: metadata in plain text, and images that are not smoothed."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            if item.extra.get("Type") == "/Metadata":
                item.compress = False
            if item.extra.get("Subtype") == "/Image":
                item.extra["Interpolate"] = "false"
