"""The plan as a form: one field for each question the guidelines ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from activityplans.models import FollowUp, Plan
from activityplans.questions import PEOPLE, clean
from activityplans.wording import AskedQuestion
from socialgov.look.forms import HouseForm, Once, Versioned
from socialgov.organisation.models import Person, Unit

SLOTS = 3


class PersonChoice(forms.ModelChoiceField):
    """A person, named with their unit."""

    def label_from_instance(self, person):
        return f"{person.name}, {person.unit.name}"


class PlanForm(HouseForm, Versioned):
    """Every question as one field; people as three choices each, or as many administrators as the guidelines ask for.

    Nothing is required: a draft may have gaps.

    `answers` of a valid form are in the shape the services keep.
    """

    def __init__(
        self,
        *args,
        questions: list[AskedQuestion],
        answers: dict | None = None,
        version: int = 0,
        administrators: int = 0,
        **kwargs,
    ):
        self.slots = {"administrators": max(SLOTS, administrators)}
        self.questions = [question for question in questions if question.kind not in ("recorded", "unit")]
        initial = self._initial(self.questions, answers or {}) | {"version": version}
        super().__init__(*args, initial=initial, **kwargs)
        for question in self.questions:
            self.fields |= self._fields_of(question)
        self.fields["version"].required = False
        self.speak_plainly()

    def _slots(self, question: AskedQuestion) -> range:
        return range(1, self.slots.get(question.key, SLOTS) + 1)

    def _fields_of(self, question: AskedQuestion) -> dict[str, forms.Field]:
        if question.kind == "people":
            chosen = {
                f"{question.key}_{slot}": PersonChoice(
                    Person.objects.filter(is_active=True).select_related("unit"),
                    label=_("%(question)s (%(slot)d)") % {"question": question.heading, "slot": slot},
                    required=False,
                    empty_label=_("Choose person"),
                )
                for slot in self._slots(question)
            }
            if question.key == "operators":
                chosen["same_as_administrators"] = forms.BooleanField(label=_("Same people as above"), required=False)
            return chosen
        if question.kind == "check":
            return {question.key: forms.BooleanField(label=question.help or question.heading, required=False)}
        line = question.kind in ("line", "hours")
        widget = forms.TextInput() if line else forms.Textarea(attrs={"rows": 2})
        field = forms.CharField(label=question.heading, help_text=question.help, required=False, widget=widget)
        return {question.key: field}

    @staticmethod
    def _initial(questions, answers: dict) -> dict:
        initial = {}
        for question in questions:
            value = answers.get(question.key)
            if question.kind == "people":
                for slot, person in enumerate(value or (), start=1):
                    initial[f"{question.key}_{slot}"] = person
            else:
                initial[question.key] = value
        initial["same_as_administrators"] = bool(answers.get("operators")) and answers.get("operators") == answers.get(
            "administrators"
        )
        return initial

    def clean(self):
        data = super().clean()
        self.answers = {}
        for question in self.questions:
            try:
                self.answers[question.key] = clean(question.key, self._typed(question, data))
            except ValueError as problem:
                self.add_error(question.key, str(problem))
        if data.get("same_as_administrators") and "operators" in self.answers:
            self.answers["operators"] = list(self.answers.get("administrators", ()))
        return data

    def _typed(self, question: AskedQuestion, data: dict):
        if question.key in PEOPLE:
            chosen = (data.get(f"{question.key}_{slot}") for slot in self._slots(question))
            return [person.pk for person in chosen if person]
        return data.get(question.key)


class StartForm(HouseForm, Once):
    """Which operation the plan is for. The rest is asked on the next page."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Municipal operation"),
        help_text=_("The municipal operation that will be in the social medium"),
        empty_label=_("Choose operation"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(closed_on=None).exclude(kind=Unit.Kind.MUNICIPALITY)


class ConsultForm(HouseForm):
    """What the communications office says of the plan."""

    note = forms.CharField(
        label=_("What do you say?"),
        help_text=_("Seen by everyone who reads the plan. May be left empty."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReturnForm(HouseForm):
    """One box; it may point at questions."""

    note = forms.CharField(
        label=_("What needs to change?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, questions: list[AskedQuestion], **kwargs):
        super().__init__(*args, **kwargs)
        self.pointed = [question for question in questions if question.kind not in ("recorded", "unit")]
        for question in self.pointed:
            self.fields[f"at_{question.key}"] = forms.CharField(
                label=question.heading, max_length=500, required=False, widget=forms.TextInput()
            )

    @property
    def notes(self) -> dict[str, str]:
        """Question → note, of those that were written."""
        return {
            question.key: self.cleaned_data[f"at_{question.key}"]
            for question in self.pointed
            if self.cleaned_data.get(f"at_{question.key}")
        }


class FollowUpForm(HouseForm):
    """Did it work?"""

    results = forms.CharField(
        label=_("How did it go?"),
        help_text=_("Take the goals one by one: the figure now, and whether the goal was reached."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    outcome = forms.ChoiceField(
        label=_("How do you go on?"), choices=FollowUp.Outcome.choices, widget=forms.RadioSelect
    )
    waiting = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**63 - 1)


def states_shown() -> list[tuple[str, str]]:
    """Filters of the list of plans."""
    return [(state.value, state.label) for state in Plan.State]
