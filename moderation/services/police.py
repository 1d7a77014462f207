"""*Gör underlag till polisanmälan*: save first, then one document with all that the police ask for (LJU-10)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from archiving import blobs, evidence, seals
from archiving.models import Evidence
from moderation.errors import ModerationError
from moderation.models import Item, PoliceBasis
from moderation.selectors.police import is_for_the_police
from moderation.services.core import decide, locked, person_of, save
from moderation.services.removal import delivered
from moderation.services.secrecy import readers
from socialgov import pdf
from socialgov.journal.services import record
from socialgov.look import municipality
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person
from socialgov.organisation.permissions import NotPermitted, capacity
from socialgov.organisation.selectors import managers_of
from socialgov.policy.categories import KNOWN
from socialgov.policy.citing import cite

PURPOSE = "police_basis"


@transaction.atomic
def make_basis(*, item: Item, actor: Actor, now: datetime) -> PoliceBasis:
    """One PDF/A: what was written, where, when and by whom, what was done, the saved copies' SHA-256, whom to call.

    A copy is saved first where there is none. Of suspected child abuse nothing is repeated: ids and times only.
    Pressed again while nothing has happened, it is the same document. Raises NotPermitted, ModerationError.
    """
    row, actor = locked(item, actor, now=now)
    if not Item.objects.content_readable_by(actor, now=now).filter(pk=row.pk).exists():
        raise NotPermitted
    decisions = list(row.decisions.select_related("by__unit", "on_behalf_of"))
    if not is_for_the_police(decisions, row.alarms.exists()):
        raise ModerationError(_("Remove it as a crime or raise the alarm first. Then there is something to report."))
    if made := PoliceBasis.objects.filter(item=row, of_version=row.version).first():
        return made
    category = next((d.category for d in reversed(decisions) if d.category), "")
    never_copied = category in evidence.NEVER_COPIED
    copies = list(Evidence.objects.about(row).select_related("card"))
    if not copies:
        copies = [_save_first(row, category, actor=actor, now=now)]
    content = _ids_of(row) if never_copied else delivered(row)
    person = Person.objects.select_related("unit").get(pk=person_of(actor))
    context = {
        "item": row,
        "content": content,
        "never_copied": never_copied,
        "known": KNOWN.get(category),
        "decisions": decisions,
        "alarms": list(row.alarms.select_related("raised_by")),
        "copies": [(copy, seals.seal_of(copy)) for copy in copies],
        "person": person,
        "managers": list(managers_of(row.account.unit, now=now)) if row.account and row.account.unit else [],
        "attacked": [look.attacked for look in row.second_looks.select_related("attacked__unit") if look.attacked],
        "municipality": municipality.name(),
        "unit": row.account.unit if row.account else "",
    }
    title = _("Basis of a police report")
    document = pdf.render("moderation/pdf/police.html", context, title=title, subject=title, now=now)
    try:
        blob = blobs.store(document, media_type="application/pdf", now=now)
    except (blobs.StorageUnavailable, blobs.FileDamaged) as problem:
        raise ModerationError(str(problem)) from problem
    where = cite("police")
    decide(row, "police_basis", actor=actor, now=now, category=category, rule=where.rule, lines=where.lines)
    save(row)
    basis = PoliceBasis.objects.create(
        item=row, made_at=now, made_by=person, on_behalf_of_id=actor.on_behalf_of_id, of_version=row.version, file=blob
    )
    blobs.refer(blob, about=basis, purpose=PURPOSE)
    seals.file_record(
        about=basis, purpose=PURPOSE, files=[blob.sha256], metadata={"item": row.pk, "made_at": now}, now=now
    )
    return basis


def _save_first(row: Item, category: str, *, actor: Actor, now: datetime) -> Evidence:
    return evidence.take(
        about=row, delivered=delivered(row), category=category, secrecy=row.secrecy, actor=actor, now=now,
        readers=readers(row, now=now) if row.secrecy else (), account=row.account,
    )  # fmt: skip


def _ids_of(row: Item) -> dict:
    """What may be told of what is never copied."""
    return {name: value for name, value in delivered(row).items() if name in evidence.IDS} | {"versions": []}


@transaction.atomic
def note_reported(
    *, basis: PoliceBasis, reported_at: datetime, number: str, actor: Actor, now: datetime
) -> PoliceBasis:
    """A person has reported it, by 114 14 or otherwise: when, and what the police call it. Twice is once.

    The number can be filled in afterwards.
    """
    row, actor = locked(basis.item, actor, now=now)
    fresh = PoliceBasis.objects.select_for_update(of=("self",)).get(pk=basis.pk)
    if reported_at > now:
        raise ModerationError(_("The time has not come yet. Write when it was reported."), field="reported_at")
    number = " ".join(number.split())[:60]
    if fresh.reported_at is None:
        fresh.reported_at, fresh.reported_by_id = reported_at, person_of(actor)
    if not row.decisions.filter(action="police").exists():
        where = cite("police")
        decide(row, "police", actor=actor, now=now, rule=where.rule, lines=where.lines)
    fresh.number = number or fresh.number
    fresh.save(update_fields=["reported_at", "reported_by", "number"])
    save(row)
    PoliceBasis.objects.filter(pk=basis.pk).update(of_version=row.version)
    return fresh


def open_basis(*, basis: PoliceBasis, actor: Actor, now: datetime) -> bytes:
    """The document as it was made. Reading what is marked for secrecy is journaled. Raises NotPermitted."""
    acting = capacity(lambda who: Item.objects.content_readable_by(who, now=now), basis.item, actor)
    if basis.item.secrecy:
        record(actor=acting, now=now, verb="police_basis.read", about=basis)
    return blobs.read(basis.file)
