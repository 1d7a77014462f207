"""What the public fills in: a report of a comment, or of an account that pretends to be ours."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from moderation.services.reports import LONGEST
from socialgov.look.forms import HouseForm


class ChannelChoice(forms.ModelChoiceField):
    """A channel, by name and platform."""

    def label_from_instance(self, account):
        return str(account)


class ReportForm(HouseForm):
    """`website` is left empty by people, who do not see it, and filled in by programs."""

    account = ChannelChoice(
        Account.objects.on_list(), label=_("Which channel?"), required=False, empty_label=_("I do not know")
    )
    address = forms.CharField(
        label=_("Address of the comment"),
        help_text=_("May be left empty. Press the time of the comment to get its address."),
        max_length=1000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )
    text = forms.CharField(
        label=_("What is it about?"),
        help_text=_("Say in your own words what stands there and why it should not."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    email = forms.EmailField(
        label=_("Your e-mail, if you want an answer"),
        help_text=_("May be left empty. What you write here becomes a public record."),
        max_length=254,
        required=False,
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))


class ImpostorForm(HouseForm):
    """An account that pretends to be the municipality's."""

    address = forms.CharField(
        label=_("Address of the account"),
        max_length=1000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )
    text = forms.CharField(
        label=_("What does it do?"),
        help_text=_("For example: it asks people to sign in to get money."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    email = forms.EmailField(label=_("Your e-mail, if you want an answer"), max_length=254, required=False)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))


class StatusForm(HouseForm):
    """A receipt's number, as A-0042 or 42."""

    nummer = forms.RegexField(
        r"^\s*[Aa]?[- ]?0*(\d{1,9})\s*$",
        label=_("Number of your report"),
        error_messages={"invalid": _("Write the number as it stood on the receipt, for example A-0042.")},
        max_length=20,
    )

    def clean_nummer(self) -> int:
        return int("".join(c for c in self.cleaned_data["nummer"] if c.isdigit()))
