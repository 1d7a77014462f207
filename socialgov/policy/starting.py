"""Putting guidelines in force from the command line: a profile by its name, or a file of the municipality's own."""

from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.selectors import municipality_name
from socialgov.policy import loading, services
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.models import Adopted


def read(profile: str) -> Guidelines:
    """A profile that comes with the software, by its name, or a TOML file by its path. Raises ProfileError."""
    path = Path(profile)
    if path.suffix != ".toml":
        return loading.load(profile)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise loading.ProfileError(profile, [loading.Fault("", _("The file can not be read: %s.") % error)]) from error
    except UnicodeDecodeError as error:
        raise loading.ProfileError(profile, [loading.Fault("", _("Save the file as UTF-8."))]) from error
    return loading.parse(text, file=path.name)


def adopt(
    *, profile: str, decided_by: str, decided_on: date | None, diary_number: str, municipality: str = "", now: datetime
) -> Adopted:
    """Put them in force under the name of `municipality`, or of the one that is set up here.

    Who decided, when and under which number is what the file says of its own municipality, unless said here.
    Raises ProfileError, AdoptionRefused.
    """
    model = read(profile)
    about = model.about
    name = municipality or municipality_name()
    if name in ("", about.municipality):
        decided_by = decided_by or about.decided_by or ""
        decided_on = decided_on or about.revised_on or about.decided_on
        diary_number = diary_number or about.diary_number
    if decided_on is None:
        raise services.AdoptionRefused(_("Say on which day it was decided."))
    decision = {
        "decided_by": decided_by.strip(), "decided_on": decided_on, "diary_number": diary_number.strip(),
    }  # fmt: skip
    document = services.under_own_name(model, municipality=name, decision=decision)
    return services.adopt(
        profile=Path(profile).stem, document=document, decided_by=decided_by, decided_on=decided_on,
        diary_number=diary_number, actor=SYSTEM, now=now,
    )  # fmt: skip
