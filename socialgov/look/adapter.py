"""How allauth behaves here: nobody signs up by themselves, and every refusal is a sentence that says what to do."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


class HouseAdapter(DefaultAccountAdapter):
    """A wrong password and an unknown address get the same sentence, so that addresses cannot be tried out."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail or the password is wrong. Try again or choose a new password."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "incorrect_password": _("The password is wrong. Try again."),
        "unknown_email": _("No one here has that address. Try your work e-mail."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False
