"""What is asked about people, units, roles, hours and absence. The rules are in the services."""

import re
from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgov.look.forms import HouseForm, Versioned
from socialgov.organisation import hours
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person, Unit
from socialgov.organisation.services import PACKAGES
from socialgov.organisation.tree import in_order

_TELEPHONE = re.compile(r"\+?[\d\s()/–-]{5,40}")
FIRST_YEAR, LAST_YEAR = 2000, 2100
INDENT = "\N{NO-BREAK SPACE}" * 4


class UnitField(forms.ChoiceField):
    """A unit of the tree, indented as it stands there. `choose_among` is called when the form is made."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.units: dict[str, Unit] = {}

    def choose_among(self, units) -> None:
        branches = in_order(units)
        self.units = {str(branch.unit.pk): branch.unit for branch in branches}
        indented = [(str(b.unit.pk), INDENT * b.depth + b.unit.name) for b in branches]
        self.choices = [("", _("Choose a unit")), *indented]

    def clean(self, value) -> Unit | None:
        return self.units.get(super().clean(value))


class DayField(forms.DateField):
    """A day in the browser's own calendar; years far away are typing errors."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%Y%m%d", "%d/%m %Y", "%d/%m/%Y"], **kwargs)

    def clean(self, value) -> date | None:
        day = super().clean(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(_("Check the year."))
        return day


class TelephoneField(forms.CharField):
    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}))
        super().__init__(max_length=40, required=False, **kwargs)

    def clean(self, value) -> str:
        value = super().clean(value)
        if value and not _TELEPHONE.fullmatch(value):
            raise forms.ValidationError(_("Write the number with digits, for example 070-174 06 05."))
        return value


class PersonForm(HouseForm):
    """A new person."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The work e-mail. It is what they sign in with."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    title = forms.CharField(label=_("Title (if there is one)"), max_length=120, required=False)
    phone = TelephoneField(label=_("Work telephone (if there is one)"))
    unit = UnitField(label=_("Unit"))

    def __init__(self, *args, actor: Actor, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.open().changeable_by(actor, now)
        present = self.initial.get("unit")
        if isinstance(present, Unit):
            units = Unit.objects.filter(pk=present.pk) | units
            self.initial["unit"] = str(present.pk)
        self.fields["unit"].choose_among(units.distinct())


class PersonChangeForm(Versioned, PersonForm):
    """Someone who is here already."""


class UnitForm(HouseForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in Unit.Kind if kind != Unit.Kind.MUNICIPALITY],
        widget=forms.RadioSelect,
        initial=Unit.Kind.UNIT.value,
    )
    parent = UnitField(label=_("Belongs to"))
    email = forms.EmailField(label=_("Function mailbox (if there is one)"), max_length=254, required=False)
    phone = TelephoneField(label=_("Telephone (if there is one)"))
    has_secrecy = forms.BooleanField(
        label=_("Works under secrecy"),
        help_text=_(
            "For example school, care and social services. Comments and pictures are then shown with more care."
        ),
        required=False,
    )

    def __init__(self, *args, actor: Actor, now: datetime, unit: Unit | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if unit is not None and unit.kind == Unit.Kind.MUNICIPALITY:
            del self.fields["kind"], self.fields["parent"]
            return
        parents = Unit.objects.open().changeable_by(actor, now)
        if unit is not None:
            parents = (Unit.objects.filter(pk=unit.parent_id) | parents).distinct()
            parents = parents.exclude(pk__in=Unit.objects.below([unit.pk]))
        self.fields["parent"].choose_among(parents)


class UnitChangeForm(Versioned, UnitForm):
    """A unit that is here already."""


class HoursForm(Versioned, HouseForm):
    hours = forms.CharField(
        label=_("Works"),
        help_text=_(
            "For example Wed–Fri 8–12, or Mon–Thu 7.30–16, Fri 7.30–12. Empty means office hours, Mon–Fri 8–17."
        ),
        max_length=hours.MOST_LETTERS,
        required=False,
    )

    def clean_hours(self) -> str:
        try:
            hours.parse(self.cleaned_data["hours"])
        except hours.NotHours as error:
            raise forms.ValidationError(str(error)) from None
        return self.cleaned_data["hours"]


class LastDayForm(Versioned, HouseForm):
    leaves_on = DayField(
        label=_("Last day"),
        help_text=_("They can sign in until and including that day. Empty if they stay."),
        required=False,
    )


class RolesForm(HouseForm):
    package = forms.ChoiceField(label=_("What are they to do?"), widget=forms.RadioSelect)
    unit = UnitField(label=_("Where"), help_text=_("Holds for the unit and everything below it."))

    def __init__(self, *args, actor: Actor, now: datetime, packages: list[str], words: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["package"].choices = [(name, words.get(name, PACKAGES[name].label)) for name in packages]
        self.fields["unit"].choose_among(Unit.objects.open().changeable_by(actor, now))


class PackageEndForm(HouseForm):
    """Which roles are taken back; from a button."""

    package = forms.ChoiceField(choices=[(name, name) for name in PACKAGES])
    unit = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class AbsenceForm(HouseForm):
    """An absence of `person`, or of one of those whose absence the actor may enter."""

    person = forms.ModelChoiceField(
        label=_("Who is away?"), queryset=Person.objects.none(), empty_label=_("Choose a person")
    )
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))
    substitute = forms.ModelChoiceField(
        label=_("Substitute"),
        help_text=_(
            "Sees and does what the one who is away sees and does, those days only. Both names are written down."
        ),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("No one"),
    )

    def __init__(self, *args, actor: Actor, now: datetime, person: Person | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        among = Person.objects.presence_changeable_by(actor, now).select_related("unit")
        people = Person.objects.active(now).visible_to(actor, now).select_related("unit")
        for name, queryset in (("person", among), ("substitute", people)):
            self.fields[name].queryset = queryset
            self.fields[name].label_from_instance = self.name_and_unit
        if person is not None:
            del self.fields["person"]
            self.fields["substitute"].queryset = people.exclude(pk=person.pk)

    @staticmethod
    def name_and_unit(person: Person) -> str:
        return f"{person.name}, {person.unit.name}"

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        return cleaned


class AbsenceChangeForm(Versioned, AbsenceForm):
    """An absence that is entered already."""
