"""Choosing a password: links are sent by the worker, so that the answer takes as long for an unknown address."""

from datetime import datetime

from allauth.account.forms import ChangePasswordForm, ResetPasswordForm, default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django import forms
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from socialgov.look import municipality
from socialgov.organisation.events import PasswordLinkAsked, PersonAdded
from socialgov.organisation.models import Person
from socialgov.wiring.events import emit


class AskForLinkForm(ResetPasswordForm):
    """Whatever the address, the answer is the same. The people of the sample keep the password that is printed."""

    def save(self, request, **kwargs) -> str:
        for person in self.users:
            if not person.is_sample:
                emit(PasswordLinkAsked(person_id=person.pk), now=timezone.now())
        return self.cleaned_data["email"]


class NewPasswordForm(ChangePasswordForm):
    def clean(self):
        if self.user.is_sample:
            raise forms.ValidationError(_("The people of the sample share the password that was printed at the start."))
        return super().clean()


def password_link(person: Person) -> str:
    """An address where the person chooses a password. It holds three days, and until a password is chosen."""
    key = default_token_generator.make_token(person)
    where = {"uidb36": user_pk_to_url_str(person), "key": key}
    return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=where)


def send_invitation(event: PersonAdded, *, now: datetime) -> None:
    """Mail someone new the link for choosing a password."""
    _send(event.person_id, "invitation", asked_for=False)


def send_password_link(event: PasswordLinkAsked, *, now: datetime) -> None:
    """Mail someone who asked for it the link for choosing a new password."""
    _send(event.person_id, "new_password", asked_for=True)


def _send(person_id: int, template: str, *, asked_for: bool) -> None:
    person = Person.objects.get(pk=person_id)
    if not person.is_active or person.is_sample:
        return
    with translation.override(person.language):
        subject = _("New password") if asked_for else _("Choose a password: the municipality's social media")
        words = {"name": person.name, "url": password_link(person), "municipality": municipality.name()}
        body = render_to_string(f"organisation/mail/{template}.txt", words)
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email])
