"""What is asked beside a comment."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.forms.routes import RouteSelect, with_address
from moderation.models import Alarm, Item, SecondLook
from moderation.reasons import NO_ANSWER_REASONS
from moderation.selectors.choices import people_to_choose, units_to_ask
from moderation.selectors.routes import Way
from moderation.services.forwarding import part_deadline, recipient
from socialgov.look.forms import HouseForm, Once, Versioned
from socialgov.organisation.models import Person, Unit


class PersonField(forms.ModelChoiceField):
    """A person with their unit."""

    def label_from_instance(self, person: Person) -> str:
        return f"{person.name}, {person.unit}"


class ReplyForm(Versioned, HouseForm):
    """The reply. A draft of it is kept in the browser."""

    text = forms.CharField(
        label=_("Reply (the text)"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5, "data-reply": ""}),
        error_messages={"required": _("Write a reply first.")},
    )


class NoAnswerForm(HouseForm):
    """Why no answer is needed: one press each."""

    why = forms.ChoiceField(
        choices=list(NO_ANSWER_REASONS.items()), error_messages={"required": _("Choose why no answer is needed.")}
    )


class ForwardForm(Once, HouseForm):
    """A route, who is to answer, what they need to say, and when."""

    route = forms.ChoiceField(
        label=_("What is it about?"),
        widget=RouteSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    person = PersonField(Person.objects.none(), label=_("A person"), required=False, empty_label="–")
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("A unit's mailbox"), required=False, empty_label="–")
    address = forms.EmailField(
        label=_("Or an e-mail address"),
        required=False,
        error_messages={"invalid": _("Write the whole address, like lina@kommun.se.")},
    )
    question = forms.CharField(
        label=_("What do you need to know?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Your colleague reads the comment too, unless it is marked for secrecy."),
        error_messages={"required": _("Write what you need to know.")},
    )
    due_at = forms.DateTimeField(
        label=_("You need the answer by"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M"],
    )

    def __init__(self, *args, item: Item, now: datetime, ways: dict[str, Way], **kwargs):
        self.item, self.now, self.ways = item, now, ways
        super().__init__(*args, **kwargs)
        route = self.fields["route"]
        route.choices, route.widget.fills = [], {}
        for way in ways.values():
            to = recipient(way, item, now=now)
            route.choices += [(way.code, with_address(way, way.goes_to or (to[0].name if to[0] else "")))]
            route.widget.fills[way.code] = self._fills(way, to)
        route.widget.choices = route.choices
        self.fields["person"].queryset = people_to_choose()
        self.fields["unit"].queryset = units_to_ask()
        if item.due_at is None:
            self.fields["due_at"].help_text = _("The comment has no time of its own.")
        self._begin_with(self.initial.get("route"))
        self.speak_plainly()

    def _fills(self, way: Way, to: tuple[Person | None, Unit | None, str]) -> dict[str, str]:
        """What the route puts in the other fields, as they are written there."""
        person, unit, address = to
        due = _local(part_deadline(self.item, now=self.now, hours=way.hours))
        return {
            "person": str(person.pk) if person else "",
            "unit": str(unit.pk) if unit else "",
            "address": address,
            "question": way.question,
            "due_at": due.strftime("%Y-%m-%dT%H:%M") if due else "",
        }

    def _begin_with(self, code: str | None) -> None:
        """The fields as the chosen route fills them in."""
        way = self.ways.get(code or "")
        self.fields["due_at"].initial = _local(part_deadline(self.item, now=self.now, hours=way.hours if way else None))
        if way:
            person, unit, address = recipient(way, self.item, now=self.now)
            self.initial |= {"person": person, "unit": unit, "address": address, "question": way.question}

    def clean(self):
        cleaned = super().clean()
        to = [name for name in ("person", "unit", "address") if cleaned.get(name)]
        way = self.ways.get(cleaned.get("route", ""))
        led = way and any(recipient(way, self.item, now=self.now))
        if not to and not led and not self.errors.keys() & {"person", "unit", "address"}:
            self.add_error("address", _("Choose who is to answer, or write an e-mail address."))
        if len(to) > 1:
            self.add_error(to[-1], _("Choose one: a person, a mailbox or an address."))
        if (due := cleaned.get("due_at")) and due <= self.now:
            self.add_error("due_at", _("The time has passed. Choose a later one."))
        return cleaned


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment).replace(tzinfo=None) if moment else None


class RegistrarForm(Once, HouseForm):
    """What the registrar gets to read first."""

    subject = forms.CharField(
        label=_("What is it about, in a few words?"),
        max_length=200,
        help_text=_("The registrar sees the line first. Write no names if it may be secret."),
        error_messages={"required": _("Write what it is about, in a few words.")},
    )
    case_number = forms.CharField(
        label=_("Record number, if you have it"), max_length=60, required=False, help_text=_("If it belongs to a case.")
    )


class CaseForm(HouseForm):
    case_number = forms.CharField(label=_("Record number, if you have it"), max_length=60, required=False)


class AlarmForm(Once, HouseForm):
    """Hot, fara för liv, oro för barn, bluff i kommunens namn."""

    kind = forms.ChoiceField(
        label=_("What has happened?"),
        choices=Alarm.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the alarm is about.")},
    )
    note = forms.CharField(
        label=_("Do those who are told need to know more?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("May be left empty. The comment itself is not sent."),
    )


class TakeAwayForm(Once, HouseForm):
    """Why, and who is attacked. `described` is asked for only where nothing could be saved."""

    category = forms.ChoiceField(
        label=_("Category"), widget=forms.RadioSelect, error_messages={"required": _("Choose a reason in the list.")}
    )
    attacked = PersonField(
        Person.objects.none(),
        label=_("Is someone of us attacked?"),
        required=False,
        empty_label=_("No, or someone else"),
        help_text=_("That person is told, and does not take the second look."),
    )
    described = forms.CharField(
        label=_("What did it say, in short?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, categories, may_be_empty: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [(c.code, c.known.label) for c in categories]
        self.fields["category"].required = not may_be_empty
        self.fields["attacked"].queryset = people_to_choose()
        self.speak_plainly()


class LookForm(HouseForm):
    """What the second look found."""

    outcome = forms.ChoiceField(
        label=_("What do you say?"), widget=forms.RadioSelect, error_messages={"required": _("Choose what you found.")}
    )
    note = forms.CharField(
        label=_("What did you find?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("May be left empty."),
    )

    def __init__(self, *args, look: SecondLook, can_be_shown: bool, **kwargs):
        super().__init__(*args, **kwargs)
        outcome = SecondLook.Outcome
        choices = [(outcome.RIGHT, outcome.RIGHT.label)]
        choices.append(
            (outcome.RESTORE, outcome.RESTORE.label) if can_be_shown else (outcome.WRONG, outcome.WRONG.label)
        )
        self.fields["outcome"].choices = choices
        if look.own:
            self.fields["note"].required = True
            self.fields["note"].help_text = _("Nobody else looks at it, so write what you found.")
        self.speak_plainly()


class TogetherForm(Once, HouseForm):
    """One measure for several comments: why no answer is needed, or a category."""

    MOST = 50
    ids = forms.CharField(widget=forms.HiddenInput)
    measure = forms.ChoiceField(choices=[("no_answer", ""), ("hide", ""), ("remove", "")])
    why = forms.ChoiceField(
        label=_("Why is no answer needed?"),
        choices=list(NO_ANSWER_REASONS.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    category = forms.ChoiceField(label=_("Category"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args, categories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [(c.code, c.known.label) for c in categories]
        self.speak_plainly()

    def clean(self):
        cleaned = super().clean()
        measure = cleaned.get("measure")
        if measure == "no_answer" and not cleaned.get("why"):
            self.add_error("why", _("Choose why no answer is needed."))
        if measure in ("hide", "remove") and not cleaned.get("category"):
            self.add_error("category", _("Choose a reason in the list."))
        return cleaned
