"""What is sent to the registrar, and the diary number that comes back. The diary itself is the registrar's."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from socialgov.diary.querysets import DispatchQuerySet, DocumentQuerySet
from socialgov.journal.append_only import AppendOnly
from socialgov.organisation.models import Unit

LONGEST_NUMBER = 60


class Mailbox(models.Model):
    """Where a unit's registrar, and that of the units below it without one of their own, receives things.

    `takes_secrets`: only where the mailbox and the way to it are safe enough by the municipality's own decision;
    otherwise a secret document is fetched here, signed in. `own_series` is for a municipality without a diary system:
    numbers are then given here, and no mail is sent.
    """

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="diary_mailbox", verbose_name=_("Unit"))
    address = models.EmailField(_("Function mailbox"), blank=True)
    takes_secrets = models.BooleanField(_("Secret documents may be sent by mail"), default=False)
    own_series = models.BooleanField(_("Own number series"), default=False)
    prefix = models.CharField(
        _("Letters before the number"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^[A-ZÅÄÖ]{1,10}$", _("Write one to ten capital letters, for example KS."))],
    )
    is_sample = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(own_series=True) & ~Q(prefix="") | Q(own_series=False) & ~Q(address=""),
                name="diary_mailbox_or_own_series",
            ),
        ]

    def __str__(self) -> str:
        return self.address or self.prefix


class Series(models.Model):
    """The last number given in a year of an own series. Its row is locked meanwhile: no gaps, no twins."""

    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="series")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "year"], name="diary_series_once_a_year")]


class CollectedCase(models.Model):
    """The year's collective case (samlingsärende) of a registrar: where half-yearly captures and the like go.

    Holds for the unit and those below it without one of their own, as the mailbox does. The registrar opens it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="collected_cases", verbose_name=_("Unit"))
    year = models.PositiveSmallIntegerField(_("Year"))
    number = models.CharField(_("Diary number"), max_length=LONGEST_NUMBER)
    is_sample = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("Collective case")
        verbose_name_plural = _("Collective cases")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="diary_collected_once_a_year"),
            models.CheckConstraint(condition=~Q(number=""), name="diary_collected_has_number"),
        ]

    def __str__(self) -> str:
        return self.number


class Copy(AppendOnly):
    """The bytes of a file as they were sent. Written once; known by their SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=80)
    stored_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="diary_copy_not_empty")]


class Dispatch(AppendOnly):
    """One mail to the registrar: one PDF, one number. Holds ids only; the words stand in its documents.

    `case_number`: the collective case that it was meant for, as it was known then.

    `due_at`: when the number should have come (next working day). `withheld`: the file does not go with the mail but is
    fetched here, signed in.
    """

    kind = models.CharField(max_length=60)
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="dispatches")
    copy = models.ForeignKey(Copy, models.PROTECT, related_name="+")
    secrecy = models.BooleanField()
    withheld = models.BooleanField()
    case_number = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    on_behalf_of_id = models.BigIntegerField(null=True)

    objects = DispatchQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["-sent_at", "-id"], name="diary_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gte=F("sent_at")), name="diary_due_after_sent"),
        ]


class Document(models.Model):
    """One thing for the registrar, with the metadata of OSL 5:2: date, sender, recipient, subject, secrecy.

    `is_open` until its number has come: the same thing is not sent twice meanwhile.
    """

    about_type = models.CharField(max_length=100, editable=False)
    about_id = models.BigIntegerField(editable=False)
    kind = models.CharField(max_length=60, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, editable=False, related_name="diary_documents")
    subject = models.CharField(_("Subject"), max_length=300, editable=False)
    sender = models.CharField(_("Sender"), max_length=300, blank=True, editable=False)
    recipient = models.CharField(_("Recipient"), max_length=300, blank=True, editable=False)
    received_at = models.DateTimeField(editable=False)
    secrecy = models.BooleanField(default=False, editable=False)
    copy = models.ForeignKey(Copy, models.PROTECT, editable=False, related_name="+")
    attachments = models.JSONField(default=list, editable=False)
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, null=True, editable=False, related_name="documents")
    is_open = models.BooleanField(default=True, editable=False)
    collected_at = models.DateTimeField(editable=False)
    by_id = models.BigIntegerField(null=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "pk"]
        indexes = [models.Index(fields=["about_type", "about_id"], name="diary_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["about_type", "about_id", "kind"], condition=Q(is_open=True), name="diary_sent_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Registration(AppendOnly):
    """The number the registrar gave. A correction is a new row; the latest holds."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="registrations")
    number = models.CharField(max_length=LONGEST_NUMBER)
    registered_at = models.DateTimeField()
    link_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField(null=True)

    class Meta(AppendOnly.Meta):
        ordering = ["-registered_at", "-pk"]
        indexes = [models.Index(fields=["number"], name="diary_number")]
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="diary_number_not_empty"),
        ]
