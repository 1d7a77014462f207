"""What a colleague fills in on the page that the link in the mail leads to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgov.look.forms import HouseForm


class ColleagueAnswerForm(HouseForm):
    """The answer comes back as a draft; `your_name` is kept as who gave it."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Write as you would to the one who asked. Your colleague sees to it that it is sent."),
        error_messages={"required": _("Write what you know, even if it is little.")},
    )
    your_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, so that your colleague knows who answered.")},
    )
