"""What can be filtered in the list of what was sent."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socialgov.look.forms import HouseForm
from socialgov.notices import kinds
from socialgov.notices.selectors import Status


class SentFilter(HouseForm):
    """All fields may be empty. What can not be understood is said beside the field, and the rest still filters."""

    receiver = forms.CharField(label=_("Recipient"), required=False, max_length=120)
    status = forms.ChoiceField(label=_("Status"), required=False)
    kind = forms.ChoiceField(label=_("What"), required=False)
    rule = forms.CharField(label=_("Rule"), required=False, max_length=60)
    first_day = forms.DateField(label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(
        label=_("Until and including"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        everything = ("", pgettext_lazy("filter", "All"))
        self.fields["status"].choices = [everything, *Status.choices]
        self.fields["kind"].choices = [everything, *((k.name, k.title or k.name) for k in kinds.every_kind())]

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first. Change one of them."))
        return cleaned
