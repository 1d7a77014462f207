"""Custody of logins (inloggningar i förvar): a deposit, a reference to a vault, or personal roles on the page."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.registry import Account
from socialgov.journal.append_only import AppendOnly
from socialgov.organisation.models import Person


class Custody(models.Model):
    """How the municipality can always get into the account (OSB-12, ATV-21, FAR-04).

    `deposit` is user name and password, encrypted; it is opened only by custodians who have just signed in again.
    """

    class Form(models.TextChoices):
        DEPOSIT = "deposit", _("Login in custody here")
        VAULT = "vault", _("Kept in another vault")
        PERSONAL = "personal", _("Personal role on the page, no shared password")

    account = models.OneToOneField(Account, models.PROTECT, related_name="custody")
    form = models.CharField(_("How the login is kept"), max_length=12, choices=Form)
    deposit = models.BinaryField(null=True, editable=False)
    vault_reference = models.CharField(_("Vault and entry"), max_length=200, blank=True)
    full_control = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("Who has full control"))
    code_recipient = models.CharField(_("Who gets the one-time code"), max_length=120, blank=True)
    code_is_private = models.BooleanField(_("It goes to a private phone"), default=False)
    recovery_email = models.EmailField(_("Recovery e-mail address"), blank=True)
    deposited_at = models.DateTimeField()
    deposited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    tested_on = models.DateField(_("Last tried"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(form="deposit", deposit__isnull=False) | (~Q(form="deposit") & Q(deposit=None))),
                name="accounts_custody_deposit",
            ),
            models.CheckConstraint(
                condition=~Q(form="vault") | ~Q(vault_reference=""), name="accounts_custody_vault_named"
            ),
        ]


class CustodyOpening(AppendOnly):
    """One reading of a deposited login: who, when and why. The other custodians are told."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="custody_openings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    why = models.CharField(_("Why"), max_length=200)

    class Meta(AppendOnly.Meta):
        ordering = ["-opened_at", "-pk"]
