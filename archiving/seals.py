"""Sealing what is kept: each record in exactly one seal, each seal chained to the one before. Never undone."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from archiving import blobs
from archiving.canonical import digest
from archiving.events import CaptureSealed
from archiving.models import Blob, Capture, EvidenceText, FileSeal, SealedRecord, SealMember
from socialgov.wiring.events import emit

LOCK = 730_175  # advisory: one sealer at a time
AT_MOST = 5000
RECORDED = ("about_type", "about_id", "purpose", "files", "metadata_digest", "recorded_at")
SEALED_WITHIN = timedelta(hours=1)


def file_record(
    *, about: models.Model, purpose: str, files: Iterable[str], metadata: object, now: datetime
) -> SealedRecord:
    """Note, in the present transaction, that files with these digests were kept for `about`; a seal takes it up."""
    fields = {
        "about_type": about._meta.label_lower,
        "about_id": about.pk,
        "purpose": purpose,
        "files": list(files),
        "metadata_digest": digest(metadata),
        "recorded_at": now,
    }
    return SealedRecord.objects.create(**fields, digest=digest(fields))


def seal(*, now: datetime) -> FileSeal | None:
    """Put every record that is in no seal yet into a new one; None when there is none, or another is sealing."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return None
        records = list(SealedRecord.objects.filter(membership=None).order_by("pk")[:AT_MOST])
        if not records:
            return None
        last = FileSeal.objects.order_by("-number").first()
        fields = {"number": last.number + 1 if last else 1, "previous": last.digest if last else "", "sealed_at": now}
        made = FileSeal.objects.create(
            **fields, count=len(records), digest=_seal_digest(fields, [record.digest for record in records])
        )
        SealMember.objects.bulk_create(
            SealMember(seal=made, record=record, position=position) for position, record in enumerate(records)
        )
        for record in records:
            if record.about_type == Capture._meta.label_lower:
                emit(CaptureSealed(capture_id=record.about_id), now=now)
        return made


def _seal_digest(fields: dict, records: list[str]) -> str:
    return digest({**fields, "records": records})


def seal_of(about: models.Model) -> FileSeal | None:
    """The latest seal over what was kept for `about`; None while it waits for one."""
    return (
        FileSeal.objects.filter(members__record__about_type=about._meta.label_lower, members__record__about_id=about.pk)
        .order_by("-number")
        .first()
    )


def files_of(about: models.Model, *, purpose: str) -> list[list[str]]:
    """The digests that were noted for `about`, a list for each time."""
    noted = SealedRecord.objects.filter(about_type=about._meta.label_lower, about_id=about.pk, purpose=purpose)
    return list(noted.values_list("files", flat=True))


def holds(about: models.Model) -> bool | None:
    """Whether every seal over what was kept for `about` is as it was made; None while all of it waits for one."""
    made = FileSeal.objects.filter(
        members__record__about_type=about._meta.label_lower, members__record__about_id=about.pk
    ).distinct()
    found = [_holds(one) for one in made]
    return all(found) if found else None


def _holds(made: FileSeal) -> bool:
    before = FileSeal.objects.filter(number=made.number - 1).values_list("digest", flat=True).first() or ""
    report = Report(seals=made.number)
    _verify_seal(made, list(made.members.select_related("record").order_by("position")), before, report)
    return report.is_whole


@dataclass
class Report:
    """What a check found. `problems` are sentences, the first broken place first."""

    seals: int = 0
    records: int = 0
    files: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.problems


def verify(*, now: datetime, read_files: bool = True) -> Report:
    """Compute the whole chain again and read every sealed file. Alarms, too, on what has waited too long for a seal."""
    report = Report()
    previous = ""
    for made in FileSeal.objects.order_by("number").iterator():
        report.seals += 1
        members = list(made.members.select_related("record").order_by("position"))
        _verify_seal(made, members, previous, report)
        previous = made.digest
    for record in SealedRecord.objects.filter(membership=None, recorded_at__lt=now - SEALED_WITHIN).iterator():
        report.problems.append(
            _("Record %(id)s has waited for a seal since %(at)s.") % {"id": record.pk, "at": record.recorded_at}
        )
    if read_files:
        _verify_files(report)
    return report


def _verify_seal(made: FileSeal, members: list[SealMember], previous: str, report: Report) -> None:
    names = {"number": made.number}
    if made.number != report.seals:
        report.problems.append(_("Seal %(number)s does not follow on the one before.") % names)
    for member in members:
        report.records += 1
        record = member.record
        if digest({name: getattr(record, name) for name in RECORDED}) != record.digest:
            report.problems.append(
                _("Record %(id)s in seal %(number)s has been changed.") % {"id": record.pk, "number": made.number}
            )
    fields = {"number": made.number, "previous": previous, "sealed_at": made.sealed_at}
    expected = _seal_digest(fields, [member.record.digest for member in members])
    if len(members) != made.count or made.previous != previous or expected != made.digest:
        report.problems.append(_("Seal %(number)s is broken: it does not match what it holds.") % names)


def _verify_files(report: Report) -> None:
    wanted: dict[str, int] = {}
    for pk, files in SealedRecord.objects.values_list("pk", "files").iterator():
        for name in files:
            wanted.setdefault(name, pk)
    for sha256, record in wanted.items():
        blob = Blob.objects.filter(sha256=sha256).first()
        if blob is None:
            if not _is_in_the_database(sha256):
                report.problems.append(_missing(sha256, record))
            continue
        report.files += 1
        try:
            blobs.open(blob).close()
        except blobs.FileDamaged:
            report.problems.append(_missing(sha256, record))


def _missing(sha256: str, record: int) -> str:
    return _("File %(file)s of record %(id)s is missing or has been changed.") % {"file": sha256[:16], "id": record}


def _is_in_the_database(sha256: str) -> bool:
    """Whether a record taken while the file store was away still stands, whole, in its text row."""
    text = EvidenceText.objects.filter(evidence__digest=sha256).first()
    return text is not None and hashlib.sha256(text.content).hexdigest() == sha256
