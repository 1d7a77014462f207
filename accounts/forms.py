"""Forms of the registry, custody and the channel list."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Assignment, Custody, PartyLink
from accounts.windows import WindowError, window_from, words_of
from socialgov.look.forms import HouseForm, Once, Versioned
from socialgov.look.municipality import with_roles
from socialgov.organisation.models import Person, Unit
from socialgov.platforms import catalogue

WHO_HAS_FULL_CONTROL = with_roles(
    _("Choose who has full control. One should be from %(office)s."), office="communications"
)


class _Plain(FormHelper):
    """Fields only: the template writes the form tag, the summary and the buttons."""

    def __init__(self, form):
        super().__init__(form)
        self.form_tag = False
        self.disable_csrf = True


def people():
    """Everyone who can be chosen for a part in an account."""
    return Person.objects.filter(is_active=True).select_related("unit")


class PersonChoice(forms.ModelChoiceField):
    """A person, named with their unit."""

    def label_from_instance(self, person):
        return f"{person.name}, {person.unit.name}"


class PeopleChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, person):
        return f"{person.name}, {person.unit.name}"


class AddAccountForm(HouseForm, Once):
    """An address is enough; a name too. Gaps are asked for afterwards."""

    address = forms.CharField(
        label=_("Web address"),
        help_text=_("Paste the address of the account, for example instagram.com/name."),
        required=False,
        max_length=500,
    )
    name = forms.CharField(label=_("Name of the account"), required=False, max_length=120)
    platform = forms.ChoiceField(
        label=_("Social medium"), required=False, help_text=_("Only if the account has no address yet.")
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Municipal operation"), required=False, empty_label=_("Not known yet")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["platform"].choices = [("", _("Seen from the address"))] + [
            (platform.slug, platform.name) for platform in catalogue.offered()
        ]
        self.fields["unit"].queryset = Unit.objects.filter(closed_on=None)
        self.helper = _Plain(self)

    def clean(self):
        data = super().clean()
        if not data.get("address") and not data.get("name") and not self.errors:
            self.add_error("address", _("Paste an address, or write a name."))
        if not data.get("address") and data.get("name") and not data.get("platform"):
            self.add_error("platform", _("Choose where the account will be."))
        return data


class AccountForm(HouseForm, Versioned):
    """The entry in the registry."""

    name = forms.CharField(label=_("Name of the account"), max_length=120)
    address = forms.CharField(label=_("Web address"), max_length=500, required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Municipal operation"), required=False, empty_label=_("Not known yet")
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        help_text=_("One sentence, as the public reads it on the channel list."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    window = forms.CharField(
        label=_("Watched"),
        help_text=_("Days and hours, for example mån–fre 8–17. The clocks run only then."),
        max_length=120,
        required=False,
    )
    watched = forms.CharField(
        label=_("Watched, in words for the public"),
        help_text=_("Leave empty to show the hours above."),
        max_length=200,
        required=False,
    )
    checks_per_day = forms.IntegerField(
        label=_("Checks a day"),
        help_text=_("For a busy page a couple of times a day, all days. 0 means by the guidelines' floor."),
        min_value=0,
        max_value=24,
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail address of the account"),
        help_text=_("On the municipality's own domain."),
        max_length=254,
        required=False,
    )
    audience = forms.ChoiceField(label=_("Who can read it"), choices=Account.Audience.choices)
    comments_open = forms.BooleanField(label=_("Comments are open"), required=False)
    one_administrator_because = forms.CharField(
        label=with_roles(_("Exception: why one %(role)s is enough"), role="administrator"),
        help_text=_("Only where the guidelines allow it, for example the blog of a head of department."),
        max_length=200,
        required=False,
    )
    liability_note = forms.CharField(
        label=_("Personal data in what others write there: our assessment"),
        help_text=_("Can we decide over what visitors publish? Only where the guidelines do not say."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    house_rules_pasted_on = forms.DateField(
        label=_("House rules pasted into the profile"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(closed_on=None)
        self.helper = _Plain(self)

    @staticmethod
    def initial_of(account: Account) -> dict:
        names = [name for name in AccountForm.base_fields if name not in ("window", "version")]
        return {name: getattr(account, name) for name in names} | {
            "window": words_of(account.window),
            "version": account.version,
        }

    def clean_window(self):
        try:
            return window_from(self.cleaned_data["window"])
        except WindowError as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean_checks_per_day(self):
        return self.cleaned_data["checks_per_day"] or 0


class AssignForm(HouseForm, Once):
    """Give somebody a part in the account."""

    person = PersonChoice(Person.objects.none(), label=_("Person"), empty_label=_("Choose a person"))
    role = forms.ChoiceField(label=_("Does"))
    starts_on = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), initial=timezone.localdate
    )

    def __init__(self, *args, labels=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people()
        self.fields["role"].choices = [
            (role, labels(role) if labels else name) for role, name in Assignment.Role.choices
        ]
        self.helper = _Plain(self)


class CustodyForm(HouseForm, Versioned):
    """How the municipality can always get into the account."""

    form = forms.ChoiceField(label=_("How the login is kept"), choices=Custody.Form.choices, widget=forms.RadioSelect)
    user_name = forms.CharField(
        label=_("User name"), max_length=254, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("Kept encrypted. Leave empty to keep the one already here."),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    vault_reference = forms.CharField(
        label=_("Vault and entry"),
        help_text=_("Which vault, and what the entry is called there."),
        max_length=200,
        required=False,
    )
    full_control = PeopleChoice(
        Person.objects.none(), label=_("Who has full control"), required=False, widget=forms.CheckboxSelectMultiple
    )
    code_recipient = forms.CharField(
        label=_("Who gets the one-time code"),
        help_text=_("Name the telephone, for example the school's mobile in the office."),
        max_length=120,
        required=False,
    )
    code_is_private = forms.BooleanField(label=_("It goes to a private phone"), required=False)
    recovery_email = forms.EmailField(label=_("Recovery e-mail address"), max_length=254, required=False)

    def __init__(self, *args, candidates=None, has_deposit=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_deposit = has_deposit
        self.fields["full_control"].queryset = candidates if candidates is not None else people()
        self.fields["version"].required = False
        self.helper = _Plain(self)

    def clean(self):
        data = super().clean()
        form = data.get("form")
        if form == Custody.Form.DEPOSIT:
            given = [bool(data.get("user_name")), bool(data.get("password"))]
            if any(given) and not all(given):
                self.add_error("password" if given[0] else "user_name", _("Write both user name and password."))
            elif not any(given) and not self.has_deposit:
                self.add_error("user_name", _("Write the user name and the password to keep them here."))
        if form == Custody.Form.VAULT and not data.get("vault_reference"):
            self.add_error("vault_reference", _("Say in which vault the login is, and under what name."))
        if form == Custody.Form.PERSONAL and not data.get("full_control"):
            self.add_error("full_control", WHO_HAS_FULL_CONTROL)
        return data


class OpenLoginForm(HouseForm):
    """Why the login is opened; the other custodians get to read it."""

    why = forms.CharField(
        label=_("Why do you need it?"), help_text=_("The others who keep logins are told."), max_length=200
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _Plain(self)


class CloseForm(HouseForm):
    """The account is left for good."""

    closed_on = forms.DateField(
        label=_("Closed on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _Plain(self)

    def clean_closed_on(self):
        if self.cleaned_data["closed_on"] > timezone.localdate():
            raise forms.ValidationError(_("That day lies ahead. Close the account once you have left it."))
        return self.cleaned_data["closed_on"]


class PartyForm(HouseForm, Versioned):
    """A party's answer to the offer of a link."""

    name = forms.CharField(label=_("Party"), max_length=120)
    answer = forms.ChoiceField(label=_("Answer"), choices=PartyLink.Answer.choices)
    address = forms.URLField(label=_("Web address"), max_length=500, required=False, assume_scheme="https")
    term_starts_on = forms.DateField(
        label=_("Term of office from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    term_ends_on = forms.DateField(label=_("until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].required = False  # a new party has none
        self.helper = _Plain(self)

    def clean(self):
        data = super().clean()
        if data.get("answer") == PartyLink.Answer.ACCEPTED and not data.get("address") and "address" not in self.errors:
            self.add_error("address", _("Write the party's address, or choose another answer."))
        start, end = data.get("term_starts_on"), data.get("term_ends_on")
        if start and end and end < start:
            self.add_error("term_ends_on", _("The term ends before it begins. Change one of the dates."))
        return data
