"""The sign-in form: e-mail, password, and whether the tablet is shared."""

from collections.abc import Callable
from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

SHARED_TABLET = "shared_tablet"


_leads: list[Callable[[Any], str]] = []


def read_first(lead: Callable[[Any], str]) -> None:
    """Have someone who signs in taken to a page before the first page. `lead(person)` gives its address, or nothing.

    Called by a room in `ready()`. It is a way there and no gate: every other page stays open.
    """
    if lead not in _leads:
        _leads.append(lead)


def led_to(person: Any) -> str:
    """Where someone who has just signed in is taken; empty for the first page."""
    return next((address for lead in _leads if (address := lead(person))), "")


class SignInForm(LoginForm):
    shared_tablet = forms.BooleanField(
        label=_("Shared tablet"),
        help_text=_("You are signed out after two minutes without a tap."),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["login"].error_messages["required"] = _("Write your e-mail.")
        self.fields["password"].error_messages["required"] = _("Write your password.")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields.pop("remember", None)
        self.order_fields(["login", "password", "shared_tablet"])

    def login(self, request, redirect_url=None):
        shared = bool(self.cleaned_data.get("shared_tablet"))
        request.session[SHARED_TABLET] = shared
        response = super().login(request, redirect_url=redirect_url)
        if request.user.is_authenticated:
            request.session[SHARED_TABLET] = shared
            request.session.set_expiry(0 if shared else None)
        return response
