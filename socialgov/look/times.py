"""How a time, a day, a length of time and a number are written (vocabulary.md, section 0). No clock is read here.

Moments are aware datetimes; they are told in Europe/Stockholm and in the active language. Spaces that must not be torn
apart at a line end are non-breaking.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NBSP = "\u00a0"

# Names are tables, not msgids: a date must come out whole in one language, and each is shortened in its own way.
_WEEKDAYS = {
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_SHORT_MONTHS = {
    "sv": ["jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sept", "okt", "nov", "dec"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}


def language() -> str:
    """The language told in: Swedish unless English is active."""
    return "en" if (get_language() or "").startswith("en") else "sv"


def local(moment: datetime) -> datetime:
    """The moment as the municipality's clocks show it."""
    return moment.astimezone(STOCKHOLM)


def local_day(moment: datetime | date) -> date:
    """The day in Sweden. A plain date is itself."""
    return local(moment).date() if isinstance(moment, datetime) else moment


def _hour(value: time | datetime) -> str:
    return f"{value.hour}.{value.minute:02d}" if language() == "sv" else f"{value.hour}:{value.minute:02d}"


def clock(moment: datetime | time) -> str:
    """`kl. 14.00`; in English `14:00`. A plain time is taken to be local already."""
    value = local(moment) if isinstance(moment, datetime) else moment
    return f"kl.{NBSP}{_hour(value)}" if language() == "sv" else _hour(value)


def hours(opens: time, closes: time) -> str:
    """`kl. 8.00–17.00`"""
    return f"{clock(opens)}–{_hour(closes)}"


def weekday(day: date, *, short: bool = False) -> str:
    name = _WEEKDAYS[language()][day.weekday()]
    return name[:3] if short else name


def month(number: int) -> str:
    return _MONTHS[language()][number - 1]


def date_short(day: datetime | date, *, today: datetime | date) -> str:
    """`18 dec`, and `18 maj 2027` when the year is another than today's."""
    day, today = local_day(day), local_day(today)
    text = f"{day.day}{NBSP}{_SHORT_MONTHS[language()][day.month - 1]}"
    return text if day.year == today.year else f"{text}{NBSP}{day.year}"


def date_long(day: datetime | date) -> str:
    """`20 november 2026`, for reports and protocols."""
    day = local_day(day)
    return f"{day.day}{NBSP}{month(day.month)}{NBSP}{day.year}"


_WORDS = {
    "sv": ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
}


def in_words(count: int) -> str:
    """`Fem`, at the head of a sentence: numbers up to twelve in words, larger ones in figures."""
    words = _WORDS[language()]
    return words[count].capitalize() if 0 <= count < len(words) else str(count)


def weekday_and_date(day: datetime | date) -> str:
    """`Fredag 20 november`, at the head of the day's page."""
    day = local_day(day)
    return f"{weekday(day).capitalize()} {day.day}{NBSP}{month(day.month)}"


def day(when: datetime | date, *, today: datetime | date) -> str:
    """`i dag`, `i morgon`, `i går`, otherwise `mån 11 maj`; in another year `18 maj 2027`."""
    when, today = local_day(when), local_day(today)
    match (when - today).days:
        case 0:
            return _("today").replace(" ", NBSP)
        case 1:
            return _("tomorrow").replace(" ", NBSP)
        case -1:
            return _("yesterday").replace(" ", NBSP)
    text = date_short(when, today=today)
    return f"{weekday(when, short=True)}{NBSP}{text}" if when.year == today.year else text


def when(moment: datetime, *, now: datetime) -> str:
    """`i dag kl. 14.00`, `mån 11 maj kl. 14.00`"""
    return f"{day(moment, today=now)} {clock(moment)}"


def exact(moment: datetime) -> str:
    """`20 november 2026 kl. 14.00`, for reports, protocols and tool tips."""
    return f"{date_long(moment)} {clock(moment)}"


def stamp(moment: datetime) -> str:
    """`2026-11-20 14.00`, for tables and exports."""
    value = local(moment)
    return f"{value:%Y-%m-%d}{NBSP}{_hour(value)}"


def days(first: date, last: date, *, today: datetime | date) -> str:
    """`28–31 dec`, `19 dec–10 jan`"""
    end = date_short(last, today=today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{date_short(first, today=today)}–{end}"


def days_long(first: date, last: date) -> str:
    """`15 juni–14 augusti`: the same days every year."""
    return f"{first.day}{NBSP}{month(first.month)}–{last.day}{NBSP}{month(last.month)}"


def duration(length: timedelta) -> str:
    """`20 sek`, `40 min`, `3 tim 10 min`, `2 dagar`. Never negative; whole days from 24 hours up."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < 60:
        return _kept(_("%(count)s sec"), seconds)
    minutes = seconds // 60
    if minutes < 60:
        return _kept(_("%(count)s min"), minutes)
    whole, rest = divmod(minutes, 60)
    if whole < 24:
        text = _kept(_("%(count)s h"), whole)
        return f"{text} {_kept(_('%(count)s min'), rest)}" if rest else text
    count = whole // 24
    return _kept(ngettext("%(count)s day", "%(count)s days", count), count)


def _kept(text: str, count: int) -> str:
    return (text % {"count": number(count)}).replace(" ", NBSP)


def workdays(count: int) -> str:
    """`2 arbetsdagar`"""
    return _kept(ngettext("%(count)s working day", "%(count)s working days", count), count)


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """`1 240`, `3,5`: thousands apart by a non-breaking space, decimal comma (point in English)."""
    text = f"{value:,.{decimals}f}" if decimals is not None else f"{value:,}"
    if language() == "sv":
        text = text.replace(",", NBSP).replace(".", ",")
    return text.replace("-", "−")


def percent(value: int | float | Decimal, decimals: int = 0) -> str:
    """`12 %` for the value 12."""
    text = number(value, decimals)
    return f"{text}{NBSP}%" if language() == "sv" else f"{text}%"
