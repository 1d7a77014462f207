"""That something was reported to the police."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from socialgov.look.forms import HouseForm


class ReportedForm(HouseForm):
    """When it was reported, and the number the police gave."""

    reported_at = forms.DateTimeField(
        label=_("Reported"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M"],
        error_messages={"required": _("Write when it was reported.")},
    )
    number = forms.CharField(label=_("The police's number, if you have it"), max_length=60, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reported_at"].initial = timezone.localtime().replace(tzinfo=None, second=0, microsecond=0)
