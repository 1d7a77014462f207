"""What is filled in: a diary number, and where the registrar receives things."""

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgov.diary import numbers
from socialgov.diary.models import Mailbox
from socialgov.look.forms import HouseForm, HouseModelForm, Versioned
from socialgov.organisation.models import Unit


class NumberForm(HouseForm):
    """One field, also for the page of the link in the registrar's mail."""

    number = forms.CharField(
        label=_("Diary number"),
        max_length=200,
        help_text=_("As it stands in the diary, for example KS 2026-00231."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Write the diary number.")},
    )

    def clean_number(self) -> str:
        try:
            return numbers.clean(self.cleaned_data["number"])
        except numbers.NotANumber as error:
            raise forms.ValidationError(str(error)) from None


class CaseForm(Versioned, HouseForm):
    """The number of a year's collective case."""

    number = forms.CharField(
        label=_("Diary number"),
        max_length=200,
        help_text=_("As it stands in the diary, for example KS 2026-00231."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Write the diary number.")},
    )

    def clean_number(self) -> str:
        try:
            return numbers.clean(self.cleaned_data["number"])
        except numbers.NotANumber as error:
            raise forms.ValidationError(str(error)) from None


class CollectedForm(HouseForm):
    """The hidden fields beside *Samla dagens*."""

    kind = forms.CharField(max_length=60)
    unit = forms.ModelChoiceField(Unit.objects.all(), required=False)
    secrecy = forms.BooleanField(required=False)


class MailboxForm(HouseModelForm, Versioned):
    """`version` tells which state of the mailbox the person saw."""

    class Meta:
        model = Mailbox
        fields = ["address", "takes_secrets", "own_series", "prefix"]
        help_texts = {
            "address": _("For example registrator@kommunen.se. Also used by the units below without one of their own."),
            "takes_secrets": _("Otherwise the mail only says that something waits, and it is fetched here, signed in."),
            "own_series": _(
                "Only for a municipality without a diary system. Numbers are then given here, without mail."
            ),
            "prefix": _("For example KS, for the own number series."),
        }

    def clean_prefix(self) -> str:
        return self.cleaned_data["prefix"].strip().upper()

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("own_series") and not cleaned.get("prefix") and "prefix" not in self.errors:
            self.add_error("prefix", _("Write the letters before the number, for example KS."))
        if not cleaned.get("own_series") and not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", _("Write the registrar's e-mail address."))
        return cleaned

    def validate_constraints(self) -> None:
        """Said beside the fields by `clean`."""
