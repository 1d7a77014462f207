"""Several documents as one PDF/A: first a list of them, then each from its own page on."""

import logging
from contextlib import ExitStack
from datetime import datetime
from io import BytesIO

import pikepdf
from django.utils.translation import gettext_lazy as _

from socialgov import pdf
from socialgov.diary.models import Document
from socialgov.look import municipality

log = logging.getLogger(__name__)


class NotPdfA(ValueError):
    """One of the documents makes the whole unfit for the archive. `problems` says how."""

    def __init__(self, problems: list[str]):
        super().__init__(_("The documents could not be put together as one file. Send them one by one."))
        self.problems = problems


def combined(documents: list[Document], *, title: str, now: datetime) -> bytes:
    """One PDF/A-2u of all of them, in the order given. Raises NotPdfA."""
    with ExitStack() as stack:
        files = [stack.enter_context(_opened(bytes(document.copy.content))) for document in documents]
        pages = [len(file.pages) for file in files]
        listed = _list(documents, pages, title=title, now=now, own_pages=1)
        with pikepdf.open(BytesIO(listed)) as whole:
            own_pages = len(whole.pages)
        if own_pages > 1:
            listed = _list(documents, pages, title=title, now=now, own_pages=own_pages)
        whole = stack.enter_context(pikepdf.open(BytesIO(listed)))
        for file in files:
            whole.pages.extend(file.pages)
        for page in whole.pages[own_pages:]:
            _let_go_of_structure(page)
        out = BytesIO()
        whole.save(out)
    if problems := pdf.problems(out.getvalue()):
        log.error("The combined file is no PDF/A: %s", "; ".join(problems))
        raise NotPdfA(problems)
    return out.getvalue()


def _opened(content: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(BytesIO(content))
    except pikepdf.PdfError as error:
        raise NotPdfA([str(error)]) from error


def _list(documents: list[Document], pages: list[int], *, title: str, now: datetime, own_pages: int) -> bytes:
    rows, at = [], own_pages + 1
    for document, count in zip(documents, pages, strict=True):
        rows.append({"document": document, "page": at})
        at += count
    context = {"rows": rows, "municipality": municipality.name()}
    return pdf.render("diary/pdf/list.html", context, title=title, author=municipality.name(), now=now)


def _let_go_of_structure(page: pikepdf.Page) -> None:
    """A page's place in the tag tree of the file it came from means nothing in this one."""
    if "/StructParents" in page.obj:
        del page.obj["/StructParents"]
    for note in page.obj.get("/Annots", []):
        if "/StructParent" in note:
            del note["/StructParent"]
