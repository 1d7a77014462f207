"""What is typed and chosen on this room's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from archiving import uploads
from archiving.models import Capture
from socialgov.look.forms import HouseForm


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files."""

    widget = SeveralFiles(attrs={"accept": "image/png,image/jpeg,image/webp,application/pdf"})

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given] if any(given) else super().clean(None)


class HandInForm(HouseForm):
    """Screenshots or PDFs of an account. `version` and `capture` say which capture the person saw, if one waited."""

    files = FilesField(
        label=_("Screenshots or PDF"),
        help_text=_("PNG, JPEG, WebP or PDF. At most %(count)s files, %(size)s MB each, in the order of the page.")
        % {"count": uploads.MOST_FILES, "size": uploads.LARGEST // uploads.MEBIBYTE},
        error_messages={
            "required": _("Choose at least one picture or PDF."),
            "empty": _("The file is not a picture or a PDF. Take a screenshot and try again."),
        },
    )
    kind = forms.ChoiceField(
        label=_("What the pictures are"),
        choices=[
            (Capture.Kind.HALF_YEAR, Capture.Kind.HALF_YEAR.label),
            (Capture.Kind.CHANGE, Capture.Kind.CHANGE.label),
        ],
        widget=forms.RadioSelect,
        initial=Capture.Kind.HALF_YEAR,
    )
    capture = forms.IntegerField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
