"""How allauth behaves here: nobody signs up by themselves, and every refusal is a sentence that says what to do."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from socialgov.look.sign_in import SHARED_TABLET, led_to


class HouseAdapter(DefaultAccountAdapter):
    """A wrong password and an unknown address get the same sentence, so that addresses cannot be tried out."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail or the password is wrong. Try again or choose a new password."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "incorrect_password": _("The password is wrong. Try again."),
        "unknown_email": _("No one here has that address. Try your work e-mail."),
    }

    def post_login(self, request, user, **kwargs):
        """To the first page, or to what is to be read before it; never instead of a page that was asked for.

        On a shared tablet nobody is kept from their errand.
        """
        response = super().post_login(request, user, **kwargs)
        asked_for = getattr(response, "url", "")
        if asked_for == resolve_url(settings.LOGIN_REDIRECT_URL) and not request.session.get(SHARED_TABLET):
            return HttpResponseRedirect(led_to(user) or asked_for)
        return response

    def is_open_for_signup(self, request) -> bool:
        return False
