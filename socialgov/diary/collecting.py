"""*Samla dagens*: several things of one kind go to the registrar as one file, in one mail, under one number."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from socialgov.diary import kinds, mailboxes, services
from socialgov.diary.combining import combined
from socialgov.diary.models import Dispatch, Document
from socialgov.notices.kinds import Attachment
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Unit


class NothingCollected(Exception):
    """There is nothing to send, or a colleague has just sent it."""

    def __init__(self):
        super().__init__(_("Nothing waits to be sent. A colleague may just have sent it."))


@transaction.atomic
def collect(
    *,
    about: Model,
    kind: str,
    subject: str,
    pdf: bytes,
    sender: str,
    recipient: str,
    received_at: datetime,
    secrecy: bool,
    attachments: Sequence[Attachment] = (),
    actor: Actor,
    now: datetime,
    unit: Unit | None = None,
) -> Document:
    """Put one thing aside to be sent with others of its kind. Again with the same thing changes nothing.

    Raises NoMailbox, NotAPdf.
    """
    return services.document_for(
        about=about,
        kind=kind,
        subject=subject,
        pdf=pdf,
        sender=sender,
        recipient=recipient,
        received_at=received_at,
        secrecy=secrecy,
        attachments=attachments,
        actor=actor,
        now=now,
        unit=unit,
    )


@transaction.atomic
def send_collected(
    *, kind: str, actor: Actor, now: datetime, unit: Unit | None = None, secrecy: bool = False
) -> Dispatch:
    """Everything of a kind that waits for that unit's registrar, with one number.

    Only what the actor may send. Secret documents never share a mail with open ones.

    Raises NothingCollected, NoMailbox, NotPdfA.
    """
    mailbox = mailboxes.mailbox_for(unit)
    waiting = Document.objects.sendable_by(actor, now).filter(kind=kind, secrecy=secrecy)
    locked = waiting.select_for_update(of=("self",)).select_related("unit", "copy").order_by("received_at", "pk")
    documents = [document for document in locked if mailboxes.mailbox_for(document.unit) == mailbox]
    if not documents:
        raise NothingCollected
    if len(documents) == 1:
        return services.dispatch(documents, documents[0].copy, actor=actor, now=now)
    together = combined(documents, title=kinds.counted(kind, len(documents)), now=now)
    return services.dispatch(documents, services.store(together, "application/pdf", now=now), actor=actor, now=now)
