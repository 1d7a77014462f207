"""Kept files: one row for each different content, with counted references to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

HEX_DIGEST = 64


class Blob(models.Model):
    """One file in the storage, known by its SHA-256. Equal contents are kept once."""

    sha256 = models.CharField(_("SHA-256"), max_length=HEX_DIGEST, unique=True)
    size = models.PositiveBigIntegerField(_("Size"))
    media_type = models.CharField(_("Kind of file"), max_length=100)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="archiving_blob_sha256"),
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def name(self) -> str:
        """Where it lies in the storage: two folders by the first bytes of the digest."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


class BlobReference(models.Model):
    """Something that needs a file: while one stands, the file may not be disposed of."""

    blob = models.ForeignKey(Blob, models.PROTECT, related_name="references")
    about_type = models.CharField(max_length=80)
    about_id = models.PositiveBigIntegerField()
    purpose = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["blob", "about_type", "about_id", "purpose"], name="archiving_reference_once"
            ),
        ]
        indexes = [models.Index(fields=["about_type", "about_id"], name="archiving_reference_about")]
