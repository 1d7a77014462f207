"""What must be said to whom, why and when; the mails that say it; and links in mails that act without sign-in."""

from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgov.notices.querysets import MailQuerySet, NoticeQuerySet
from socialgov.organisation.models import Person
from socialgov.wiring.leases import LeasedWork


class Mail(LeasedWork):
    """One message to one address. `key` makes it unique; `message_id` stays the same however often it is tried.

    The text is written when it leaves. `body` never holds an action link's token; `locked_body` does, encrypted, and
    only while there is no mail server, because then the outbox is the mailbox.
    """

    key = models.CharField(max_length=200, unique=True, editable=False)
    message_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="mails")
    address = models.EmailField(_("Address"), editable=False)
    is_summary = models.BooleanField(default=False, editable=False)
    is_alarm = models.BooleanField(default=False, editable=False)
    subject = models.CharField(_("Subject"), max_length=400, blank=True, editable=False)
    body = models.TextField(blank=True, editable=False)
    locked_body = models.TextField(blank=True, editable=False)
    attachments = models.JSONField(default=list, editable=False)
    created_at = models.DateTimeField(editable=False)
    trying_since = models.DateTimeField(editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    arrived_at = models.DateTimeField(null=True, editable=False)
    came_back_at = models.DateTimeField(null=True, editable=False)
    server = models.CharField(max_length=200, blank=True, editable=False)

    objects = MailQuerySet.as_manager()  # type: ignore[misc]

    class Meta(LeasedWork.Meta):
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(state__in=["waiting", "taken"]), name="mail_open"),
            models.Index(fields=["-sent_at"], name="mail_sent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(state__in=["taken", "done"]), name="mail_sent_waits_no_more"
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(sent_at__isnull=False), name="mail_arrived_was_sent"
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.key


class Notice(models.Model):
    """One thing to say to one person or function mailbox, under one rule. Kind, key and receiver make it unique."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        IN_MAIL = "in_mail", _("In a mail")
        EXPIRED = "expired", _("Not current")
        SETTLED = "settled", _("Settled before it was sent")
        SAME_READER = "same_reader", _("Already sent to the same person")
        NO_READER = "no_reader", _("The receiver has left")

    kind = models.CharField(max_length=80, editable=False)
    key = models.CharField(max_length=200, editable=False)
    rule = models.CharField(_("Rule"), max_length=60, blank=True, editable=False)
    urgency = models.CharField(max_length=10, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="notices")
    address = models.EmailField(blank=True, editable=False)
    reader = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="notices_read")
    about_type = models.CharField(max_length=100, blank=True, editable=False)
    about_id = models.BigIntegerField(null=True, editable=False)
    context = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    url = models.CharField(max_length=600, blank=True, editable=False)
    locked = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    ready_at = models.DateTimeField(editable=False)
    due_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(null=True, editable=False)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    mail = models.ForeignKey(Mail, models.PROTECT, null=True, editable=False, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["ready_at", "id"], condition=Q(state="waiting"), name="notice_waiting"),
            models.Index(fields=["about_type", "about_id"], name="notice_about"),
            models.Index(fields=["-created_at", "-id"], name="notice_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "person"], condition=Q(person__isnull=False), name="notice_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["kind", "key", "address"], condition=~Q(address=""), name="notice_once_per_address"
            ),
            models.UniqueConstraint(
                fields=["kind", "key", "reader"], condition=Q(reader__isnull=False), name="notice_once_per_reader"
            ),
            models.CheckConstraint(
                condition=Q(person=None) & ~Q(address="") | Q(person__isnull=False, address=""),
                name="notice_to_person_or_address",
            ),
            models.CheckConstraint(
                condition=Q(state="in_mail", mail__isnull=False) | ~Q(state="in_mail"), name="notice_in_a_mail"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Link(models.Model):
    """An action link: for one purpose and thing, sent to one address, used once. The token is only here as a hash."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField(max_length=80, editable=False)
    about_type = models.CharField(max_length=100, editable=False)
    about_id = models.BigIntegerField(editable=False)
    address = models.EmailField(editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="links")
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    issued_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    used_by_name = models.CharField(max_length=120, blank=True, editable=False)
    outcome = models.TextField(blank=True, editable=False)
    notice = models.ForeignKey(Notice, models.SET_NULL, null=True, editable=False, related_name="links")

    class Meta:
        indexes = [models.Index(fields=["about_type", "about_id"], name="link_about")]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("issued_at")), name="link_expires_later"),
        ]


class WrongGuesses(models.Model):
    """How many unknown tokens one network address has tried since `since`. Erased after a day."""

    sender = models.CharField(max_length=64, unique=True, editable=False)
    since = models.DateTimeField(editable=False)
    count = models.PositiveIntegerField(default=0, editable=False)


class CalendarAddress(models.Model):
    """A person's own calendar can be fetched (notices.calendar). `number` grows when a new address is made."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
