"""Seals of files: what was kept, in batches whose digests chain. Only ids and digests, so that it may last for ever."""

from django.db import models

from archiving.models.blobs import HEX_DIGEST
from socialgov.journal.append_only import AppendOnly


class SealedRecord(AppendOnly):
    """That these files, with this metadata, were kept for this thing.

    `digest` is the SHA-256 of the other fields in canonical JSON; `files` the digests of the files, in order.
    """

    about_type = models.CharField(max_length=80)
    about_id = models.PositiveBigIntegerField()
    purpose = models.CharField(max_length=40)
    files = models.JSONField()
    metadata_digest = models.CharField(max_length=HEX_DIGEST)
    recorded_at = models.DateTimeField()
    digest = models.CharField(max_length=HEX_DIGEST)

    class Meta(AppendOnly.Meta):
        ordering = ["pk"]
        indexes = [models.Index(fields=["about_type", "about_id"], name="archiving_sealed_about")]


class FileSeal(AppendOnly):
    """One batch. `digest` covers the records' digests in order and the digest of the seal before."""

    number = models.PositiveIntegerField(unique=True)
    previous = models.CharField(max_length=HEX_DIGEST, blank=True)
    sealed_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=HEX_DIGEST, unique=True)

    class Meta(AppendOnly.Meta):
        ordering = ["number"]


class SealMember(AppendOnly):
    """Which records a seal holds: a table and not a range of ids, because a late commit has a low id."""

    seal = models.ForeignKey(FileSeal, models.PROTECT, related_name="members")
    record = models.OneToOneField(SealedRecord, models.PROTECT, related_name="membership")
    position = models.PositiveIntegerField()

    class Meta(AppendOnly.Meta):
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["seal", "position"], name="archiving_seal_position")]
