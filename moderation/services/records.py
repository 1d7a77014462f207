"""Items and the diary: to the registrar, of minor importance, belonging to a case (ATV-33, ATV-34, ATV-45)."""

from datetime import datetime

from django.db import transaction

from moderation.models import Item
from moderation.services.core import decide, locked, save
from moderation.services.removal import delivered
from socialgov import pdf
from socialgov.diary.services import send_to_registrar
from socialgov.organisation.actor import Actor


@transaction.atomic
def to_registrar(*, item: Item, subject: str, actor: Actor, now: datetime, case_number: str = ""):
    """*Skicka till registrator*: the item as PDF/A with metadata. The number comes back by the link in her mail."""
    row, actor = locked(item, actor, now=now)
    content = delivered(row)
    latest = content["versions"][-1] if content["versions"] else {"author": "", "handle": "", "text": "", "seen_at": ""}
    document = pdf.render(
        "moderation/pdf/item.html",
        {"item": row, "content": content, "latest": latest, "subject": subject, "case_number": case_number, "now": now},
        title=subject,
        subject=subject,
        now=now,
    )
    dispatch = send_to_registrar(
        about=row,
        kind=row.kind,
        subject=subject,
        pdf=document,
        sender=latest["author"] or latest["handle"],
        recipient=str(row.account or ""),
        received_at=row.received_at,
        secrecy=row.secrecy,
        actor=actor,
        now=now,
    )
    decide(row, "registrar", actor=actor, now=now, rule="ATV-33" if row.kind == "message" else "ATV-34")
    save(row, case_number=case_number or row.case_number, minor=False)
    return dispatch


@transaction.atomic
def minor(*, item: Item, actor: Actor, now: datetime) -> Item:
    """*Ringa betydelse*: judged minor, so it is not registered (ATV-33, FAR-14)."""
    row, actor = locked(item, actor, now=now)
    decide(row, "minor", actor=actor, now=now, rule="ATV-33")
    save(row, minor=True)
    return row
