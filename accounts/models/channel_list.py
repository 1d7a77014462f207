"""The published list (Förteckning över kommunens kanaler i sociala medier): numbered, immutable releases."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgov.journal.append_only import AppendOnly
from socialgov.organisation.models import Person, SortedByName


class ListRelease(AppendOnly):
    """One version of the list as it was published; every replaced one is kept (ATV-05).

    `content` is the whole list as plain data (see services.channel_list.compose); `digest` its SHA-256 over
    canonical JSON, in hex.
    """

    number = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ["-number"]


class PartyLink(SortedByName):
    """A council party's link on the list, offered alike to every party for one term of office (ATV-06, ATV-07)."""

    class Answer(models.TextChoices):
        UNANSWERED = "unanswered", _("Not answered yet")
        ACCEPTED = "accepted", _("Has a link")
        DECLINED = "declined", _("Has declined")

    address = models.URLField(_("Web address"), max_length=500, blank=True)
    answer = models.CharField(_("Answer"), max_length=12, choices=Answer, default=Answer.UNANSWERED)
    offered_on = models.DateField(_("Offered on"), null=True, blank=True)
    term_starts_on = models.DateField(_("Term of office from"))
    term_ends_on = models.DateField(_("until"))
    is_sample = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta(SortedByName.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(answer="accepted") | ~Q(address=""), name="accounts_party_has_address"),
            models.UniqueConstraint(fields=["name", "term_starts_on"], name="accounts_party_once_a_term"),
        ]
