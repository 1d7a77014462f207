"""The sign-in form: e-mail, password, and whether the tablet is shared."""

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

SHARED_TABLET = "shared_tablet"


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
