"""Diary numbers (diarienummer) as people write them. Pure."""

import re

from django.utils.translation import gettext_lazy as _

LONGEST = 60
_LEAD = re.compile(r"^(?:dnr|diarienummer|diarienr|ärendenummer|nr)\b[.: ]*", re.IGNORECASE)
_ALLOWED = re.compile(r"[0-9A-Za-zÅÄÖåäöÉé][0-9A-Za-zÅÄÖåäöÉé /:._§–-]*")
_JOINED = re.compile(r"^([A-ZÅÄÖ]{1,10})(\d{4}[-/:])")


EXAMPLE = _("Write the number as it stands in the diary, for example KS 2026-00231.")


class NotANumber(ValueError):
    """The text can not be a diary number. Says what to write."""

    def __init__(self, message=EXAMPLE):
        super().__init__(message)


def clean(text: str) -> str:
    """The number, tidied: `dnr KS2026-00231 ` becomes `KS 2026-00231`. Raises NotANumber.

    Municipalities write them in many ways, so only what can't be one is refused: no digit, strange signs, too long.
    """
    number = _LEAD.sub("", " ".join(text.split())).rstrip(" .,;")
    number = _JOINED.sub(r"\1 \2", number)
    if len(number) > LONGEST:
        raise NotANumber(_("That is too long for a diary number. Write only the number."))
    if not any(c.isdigit() for c in number) or not _ALLOWED.fullmatch(number):
        raise NotANumber
    return number
