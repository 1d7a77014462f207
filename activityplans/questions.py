"""What counts as an answer to the plan's questions, and what a signature is bound to. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PEOPLE = ("administrators", "operators", "substitutes")
MOST_LETTERS = 8000
NOT_YET = ("", "finns inte än", "finns inte ännu", "does not exist yet")


def content_of(answers: Mapping[str, object]) -> bytes:
    """The answers as canonical JSON: keys sorted, no spaces, UTF-8."""
    return json.dumps(answers, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(answers: Mapping[str, object]) -> str:
    """SHA-256 (hex) over `content_of`: what a signature is bound to."""
    return hashlib.sha256(content_of(answers)).hexdigest()


def missing(
    answers: Mapping[str, object],
    *,
    required: Iterable[str],
    minimum_administrators: int,
    measurable: bool,
    hours: bool,
    administrator: str,
) -> dict[str, str]:
    """What has to be done before the plan can be sent: question → a sentence. Empty when nothing is left.

    `administrator` is the municipality's word for one. `measurable` goals hold at least a figure (ATV-13), and the
    watching where `hours` are wanted (ATV-16).
    """
    left: dict[str, str] = {}
    for key in required:
        if sentence := _lacks(key, answers.get(key), minimum_administrators, measurable, hours, administrator):
            left[key] = sentence
    return left


def _lacks(
    key: str, value: object, minimum_administrators: int, measurable: bool, hours: bool, administrator: str
) -> str:
    if key == "administrators":
        more = minimum_administrators - len(set(value or ()))  # type: ignore[call-overload]
        words = ngettext("Choose one more %(role)s.", "Choose %(more)d more who are %(role)s.", max(more, 1))
        return words % {"more": more, "role": administrator} if more > 0 else ""
    if key == "guidelines_followed":
        return "" if value is True else _("Tick the box when you have read them.")
    if key == "goals":
        return "" if value and (not measurable or _has_figure(value)) else _("Write a figure and a date.")
    if key == "monitoring" and hours:
        return "" if value and _has_figure(value) else _("Write days and times.")
    return _("Answer the question.") if value in (None, "", []) else ""


def _has_figure(value: object) -> bool:
    return any(character.isdigit() for character in str(value))


def clean(key: str, value: object) -> object:
    """An answer in the form it is kept: text without NUL and outer space, ids, a decimal as text, true or false.

    Raises ValueError with a sentence.
    """
    if key in PEOPLE:
        return list(dict.fromkeys(int(person) for person in value or ()))  # type: ignore[attr-defined]
    if key == "guidelines_followed":
        return bool(value)
    text = str(value or "").replace("\x00", "").strip()
    if key == "weekly_hours" and text:
        return _hours(text)
    if len(text) > MOST_LETTERS:
        raise ValueError(_("Shorten the answer to %(limit)d characters.") % {"limit": MOST_LETTERS})
    return text


def _hours(text: str) -> str:
    try:
        hours = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ValueError(_("Write the hours a week with figures, for example 1,5.")) from None
    if not hours.is_finite() or not 0 < hours <= 168:
        raise ValueError(_("Write how many hours a week, at most 168."))
    return f"{hours.normalize():f}".replace(".", ",")


def watched_hours_note(answers: Mapping[str, object], *, watched: float) -> str:
    """A remark where the watching takes far more time than the plan sets aside; never an obstacle."""
    try:
        planned = float(str(answers.get("weekly_hours") or "0").replace(",", "."))
    except ValueError:
        return ""
    if not planned or watched <= planned * 10:
        return ""
    return _("%(watched)g hours of watching a week in %(planned)g hours. Is it meant as one check a day?") % {
        "watched": watched,
        "planned": planned,
    }
