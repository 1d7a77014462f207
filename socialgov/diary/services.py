"""Sending to the registrar (Skicka till registrator) and receiving the number. Callers have asked permission."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from socialgov.diary import cases, kinds, mailboxes, numbers, selectors
from socialgov.diary.clock import number_due
from socialgov.diary.events import DiaryNumberReceived
from socialgov.diary.models import Copy, Dispatch, Document, Registration
from socialgov.journal.services import record
from socialgov.notices import links
from socialgov.notices.kinds import Attachment
from socialgov.notices.models import Link
from socialgov.notices.services import announce_to_address
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Unit
from socialgov.organisation.permissions import capacity
from socialgov.policy.citing import rule_of
from socialgov.wiring.events import emit

PURPOSE = "diary.number"
NOTICE = "diary.to_registrar"
LINK_LIVES = timedelta(days=120)
LARGEST_MAIL = 15 * 1024 * 1024  # grows by a third on the way, and many servers stop at 20-25 MB


class NotAPdf(ValueError):
    """What is sent to the registrar is a PDF."""

    def __init__(self):
        super().__init__(_("The file is not a PDF. Make it again and try once more."))


@transaction.atomic
def send_to_registrar(
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
) -> Dispatch:
    """Send one thing to the registrar of `unit` (the municipality's when None): one PDF/A, one mail, one number.

    While the number has not come, sending the same thing of the same kind again gives the dispatch that is under way.
    The mail leaves when the transaction has succeeded. A secret file stays here and is fetched signed in, unless the
    mailbox may take secrets. Raises NoMailbox, NotAPdf.
    """
    document = document_for(
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
    if document.dispatch is not None:
        return document.dispatch
    return dispatch([document], document.copy, actor=actor, now=now)


@transaction.atomic
def receive_number(
    *, dispatch: Dispatch, number: str, actor: Actor, now: datetime, link: Link | None = None
) -> Registration:
    """Note the number the registrar gave, through her mail's link or signed in. Raises NotANumber, NotPermitted.

    The same number again changes nothing; another one corrects it.
    """
    number = numbers.clean(number)
    actor = capacity(lambda who: Dispatch.objects.registrable_by(who, now), dispatch, actor)
    _lock(dispatch)
    latest = dispatch.registrations.first()
    if latest and latest.number == number:
        return latest
    return _register(dispatch, number, now=now, link=link, actor=actor)


@transaction.atomic
def open_file(*, dispatch: Dispatch, actor: Actor, now: datetime) -> Copy:
    """The file as it was sent. Opening a secret one is journaled. Raises NotPermitted."""
    actor = capacity(lambda who: Dispatch.objects.openable_by(who, now), dispatch, actor)
    if dispatch.secrecy:
        record(actor=actor, now=now, verb="diary.secret_opened", about=dispatch)
    return dispatch.copy


def number_link(dispatch: Dispatch, *, now: datetime) -> str:
    """A new link through which the registrar returns the number."""
    return links.issue(
        purpose=PURPOSE, about=dispatch, address=dispatch.mailbox.address, now=now, expires_at=now + LINK_LIVES
    )


def document_for(
    *,
    about: Model,
    kind: str,
    subject: str,
    pdf: bytes,
    sender: str,
    recipient: str,
    received_at: datetime,
    secrecy: bool,
    attachments: Sequence[Attachment],
    actor: Actor,
    now: datetime,
    unit: Unit | None,
) -> Document:
    """The document of that thing that waits or is under way, else a new one; locked. Raises NoMailbox, NotAPdf."""
    if not pdf.startswith(b"%PDF-"):
        raise NotAPdf
    mailboxes.mailbox_for(unit)
    document, _is_new = Document.objects.select_for_update(of=("self",)).get_or_create(
        about_type=about._meta.label_lower,
        about_id=about.pk,
        kind=kind,
        is_open=True,
        defaults={
            "unit": unit,
            "subject": _short(subject),
            "sender": _short(sender),
            "recipient": _short(recipient),
            "received_at": received_at,
            "secrecy": secrecy,
            "copy": store(pdf, "application/pdf", now=now),
            "attachments": _kept(attachments, now),
            "collected_at": now,
            "by_id": actor.person_id,
        },
    )
    return document


def dispatch(documents: list[Document], copy: Copy, *, actor: Actor, now: datetime) -> Dispatch:
    """One mail, with one file and one number, for documents of one kind and one registrar, locked by the caller."""
    first = documents[0]
    mailbox = mailboxes.mailbox_for(first.unit)
    secrecy = any(document.secrecy for document in documents)
    size = copy.size + sum(file["size"] for document in documents for file in document.attachments)
    sent = Dispatch.objects.create(
        kind=first.kind,
        mailbox=mailbox,
        copy=copy,
        secrecy=secrecy,
        case_number=cases.case_for(first.unit, now=now) if kinds.get(first.kind).collective else "",
        withheld=(secrecy and not mailbox.takes_secrets) or size > LARGEST_MAIL,
        sent_at=now,
        due_at=number_due(now),
        by_id=actor.person_id,
        on_behalf_of_id=actor.on_behalf_of_id,
    )
    Document.objects.filter(pk__in=[document.pk for document in documents]).update(dispatch=sent)
    rule = str(kinds.get(first.kind).rule) or rule_of("diary")
    for document in documents:
        where = (document.about_type, document.about_id)
        record(actor=actor, now=now, verb="diary.sent", about=where, rule=rule, data={"dispatch": sent.pk})
    if mailbox.own_series:
        _register(sent, mailboxes.next_number(mailbox, now=now), now=now, actor=actor)
    else:
        announce_to_address(
            kind=NOTICE,
            key=f"dispatch:{sent.pk}",
            address=mailbox.address,
            about=sent,
            context={"title": selectors.title_for_registrar(sent)},
            url=lambda: number_link(sent, now=now),
            now=now,
        )
    return sent


def _register(
    dispatch: Dispatch, number: str, *, actor: Actor, now: datetime, link: Link | None = None
) -> Registration:
    registration = Registration.objects.create(
        dispatch=dispatch,
        number=number,
        registered_at=now,
        link_id=link.pk if link else None,
        by_id=actor.person_id,
    )
    for document in dispatch.documents.all():
        event = DiaryNumberReceived(
            dispatch_id=dispatch.pk,
            about_type=document.about_type,
            about_id=document.about_id,
            number=number,
            registered_at=now.isoformat(),
        )
        emit(event, now=now)
    dispatch.documents.update(is_open=False)
    data = {"diary_number": number, "link": link.pk if link else None}
    record(actor=actor, now=now, verb="diary.number_received", about=dispatch, data=data)
    return registration


def _lock(dispatch: Dispatch) -> None:
    """One number at a time. The dispatch itself is never updated and grants no row lock; its documents do."""
    list(Document.objects.select_for_update().filter(dispatch=dispatch).order_by("pk"))


def store(content: bytes, media_type: str, *, now: datetime) -> Copy:
    """Store the bytes once."""
    digest = hashlib.sha256(content).hexdigest()
    known = Copy.objects.filter(sha256=digest).defer("content").first()
    if known:
        return known
    row = {"content": content, "size": len(content), "media_type": media_type, "stored_at": now}
    return Copy.objects.get_or_create(sha256=digest, defaults=row)[0]


def _kept(attachments: Iterable[Attachment], now: datetime) -> list[dict]:
    rows = []
    for file in attachments:
        copy = store(file.content, file.media_type, now=now)
        rows.append({"name": file.name, "size": copy.size, "copy": copy.pk, "media_type": file.media_type})
    return rows


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 300 else f"{text[:299]}…"
