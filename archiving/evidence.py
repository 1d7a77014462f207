"""Saving evidence (underlag) before something is hidden or removed (ATV-43, LJU-10, LJU-11): at once."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from archiving import blobs, seals
from archiving.canonical import canonical
from archiving.models import CardWork, Evidence, EvidenceReader, EvidenceText
from socialgov.journal.services import record as journal
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person
from socialgov.organisation.permissions import capacity
from socialgov.wiring.collectors import Collector
from socialgov.wiring.wakeup import wake_on_commit

page_about = Collector("page_about", "Where the thing that a saved copy is about has its page")
log = logging.getLogger(__name__)
NEVER_COPIED = frozenset({"child_abuse"})
IDS = ("external_id", "url", "platform", "published_at", "received_at", "first_known_at")
JSON = "application/json"


class NothingToSave(ValueError):
    """The platform delivered nothing and nothing was written."""

    def __init__(self):
        super().__init__(_("The copy could not be saved. You can hide it now. Describe briefly what it said."))


def take(
    *,
    about: models.Model,
    delivered: dict,
    actor: Actor,
    now: datetime,
    secrecy: bool = False,
    category: str = "",
    description: str = "",
    account: Account | None = None,
    readers: Iterable[Person] = (),
) -> Evidence:
    """Save what the platform delivered about `about` (text, author, external_id, url, times, raw) in one transaction.

    Where nothing was delivered, `description` says in the actor's words what it was. Suspected child abuse is never
    copied: only ids and times. The same content again gives the same evidence. If the file store is away the record
    stays in the database until it is back, so hiding never fails for want of a copy. Raises NothingToSave.

    Evidence marked for secrecy can be read by the actor, who has seen it, and by `readers`; by nobody else.
    """
    form, content = _content(delivered, category, description)
    whole = canonical(content)
    sha256 = hashlib.sha256(whole).hexdigest()
    with transaction.atomic():
        kept, fresh = Evidence.objects.get_or_create(
            about_type=about._meta.label_lower,
            about_id=about.pk,
            digest=sha256,
            defaults={
                "account": account or getattr(about, "account", None),
                "form": form,
                "category": category,
                "secrecy": secrecy,
                "taken_at": now,
                "taken_by_id": actor.person_id,
            },
        )
        if secrecy and not kept.secrecy:
            kept.secrecy = True
            kept.save(update_fields=["secrecy"])
        _permit(kept, [actor.person_id, *(reader.pk for reader in readers)], by=actor, now=now)
        if not fresh:
            return kept
        _keep(kept, whole, now=now)
        seals.file_record(
            about=kept,
            purpose="evidence",
            files=[sha256],
            metadata={"about": [kept.about_type, kept.about_id], "taken_at": now, "secrecy": secrecy, "form": form},
            now=now,
        )
        journal(actor=actor, now=now, verb="evidence.taken", about=about, data={"evidence": kept.pk, "form": form})
        if form != Evidence.Form.IDS_ONLY:
            CardWork.objects.create(evidence=kept, not_before=now)
            wake_on_commit("archiving.draw_cards")
    return kept


def _content(delivered: dict, category: str, description: str) -> tuple[str, dict]:
    if category in NEVER_COPIED:
        return Evidence.Form.IDS_ONLY, {name: delivered[name] for name in IDS if delivered.get(name)}
    if delivered:
        return Evidence.Form.DELIVERED, delivered | ({"description": description} if description else {})
    if not description.strip():
        raise NothingToSave
    return Evidence.Form.DESCRIBED, {"description": description.strip()}


def _keep(kept: Evidence, whole: bytes, *, now: datetime) -> None:
    try:
        with transaction.atomic():
            blob = blobs.store(whole, media_type=JSON, now=now)
    except (blobs.StorageUnavailable, blobs.FileDamaged) as error:
        log.warning("Evidence %s stays in the database for now: %r", kept.pk, error.__cause__ or error)
        EvidenceText.objects.create(evidence=kept, content=whole)
        return
    blobs.refer(blob, about=kept, purpose="record")
    kept.record = blob
    kept.save(update_fields=["record"])


def move_texts(*, now: datetime, at_most: int = 200) -> int:
    """Move records that had to stay in the database to the file store. How many were moved."""
    moved = 0
    for pk in list(EvidenceText.objects.order_by("pk").values_list("pk", flat=True)[:at_most]):
        with transaction.atomic():
            text = EvidenceText.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            if text is None:
                continue
            try:
                blob = blobs.store(bytes(text.content), media_type=JSON, now=now)
            except (blobs.StorageUnavailable, blobs.FileDamaged):
                return moved
            blobs.refer(blob, about=text.evidence, purpose="record")
            Evidence.objects.filter(pk=text.evidence_id).update(record=blob)
            text.delete()
            moved += 1
    return moved


def conceal(*, about: models.Model, readers: Iterable[Person], actor: Actor, now: datetime) -> int:
    """What a thing's mark for secrecy means for the copies that were saved before it. How many were marked.

    They can be read by whoever saved them, by the actor, and by `readers`; by nobody else.
    """
    people = [actor.person_id, *(reader.pk for reader in readers)]
    with transaction.atomic():
        open_copies = list(Evidence.objects.select_for_update().about(about).filter(secrecy=False))
        for kept in open_copies:
            kept.secrecy = True
            kept.save(update_fields=["secrecy"])
            _permit(kept, [kept.taken_by_id, *people], by=actor, now=now)
            journal(actor=actor, now=now, verb="evidence.concealed", about=kept)
    return len(open_copies)


def read(evidence: Evidence, *, actor: Actor, now: datetime) -> bytes:
    """The saved record. Raises NotPermitted; each reading of what is sensitive is journaled."""
    _note_reading(evidence, actor=actor, now=now)
    return content_of(evidence)


def read_card(evidence: Evidence, *, actor: Actor, now: datetime) -> bytes | None:
    """The drawn card, a PDF; None while it is not drawn, and for what is never copied. Otherwise as `read`."""
    _note_reading(evidence, actor=actor, now=now)
    return blobs.read(evidence.card) if evidence.card else None


def _note_reading(evidence: Evidence, *, actor: Actor, now: datetime) -> None:
    acting = capacity(lambda who: Evidence.objects.readable_by(who, now=now), evidence, actor)
    if is_sensitive(evidence):
        journal(actor=acting, now=now, verb="evidence.read", about=evidence)


def is_sensitive(evidence: Evidence) -> bool:
    """Marked for secrecy, or of what is never copied: shown only when somebody asks for it, and noted."""
    return evidence.secrecy or evidence.category in NEVER_COPIED


def content_of(evidence: Evidence) -> bytes:
    """The saved record, wherever it lies. Checks no permission."""
    if evidence.record is not None:
        return blobs.read(evidence.record)
    return bytes(evidence.text.content)


def permit(evidence: Evidence, person: Person, *, actor: Actor, now: datetime) -> None:
    """Let a person read evidence marked for secrecy: only someone who may read it can."""
    acting = capacity(lambda who: Evidence.objects.readable_by(who, now=now), evidence, actor)
    with transaction.atomic():
        _permit(evidence, [person.pk], by=acting, now=now)
        journal(actor=acting, now=now, verb="evidence.permitted", about=evidence, data={"person": person.pk})


def _permit(evidence: Evidence, people: Iterable[int | None], *, by: Actor, now: datetime) -> None:
    if evidence.secrecy:
        EvidenceReader.objects.bulk_create(
            [
                EvidenceReader(evidence=evidence, person_id=pk, permitted_by_id=by.person_id, permitted_at=now)
                for pk in dict.fromkeys(people)
                if pk is not None
            ],
            ignore_conflicts=True,
        )
