"""The draft's forms: one setting with fields made from the schema, a file, and the decision that adopts the draft."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from socialgov.look.forms import HouseForm, Versioned
from socialgov.policy import loading
from socialgov.policy.editing import arranging, tree
from socialgov.policy.editing.shapes import Kind
from socialgov.policy.editing.tree import Leaf, Node
from socialgov.policy.forms.adopting import profile_choices
from socialgov.policy.loading import Fault

LONGEST = 4000
LARGEST_FILE = 300_000
LARGEST_NUMBER = 9999


class SettingForm(HouseForm, Versioned):
    """The fields of one setting, named by where they stand. Always bound: to what was typed, or to what the draft has.

    A value that cannot be at all is refused. What does not hold together with the rest is kept, and `show` says so.
    """

    def __init__(self, of: Node, data: MultiValueDict):
        super().__init__(data)
        self.of = of
        for leaf in tree.leaves(of):
            self.fields[leaf.path] = _field(leaf)
            if leaf.kind is Kind.SPAN:
                self.fields[f"{leaf.path}.unit"] = forms.ChoiceField(
                    label=_("Counted in"), choices=leaf.choices, required=False
                )
        for many in arranging.lists_of(of):
            if many.keys:
                self.fields[f"{many.path}.new"] = forms.ChoiceField(
                    label=_("Add"), choices=[("", _("Choose")), *many.keys], required=False
                )
        self.speak_plainly()

    def show(self, faults: Iterable[Fault]) -> None:
        """Put each fault beside its field, or its part's first field; what concerns the whole stands at the top."""
        for fault in faults:
            group = next((g for g in tree.groups(self.of) if g.path == fault.key), None)
            if group is None:
                self.add_error(self._nearest(fault.key), fault.reason)
            elif tree.is_unsaid(group):
                self.add_error(f"{group.path}.reason", _("No number is said here. Give the reason."))
            elif tree.is_nowhere(group):
                self.add_error(f"{group.path}.lines", _("Say where it stands, or give the reason."))
            else:
                inner = group.leaves and group is not self.of
                self.add_error(group.leaves[0].path if inner else None, fault.reason)

    def _nearest(self, key: str) -> str | None:
        while key and key not in self.fields:
            key = key.rpartition(".")[0]
        return key or None

    @property
    def new_keys(self) -> dict[str, str]:
        """What was chosen to be added to each table."""
        return {name.removesuffix(".new"): value for name, value in self.cleaned_data.items() if name.endswith(".new")}


def _field(leaf: Leaf) -> forms.Field:
    common = {"label": leaf.label, "help_text": leaf.help, "required": False}
    match leaf.kind:
        case Kind.CHECK:
            return forms.BooleanField(**common)
        case Kind.NUMBER | Kind.SHARE | Kind.SPAN:
            least = leaf.shape.least if leaf.shape.least is not None else 1
            most = leaf.shape.most or LARGEST_NUMBER
            return forms.IntegerField(min_value=least, max_value=most, **common)
        case Kind.TIME:
            widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            return forms.TimeField(widget=widget, input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **common)
        case Kind.CHOICES:
            return forms.MultipleChoiceField(choices=leaf.choices, widget=forms.CheckboxSelectMultiple, **common)
        case Kind.CHOICE:
            return forms.ChoiceField(choices=[*_none(leaf), *leaf.choices], **common)
        case Kind.AREA | Kind.LINES:
            rows = 4 if leaf.path.endswith(".text") else 2
            return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), max_length=LONGEST, **common)
    return forms.CharField(max_length=leaf.shape.most or 300, **common)


def _none(leaf: Leaf) -> list[tuple[str, object]]:
    """What stands first when there may be nothing chosen."""
    if leaf.path.endswith(".modality"):
        return []
    if leaf.name.startswith("RemovalCategory.") and leaf.shape.optional:
        return [("", _("As usual for the category"))]
    return [("", _("Nobody") if leaf.shape.optional else _("Choose"))] if leaf.shape.optional or not leaf.value else []


class StartForm(HouseForm):
    """Which profile a draft is started from, when it is not what is in force."""

    profile = forms.ChoiceField(label=_("Which guidelines do you start from?"), widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = profile_choices()


class UploadForm(HouseForm, Versioned):
    """A whole document as a TOML file. Its faults are added by `refuse`, each with its key."""

    file = forms.FileField(label=_("A file with guidelines (TOML)"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large to be guidelines."))
        try:
            self.cleaned_data["text"] = file.read().decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not text in UTF-8.")) from None
        return file

    def refuse(self, error: loading.ProfileError) -> None:
        """Say file, key and reason of each fault."""
        for fault in error.faults:
            self.add_error("file", ": ".join(part for part in (error.file, fault.key, fault.reason) if part))


class DiscardForm(HouseForm, Versioned):
    """Throwing the draft away."""


class AdoptDraftForm(HouseForm, Versioned):
    """The decision. `version` is the draft's, `seen` the guidelines in force that the page compared it with."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    decided_on = forms.DateField(
        label=_("Decision date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    decided_by = forms.CharField(
        label=_("Decided by"), help_text=_("For example the municipal council, § 41."), max_length=200
    )
    diary_number = forms.CharField(
        label=_("Record number"),
        help_text=_("If there is one, for example KS 2026-00112."),
        max_length=60,
        required=False,
    )
    revise_by = forms.DateField(
        label=_("To be looked over by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def __init__(self, *args, every: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if every:
            self.fields["revise_by"].help_text = _("Leave it empty, and it is %(every)s after the decision.") % {
                "every": every
            }

    def clean_decided_on(self):
        if self.cleaned_data["decided_on"] > timezone.localdate():
            raise forms.ValidationError(_("The decision date lies ahead. Adopt the guidelines once they are decided."))
        return self.cleaned_data["decided_on"]

    def renew_seen(self, seen: int) -> None:
        """The version in force that the page now compares with."""
        self.data = self.data.copy()
        self.data["seen"] = str(seen)
