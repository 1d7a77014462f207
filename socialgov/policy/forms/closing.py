"""Which days the municipality closes."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from socialgov.look.forms import HouseForm

YEARS_AHEAD = 5  # as far as the calendar is shown


def _date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ClosingForm(HouseForm):
    """A day or several, all day or from a time. What is already closed in the same way is left as it is."""

    first_day = forms.DateField(label=_("Day"), widget=_date_input())
    last_day = forms.DateField(
        label=_("Until and including"),
        help_text=_("Only for several days. Weekends and holidays are passed over."),
        widget=_date_input(),
        required=False,
    )
    closes_at = forms.TimeField(
        label=_("Closes at"),
        help_text=_("Leave empty to close the whole day."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        required=False,
    )
    note = forms.CharField(
        label=_("Reason"),
        help_text=_("Shown in the calendar, for example Squeeze day or Planning day."),
        max_length=200,
    )

    def clean(self):
        data = super().clean()
        first, last = data.get("first_day"), data.get("last_day")
        if first and first < timezone.localdate():
            self.add_error("first_day", _("That day has passed. Choose today or a coming day."))
        elif first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first. Change one of them."))
        if first and first.year > timezone.localdate().year + YEARS_AHEAD:
            self.add_error("first_day", _("That day lies too far ahead. Choose a nearer one."))
        return data


class SqueezeForm(HouseForm):
    """The year whose squeeze days are closed: a button."""

    year = forms.IntegerField(widget=forms.HiddenInput, min_value=2000, max_value=2100)
