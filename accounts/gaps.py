"""What is missing on an account, as things to do. Never who is to blame. Pure: facts in, gaps out."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one account on one day."""

    name: str
    state: str
    has_unit: bool
    administrators: int
    minimum_administrators: int
    exempt: bool
    custody_form: str
    code_is_private: bool
    code_recipient: str
    leaving: tuple[tuple[str, date], ...] = ()
    administrator_word: str = "administrator"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to do: what, under which provision of the guidelines, by when, and the page (`step`) that mends it."""

    key: str
    title: str
    provision: str
    step: str
    label: str
    note: str = ""
    by: date | None = None


def gaps(facts: Facts, *, today: date) -> list[Gap]:
    """The account's gaps, the most important first. A closed or planned account has none."""
    if facts.state not in ("active", "closing"):
        return []
    found: list[Gap] = []
    if not facts.has_unit and not facts.administrators:
        found.append(Gap("owner", _("We do not know who runs the account"), "channel_list", "people", _("Choose who")))
    elif facts.administrators < (1 if facts.exempt else facts.minimum_administrators):
        title = _("Only one %(role)s. There must be at least two") % {"role": facts.administrator_word}
        if facts.minimum_administrators != 2 or facts.administrators != 1:
            words = {"least": facts.minimum_administrators, "role": facts.administrator_word}
            title = _("At least %(least)d must be %(role)s") % words
        found.append(Gap("administrators", title, "starting.administrators", "people", _("Choose another")))
    found += [
        Gap(
            f"leaves:{name}",
            _("%(name)s leaves. Choose a new %(role)s") % {"name": name, "role": facts.administrator_word},
            "starting.administrators",
            "people",
            _("Choose a new %(role)s") % {"role": facts.administrator_word},
            by=last_day,
        )
        for name, last_day in facts.leaving
        if last_day >= today
    ]
    if not facts.custody_form:
        found.append(Gap("custody", _("Nobody has said how the login is kept"), "custody", "custody", _("Say how")))
    elif facts.code_is_private:
        to = facts.code_recipient or _("a private phone")
        found.append(
            Gap(
                "code",
                _("The one-time code goes to %(to)s") % {"to": to},
                "custody",
                "custody",
                _("Change phone"),
                note=_("Change to a phone of the workplace, so that it does not leave with a person."),
                by=min((day for _name, day in facts.leaving), default=None),
            )
        )
    return found
