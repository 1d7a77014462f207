"""The sample site as one WSGI application: every channel under its host's name, or under that very host.

http://127.0.0.1:8001/skolbloggen.ljungsele.example/ and the same with the header Host: skolbloggen.ljungsele.example
give the same page, so that a browser without name look-ups and a capture through a proxy both find it.
"""

import mimetypes
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from . import blog, content, pages_social, wordpress
from .store import Store
from .web import LARGEST_FORM, SECURITY, Answer, Request, page

_STATIC = Path(__file__).parent / "static"
_INVENTED = re.compile(r"(?:[a-z0-9-]+\.)+(?:example|exempel)")
_WALLS = ("instagram.com", "x.com", "linkedin.com", "youtube.com", "tiktok.com")
CHANNELS = (
    (content.SCHOOL, "/", "Skolbloggen", "Blogg · Tallbackaskolan"),
    (content.CHIEF, "/", "Kommunchefens blogg", "Blogg · Kommunledningsförvaltningen"),
    (content.LIBRARY, "/@biblioteket", "Ljungsele bibliotek", "Mastodon · Ljungsele bibliotek"),
    (content.CARE, content.CARE_PATH, "Björkdungens äldreboende", "Facebook · Björkdungen"),
    ("instagram.com", "/ljungselekommun.exempel", "Ljungsele kommun", "Instagram · kräver inloggning"),
)


@dataclass(frozen=True, slots=True)
class Site:
    """`clock` tells the time: for what visitors write, not for what was there from the beginning."""

    store: Store
    password: str
    clock: Callable[[], datetime]

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = self.answer(environ)
        body = b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body
        headers = [("Content-Type", answer.kind), *SECURITY, *answer.headers]
        if not answer.status.startswith("304"):
            headers.append(("Content-Length", str(len(answer.body))))
        start_response(answer.status, headers)
        return [body]

    def answer(self, environ: dict[str, Any]) -> Answer:
        path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        if path.startswith("/_static/"):
            return _static(path.removeprefix("/_static/"))
        host = environ.get("HTTP_HOST", "").partition(":")[0].lower()
        if _INVENTED.fullmatch(host):
            site, base, rest = host, "", path
        else:
            site, _slash, rest = path.lstrip("/").partition("/")
            site, base, rest = site.lower(), f"/{site}", f"/{rest}"
        try:
            length = int(environ.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length > LARGEST_FORM:
            return Answer("För mycket på en gång.".encode(), "413 Content Too Large", "text/plain; charset=utf-8")
        request = Request(
            method="GET" if environ["REQUEST_METHOD"] == "HEAD" else environ["REQUEST_METHOD"],
            site=site.removeprefix("www."),
            path=rest,
            base=base,
            query=parse_qs(environ.get("QUERY_STRING", ""), max_num_fields=50),
            headers={name[5:].replace("_", "-").lower(): v for name, v in environ.items() if name.startswith("HTTP_")},
            body=environ["wsgi.input"].read(length) if length else b"",
            now=self.clock(),
        )
        return self._of_channel(request) or page("missing.html", request, "404 Not Found")

    def _of_channel(self, request: Request) -> Answer | None:
        if not request.site and request.method == "GET":
            return page("index.html", request, channels=CHANNELS)
        if request.site == content.SCHOOL:
            return wordpress.answer(request, self.store, password=self.password) or blog.answer(request, self.store)
        if request.site == content.CHIEF:
            return blog.answer(request, self.store)
        if request.site == content.LIBRARY:
            return pages_social.library(request, self.store, password=self.password)
        if request.site == content.CARE:
            return pages_social.care_home(request, self.store)
        if request.site in _WALLS and request.method == "GET":
            return pages_social.wall(request)
        return None


def _static(name: str) -> Answer:
    file = _STATIC / name
    if not re.fullmatch(r"[a-z0-9-]+\.(?:css|svg)", name) or not file.is_file():
        return Answer(b"", "404 Not Found", "text/plain")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Answer(file.read_bytes(), kind=f"{kind}; charset=utf-8", headers=(("Cache-Control", "max-age=3600"),))
