"""An account (konto) in social media, the people who run it and the times it is watched."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import AccountQuerySet
from socialgov.organisation.models import Person, SortedByName, Unit
from socialgov.platforms import catalogue


class Account(SortedByName):
    """What the municipality runs on one platform. The public calls it a channel (kanal).

    `address_key` is the canonical address that two rows may not share; null while the account does not exist yet.
    `window` holds the hours it is watched as rows [weekday, opens, closes], Monday is 1 (windows.py); empty means the
    municipality's default (ATV-16).
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ACTIVE = "active", _("Active")
        CLOSING = "closing", _("Being closed")
        CLOSED = "closed", pgettext_lazy("account", "Closed")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Open to everyone")
        CLOSED = "closed", _("Closed group or private account")

    platform = models.SlugField(_("Social medium"), max_length=20)
    address = models.CharField(_("Web address"), max_length=500, blank=True)
    address_key = models.CharField(max_length=500, null=True, blank=True, editable=False)  # noqa: DJ001 - null is unique
    handle = models.CharField(max_length=200, blank=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("Municipal operation")
    )
    state = models.CharField(_("Status"), max_length=12, choices=State, default=State.PLANNED)
    audience = models.CharField(_("Who can read it"), max_length=12, choices=Audience, default=Audience.PUBLIC)
    purpose = models.CharField(_("What it is for"), max_length=300, blank=True)
    email = models.EmailField(_("E-mail address of the account"), blank=True)
    watched = models.CharField(_("Watched"), max_length=200, blank=True)
    window = models.JSONField(default=list, blank=True)
    checks_per_day = models.PositiveSmallIntegerField(_("Checks a day"), default=0)
    comments_open = models.BooleanField(_("Comments are open"), default=True)
    one_administrator_because = models.CharField(_("Why one administrator is enough"), max_length=200, blank=True)
    liability_note = models.CharField(_("Our assessment of what others write there"), max_length=300, blank=True)
    last_post_on = models.DateField(_("Latest post"), null=True, blank=True)
    started_on = models.DateField(_("Started"), null=True, blank=True)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    house_rules_pasted_on = models.DateField(_("House rules pasted into the profile"), null=True, blank=True)
    is_sample = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = AccountQuerySet.as_manager()

    class Meta(SortedByName.Meta):
        constraints = [
            models.UniqueConstraint(fields=["address_key"], condition=~Q(state="closed"), name="accounts_address_once"),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_on__isnull=False), name="accounts_closed_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(address_key__isnull=False), name="accounts_active_has_address"
            ),
        ]
        indexes = [models.Index(fields=["state", "sort_key"], name="accounts_by_state")]

    def __str__(self) -> str:
        return f"{self.name}, {self.platform_name}"

    @property
    def platform_name(self) -> str:
        """The platform's own name, as on the screen."""
        try:
            return str(catalogue.get(self.platform).name)
        except KeyError:
            return self.platform


class Assignment(models.Model):
    """A person's part in one account, from one day to another (ATV-14, ATV-15, ATV-37)."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", _("Account administrator")
        OPERATOR = "operator", _("Daily operator")
        SUBSTITUTE = "substitute", _("Substitute")

    account = models.ForeignKey(Account, models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments", verbose_name=_("Person"))
    role = models.CharField(_("Does"), max_length=16, choices=Role)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until and including"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "person", "role"], condition=Q(ends_on=None), name="accounts_one_open_assignment"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="accounts_assignment_not_backwards"
            ),
        ]
        indexes = [models.Index(fields=["person", "ends_on"], name="accounts_assignment_person")]


class RestPeriod(models.Model):
    """Days when the account rests (Vilar): questions go to another unit; the five-day limit still runs."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="rests")
    first_day = models.DateField(_("First day"))
    last_day = models.DateField(_("Last day"))
    questions_to = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("Questions go to"))

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="accounts_rest_not_backwards")
        ]
