"""Evidence (underlag): what the platform delivered about something, saved before anything is done to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from archiving.models.blobs import HEX_DIGEST, Blob
from archiving.permissions import EvidenceQuerySet
from socialgov.organisation.models import Person
from socialgov.wiring.leases import LeasedWork


class Evidence(models.Model):
    """One saved copy. `digest` is the SHA-256 of its canonical JSON, which is in `record` or a text row."""

    class Form(models.TextChoices):
        DELIVERED = "delivered", _("What the platform delivered")
        DESCRIBED = "described", _("Described in words")
        IDS_ONLY = "ids_only", _("Only ids and time")

    about_type = models.CharField(max_length=80)
    about_id = models.PositiveBigIntegerField()
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="evidence")
    form = models.CharField(max_length=12, choices=Form)
    category = models.SlugField(max_length=40, blank=True)
    secrecy = models.BooleanField(_("Marked for secrecy"), default=False)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=HEX_DIGEST)
    record = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    card = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["taken_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["about_type", "about_id", "digest"], name="archiving_evidence_once"),
            models.CheckConstraint(
                condition=~Q(form="ids_only") | Q(card=None), name="archiving_evidence_ids_only_without_card"
            ),
        ]


class EvidenceText(models.Model):
    """The record itself while the file store is away. Moved there, and this row erased, when it is back."""

    evidence = models.OneToOneField(Evidence, models.CASCADE, related_name="text")
    content = models.BinaryField()


class EvidenceReader(models.Model):
    """A person who may read evidence that is marked for secrecy."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="readers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    permitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    permitted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evidence", "person"], name="archiving_reader_once")]


class CardWork(LeasedWork):
    """The card that is to be drawn of one saved copy; the removal never waits for it."""

    evidence = models.OneToOneField(Evidence, models.CASCADE, related_name="card_work")

    class Meta(LeasedWork.Meta):
        indexes = [models.Index(fields=["not_before"], condition=~Q(state="done"), name="archiving_card_open")]
