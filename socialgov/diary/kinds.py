"""What kinds of documents go to the registrar: each room registers its own in `ready()`, so that they have names."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext_lazy

DOCUMENTS = ngettext_lazy("%(count)d document", "%(count)d documents", "count")


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """`counted` is an `ngettext_lazy` on `count`: "12 direktmeddelanden". `collective`: goes in the year's one case."""

    name: str
    counted: Any = DOCUMENTS
    rule: str = ""
    collective: bool = False


_kinds: dict[str, DocumentKind] = {}


def register(kind: DocumentKind) -> DocumentKind:
    if _kinds.setdefault(kind.name, kind) != kind:
        raise ValueError(f"Two different kinds of documents are called “{kind.name}”.")
    return kind


def get(name: str) -> DocumentKind:
    """The kind of that name; one that no room has registered is just a document."""
    return _kinds.get(name) or DocumentKind(name)


def counted(name: str, count: int) -> str:
    """`12 direktmeddelanden`"""
    return str(get(name).counted % {"count": count})
