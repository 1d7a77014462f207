"""What every form of the house does: tells in a sentence what is wrong, notices that someone else was faster, and is
harmless when it is sent twice."""

import uuid

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from socialgov.look import times


class StaleVersion(Exception):
    """Someone changed the row after the form was opened. Raised by services: who, and when."""

    def __init__(self, *, changed_by: str = "", changed_at=None):
        self.changed_by = changed_by
        self.changed_at = changed_at
        super().__init__(changed_by, changed_at)

    def sentence(self, now=None) -> str:
        words = {"name": self.changed_by}
        if self.changed_at is None:
            if not self.changed_by:
                return _("Someone else changed this while you were writing. What you wrote is still here.")
            return _("%(name)s changed this while you were writing. What you wrote is still here.") % words
        words["when"] = times.when(self.changed_at, now=now or timezone.now())
        if not self.changed_by:
            return _("This was changed %(when)s while you were writing. What you wrote is still here.") % words
        return _("%(name)s changed this %(when)s while you were writing. What you wrote is still here.") % words

    def __str__(self) -> str:
        return str(self.sentence())


class HouseForm(forms.Form):
    """Base of the house's forms. See `HouseModelForm` for the same over a model.

    NUL and lone surrogates cannot be stored: they are taken out of what was typed; nothing is refused for their sake.
    A text that is too long is refused with the number of characters to take away.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.speak_plainly()

    def speak_plainly(self) -> None:
        """Give every field our sentences. Called again by a form that adds fields of its own."""
        for field in self.fields.values():
            _speak_plainly(field)

    def add_stale(self, error: StaleVersion, now=None) -> None:
        """Tell at the top who was faster. The form keeps what was typed and is sent again with the new version."""
        self.add_error(None, str(error.sentence(now)))


class HouseModelForm(HouseForm, forms.ModelForm):
    """HouseForm over a model."""


class Versioned(forms.Form):
    """Adds the hidden `version` of the row that the person saw. The service compares it under the row's lock.

    After `add_stale` give the row's present version to `renew`: sending once more is then a choice, not an accident.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def renew(self, version: int) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version)


class Once(forms.Form):
    """Adds a hidden token, new for each form shown, by which a second sending of the same form is known (once.py)."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4


def _speak_plainly(field: forms.Field) -> None:
    """Sentences of our own instead of Django's, unless the form has set its own."""
    original = _defaults(type(field))
    for code, sentence in {**_SENTENCES, **_sentences_of(field)}.items():
        if code in field.error_messages and field.error_messages[code] == original.get(code):
            field.error_messages[code] = sentence
    if isinstance(field, forms.CharField):
        field.validators = [v for v in field.validators if not isinstance(v, ProhibitNullCharactersValidator)]
        _strip_what_cannot_be_stored(field)
        for validator in field.validators:
            if type(validator) is MaxLengthValidator:
                field.validators[field.validators.index(validator)] = TooLong(validator.limit_value)
        if not isinstance(field.widget, forms.HiddenInput):
            field.widget.attrs.pop("maxlength", None)  # the browser would cut off a pasted text without a word


def _sentences_of(field: forms.Field) -> dict:
    match field:
        case forms.DateTimeField():
            return {"invalid": _("Write day and time like 2026-11-20 14:00.")}
        case forms.DateField():
            return {"invalid": _("Write the date like 2026-11-20.")}
        case forms.TimeField():
            return {"invalid": _("Write the time like 14:00.")}
        case forms.EmailField():
            return {"invalid": _("Write the whole address, like lina@kommun.se.")}
        case forms.URLField():
            return {"invalid": _("Write the whole address, like https://kommun.se.")}
        case forms.IntegerField():
            return {"invalid": _("Write a number.")}
    return {}


def _defaults(kind: type) -> dict:
    messages: dict = {}
    for base in reversed(kind.__mro__):
        messages.update(getattr(base, "default_error_messages", {}))
    return messages


def _strip_what_cannot_be_stored(field: forms.CharField) -> None:
    to_python = field.to_python

    def clean_text(value):
        value = to_python(value)
        return storable(value) if isinstance(value, str) else value

    field.to_python = clean_text


def storable(text: str) -> str:
    """The text without NUL and lone surrogates, which PostgreSQL refuses."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


class TooLong(MaxLengthValidator):
    """Says how much there is to take away."""

    message = ngettext_lazy(
        "The text is %(over)d character too long. Shorten it.",
        "The text is %(over)d characters too long. Shorten it.",
        "over",
    )

    def __call__(self, value):
        over = len(value) - self.limit_value
        if over > 0:
            raise forms.ValidationError(self.message, code="max_length", params={"over": over})


_SENTENCES = {
    "required": _("This needs an answer."),
    "invalid_choice": _("Choose one of the alternatives."),
    "invalid_list": _("Choose from the list."),
}
