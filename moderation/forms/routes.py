"""What is filled in for a ready-made route, and the choice of one."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from moderation.models import ReadyRoute
from moderation.selectors.choices import units_to_ask
from moderation.selectors.routes import Way
from socialgov.look.forms import HouseModelForm, Once, Versioned


class RouteForm(Once, Versioned, HouseModelForm):
    """Where it goes, what the colleague is asked, what the one who wrote is told, and how soon."""

    class Meta:
        model = ReadyRoute
        fields = ["name", "unit", "address", "question", "citizen", "hours", "in_use"]
        widgets = {"question": forms.Textarea(attrs={"rows": 3}), "citizen": forms.Textarea(attrs={"rows": 5})}
        error_messages = {"name": {"required": _("Write what the route is called.")}}
        help_texts = {
            "address": _("A function mailbox, for example felanmalan@kommunen.se."),
            "question": _("Stands ready in the mail to the colleague. Can be changed each time."),
            "citizen": _("Is put in the reply as a draft. Nothing is sent by itself."),
            "hours": _("Leave it empty for a share of the time that is left."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_to_ask()
        self.fields["unit"].empty_label = "–"
        hours = self.fields["hours"]
        hours.min_value, hours.max_value = 1, 40
        hours.widget.attrs |= {"min": 1, "max": 40, "class": "narrow"}
        self.speak_plainly()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("unit") and cleaned.get("address"):
            self.add_error("address", _("Choose one: a mailbox or an address."))
        return cleaned

    def validate_unique(self) -> None:
        """The code is not asked for."""

    def validate_constraints(self) -> None:
        """Said beside the fields by `clean`."""


class RouteSelect(forms.RadioSelect):
    """Each choice carries what it would fill in, for js/forward.js. Without it the server fills in what is left out."""

    fills: dict[str, dict[str, str]]

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= {f"data-fill-{key}": text for key, text in self.fills.get(str(value), {}).items()}
        return option


def with_address(way: Way, goes_to: str) -> str:
    """The route's name, what must be known of it, and where it goes."""
    label = f"{way.label} – {way.note}" if way.note else way.label
    return format_html('{} <span class="meta">{}</span>', label, goes_to) if goes_to else label
