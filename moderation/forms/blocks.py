"""Who is blocked from commenting, why, until when; and what the second look found."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.forms.measures import PersonField
from moderation.models import Block
from moderation.selectors.choices import people_to_choose
from socialgov.look.forms import HouseForm, Once
from socialgov.organisation.models import Person


class BlockForm(Once, HouseForm):
    """A reason from the guidelines, and a last day: nobody is blocked for ever."""

    category = forms.ChoiceField(
        label=_("Why?"), widget=forms.RadioSelect, error_messages={"required": _("Choose a reason in the list.")}
    )
    until = forms.DateField(
        label=_("Until and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("At most a year."),
        error_messages={"required": _("Write the last day.")},
    )
    attacked = PersonField(
        Person.objects.none(),
        label=_("Is someone of us attacked?"),
        required=False,
        empty_label=_("No, or someone else"),
        help_text=_("That person is told, and does not take the second look."),
    )

    def __init__(self, *args, categories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [(c.code, c.known.label) for c in categories]
        self.fields["attacked"].queryset = people_to_choose()
        self.speak_plainly()


class BlockLookForm(HouseForm):
    """What the second look at a block found."""

    upheld = forms.ChoiceField(
        label=_("What do you say?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("It was right")), ("no", _("End the block"))],
        error_messages={"required": _("Choose what you found.")},
    )
    note = forms.CharField(
        label=_("What did you find?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("May be left empty."),
    )

    def __init__(self, *args, block: Block, **kwargs):
        super().__init__(*args, **kwargs)
        if block.own:
            self.fields["note"].required = True
            self.fields["note"].help_text = _("Nobody else looks at it, so write what you found.")
            self.speak_plainly()
