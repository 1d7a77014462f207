"""Items and the diary: to the registrar, of minor importance, belonging to a case (ATV-33, ATV-34, ATV-45)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from moderation.errors import ModerationError
from moderation.models import Item
from moderation.services.core import decide, locked, save
from moderation.services.removal import delivered
from socialgov import pdf
from socialgov.diary.events import DiaryNumberReceived
from socialgov.diary.models import Dispatch
from socialgov.diary.selectors import under_way
from socialgov.diary.services import send_to_registrar
from socialgov.organisation.actor import Actor
from socialgov.policy import selectors as policy
from socialgov.policy.citing import Citation, cite
from socialgov.policy.schema.records import Trigger

KINDS = {"comment": "moderation.comment", "message": "moderation.message", "report": "moderation.report"}
ABOUT = "moderation.item"


IN_A_CASE = (Trigger.ONGOING_CASE, Trigger.CASE_BASIS, Trigger.STARTS_CASE, Trigger.COMPLAINT_OR_VIEW)
IN_NO_CASE_YET = (Trigger.CASE_BASIS, Trigger.STARTS_CASE, Trigger.COMPLAINT_OR_VIEW, Trigger.ONGOING_CASE)


def stands_on(item: Item, *, case_number: str = "") -> Citation:
    """Why the item goes to the registrar: the first of the guidelines' triggers that fits it.

    Secrecy; a direct message; else what belongs to a case, starts one, or is a complaint or a view (LJU-09).
    """
    wanted: tuple[Trigger, ...] = IN_A_CASE if case_number or item.case_number else IN_NO_CASE_YET
    if item.secrecy or item.kind == Item.Kind.MESSAGE:
        wanted = (Trigger.SECRECY if item.secrecy else Trigger.DIRECT_MESSAGE,)
    triggers = {trigger.trigger: trigger for trigger in policy.guidelines().diary.triggers}
    found = next((triggers[one] for one in wanted if one in triggers), None)
    return Citation(next(iter(found.rule), ""), found.lines) if found else Citation()


@transaction.atomic
def to_registrar(*, item: Item, subject: str, actor: Actor, now: datetime, case_number: str = "") -> Dispatch:
    """*Skicka till registrator*: the item as PDF/A with metadata. The number comes back by the link in her mail.

    While it is with her, sending it again gives the same dispatch. Raises NoMailbox, NotPermitted.
    """
    subject = " ".join(subject.split())
    if not subject:
        raise ModerationError(_("Write what it is about, in a few words."), field="subject")
    row, actor = locked(item, actor, now=now)
    if with_her := under_way(row, kind=KINDS[row.kind]):
        if belongs_to := case_number.strip()[:60]:
            save(row, case_number=belongs_to)
        return with_her
    content = delivered(row)
    document = pdf.render(
        "moderation/pdf/item.html",
        {"item": row, "content": content, "case_number": case_number, "unit": row.account.unit if row.account else ""},
        title=subject,
        subject=subject,
        now=now,
    )
    dispatch = send_to_registrar(
        about=row,
        kind=KINDS[row.kind],
        subject=subject,
        pdf=document,
        sender=content["author"] or content["handle"] or _("Unknown"),
        recipient=str(row.account or ""),
        received_at=row.received_at,
        secrecy=row.secrecy,
        unit=row.account.unit if row.account else None,
        actor=actor,
        now=now,
    )
    where = stands_on(row, case_number=case_number.strip())
    decide(row, "registrar", actor=actor, now=now, rule=where.rule, lines=where.lines)
    save(row, case_number=case_number.strip()[:60] or row.case_number, minor=False)
    return dispatch


@transaction.atomic
def minor(*, item: Item, actor: Actor, now: datetime) -> Item:
    """*Ringa betydelse*: judged minor, so it is not registered (ATV-33, FAR-14)."""
    row, actor = locked(item, actor, now=now)
    if row.minor:
        return row
    where = stands_on(row)
    decide(row, "minor", actor=actor, now=now, rule=where.rule, lines=where.lines)
    return save(row, minor=True)


@transaction.atomic
def reported_to_police(*, item: Item, actor: Actor, now: datetime) -> Item:
    """*Polisanmäld*: a person has reported it; the saved copy is the evidence (LJU-10). Twice is once."""
    row, actor = locked(item, actor, now=now)
    if row.decisions.filter(action="police").exists():
        return row
    where = cite("police")
    decide(row, "police", actor=actor, now=now, rule=where.rule, lines=where.lines)
    return save(row)


@transaction.atomic
def belongs_to_case(*, item: Item, case_number: str, actor: Actor, now: datetime) -> Item:
    """*Hör till ett ärende*: note the number of the case it belongs to, if it is known."""
    row, actor = locked(item, actor, now=now)
    return save(row, case_number=" ".join(case_number.split())[:60])


def note_diary_number(event: DiaryNumberReceived, *, now: datetime) -> None:
    """The registrar gave the item its number: *Diarieförd KS 2026-00231*. Again, with another, when she corrects it."""
    if event.about_type != ABOUT:
        return
    row = Item.objects.select_for_update(of=("self",)).filter(pk=event.about_id).first()
    if row:
        save(row, diary_number=event.number[:60], registered_at=datetime.fromisoformat(event.registered_at))
