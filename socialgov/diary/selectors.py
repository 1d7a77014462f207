"""Questions about what is with the registrar."""

from datetime import datetime

from django.conf import settings
from django.db.models import Count, Model, Prefetch, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from socialgov.diary import kinds
from socialgov.diary.models import Copy, Dispatch, Document, Registration
from socialgov.notices.kinds import Attachment
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person


def dispatches(actor: Actor, *, now: datetime, waiting: bool | None = None) -> QuerySet[Dispatch]:
    """What was sent, newest first; only what waits for its number, or has it, when asked so."""
    found = Dispatch.objects.visible_to(actor, now)
    if waiting is not None:
        found = found.without_number().order_by("sent_at", "pk") if waiting else found.with_number()
    return found.select_related("mailbox__unit").prefetch_related(
        Prefetch("documents", Document.objects.order_by("received_at", "pk")),
        Prefetch("registrations", Registration.objects.order_by("-registered_at", "-pk")),
    )


def number_of(dispatch: Dispatch) -> str:
    """The number, as last corrected. Empty while the registrar has it."""
    rows = list(dispatch.registrations.all())
    return rows[0].number if rows else ""


def numbers_of(about: Model) -> list[str]:
    """Every number a thing has been given, newest first."""
    found = Dispatch.objects.filter(documents__about_type=about._meta.label_lower, documents__about_id=about.pk)
    return [n for n in (number_of(d) for d in found.prefetch_related("registrations").distinct()) if n]


def under_way(about: Model, *, kind: str) -> Dispatch | None:
    """The dispatch of that thing whose number has not come."""
    found = Document.objects.filter(about_type=about._meta.label_lower, about_id=about.pk, kind=kind, is_open=True)
    document = found.select_related("dispatch").first()
    return document.dispatch if document else None


def title_of(dispatch: Dispatch, *, with_secrets: bool = False) -> str:
    """What was sent in a few words. The subject of a secret one is not told (OSL 5:2) unless asked for."""
    documents = list(dispatch.documents.all())
    if dispatch.secrecy and not with_secrets:
        return _("something marked secret")
    if len(documents) == 1:
        return documents[0].subject
    return kinds.counted(dispatch.kind, len(documents))


def title_for_registrar(dispatch: Dispatch) -> str:
    """The title in the municipality's own language, whatever the sender reads in."""
    with translation.override(settings.LANGUAGE_CODE):
        return title_of(dispatch)


def file_name(dispatch: Dispatch) -> str:
    """Name of the PDF in the mail."""
    return f"till-registrator-{dispatch.sent_at:%Y-%m-%d}-{dispatch.pk}.pdf"


def attachments_of(dispatch: Dispatch | None) -> list[Attachment]:
    """What goes with the mail: nothing when the file is fetched signed in."""
    if dispatch is None or dispatch.withheld:
        return []
    files = [Attachment(file_name(dispatch), bytes(dispatch.copy.content), dispatch.copy.media_type)]
    for document in dispatch.documents.all():
        for row in document.attachments:
            content = bytes(Copy.objects.get(pk=row["copy"]).content)
            files.append(Attachment(row["name"], content, row["media_type"]))
    return files


def collected(actor: Actor, *, now: datetime) -> list[dict]:
    """What waits to be sent together: kind, unit, secrecy and how many."""
    rows = Document.objects.sendable_by(actor, now).values("kind", "unit_id", "secrecy").order_by("kind", "unit_id")
    return [row | {"counted": kinds.counted(row["kind"], row["count"])} for row in rows.annotate(count=Count("pk"))]


def sent_by(dispatch: Dispatch) -> Person | None:
    """Who sent it, for those who may ask them."""
    return Person.objects.filter(pk=dispatch.by_id).first() if dispatch.by_id else None
