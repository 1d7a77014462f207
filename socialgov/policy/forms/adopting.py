"""Which guidelines to start from, and the decision that adopted them."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from socialgov.look.forms import HouseForm, Versioned
from socialgov.policy import loading


class AdoptForm(HouseForm, Versioned):
    """`version` is the number of the adopted guidelines that the person saw in force, 0 before the first."""

    profile = forms.ChoiceField(label=_("Which guidelines do you start from?"), widget=forms.RadioSelect)
    decided_on = forms.DateField(
        label=_("Decision date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    decided_by = forms.CharField(
        label=_("Decided by"), help_text=_("For example the municipal council, § 41."), max_length=200
    )
    diary_number = forms.CharField(
        label=_("Record number"),
        help_text=_("If there is one, for example KS 2026-00112."),
        max_length=60,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = profile_choices()

    def clean_decided_on(self):
        if self.cleaned_data["decided_on"] > timezone.localdate():
            raise forms.ValidationError(_("The decision date lies ahead. Adopt the guidelines once they are decided."))
        return self.cleaned_data["decided_on"]


def profile_choices() -> list[tuple[str, str]]:
    """The profiles that come with the software."""
    return [(name, _choice(name)) for name in loading.available()]


def _choice(name: str) -> str:
    about = loading.load(name).about
    return f"{about.municipality}: {about.title}"
