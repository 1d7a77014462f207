"""Working hours as people write them, "ons–fre 8–12", and back again. Pure.

A week is a list of spans (weekday 1–7, opens, closes). A night shift is two spans: 22 until midnight, midnight until 7;
midnight at the end of a day is `MIDNIGHT`, the last moment that a time of day can hold.
"""

import re
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from socialgov.look import times

Span = tuple[int, time, time]
SWEDEN = ZoneInfo("Europe/Stockholm")
MIDNIGHT = time.max
OFFICE_HOURS: list[Span] = [(weekday, time(8), time(17)) for weekday in range(1, 6)]
MOST_LETTERS = 400
_A_MONDAY = date(2026, 11, 16)

_DAY = {
    name: number
    for number, names in enumerate(
        (
            "mån måndag måndagar mon monday",
            "tis tisdag tisdagar tue tuesday",
            "ons onsdag onsdagar wed wednesday",
            "tor tors torsdag torsdagar thu thursday",
            "fre fredag fredagar fri friday",
            "lör lördag lördagar sat saturday",
            "sön söndag söndagar sun sunday",
        ),
        start=1,
    )
    for name in names.split()
}
_SETS = {"vardagar": range(1, 6), "weekdays": range(1, 6), "alla dagar": range(1, 8), "every day": range(1, 8)}
_TIME = r"(\d{1,2})(?:[.:](\d{2}))?"
_TOKEN = re.compile(
    rf"(?P<set>vardagar|weekdays|alla\s+dagar|every\s+day)\b"
    rf"|(?:kl\.?\s*)?(?P<times>{_TIME}\s*(?:-|till|to)\s*{_TIME})(?![\d.:])"
    rf"|(?P<days>[a-zåäö]+\.?(?:\s*-\s*[a-zåäö]+\.?)?)",
)
_BETWEEN = re.compile(r"(?:[\s,;:]|\b(?:och|samt|and|kl)\b\.?)*")


class NotHours(ValueError):
    """The text can not be read as working hours. Says what to write."""

    def __init__(self, message=None):
        super().__init__(message or _("Write days and times, for example Wed–Fri 8–12."))


def parse(text: str) -> list[Span]:
    """The spans that the text names, sorted; empty for an empty text. Raises NotHours."""
    text = re.sub(r"[–—−‐‑]", "-", text.strip().lower()).replace("\N{NO-BREAK SPACE}", " ")
    if len(text) > MOST_LETTERS:
        raise NotHours(_("Write the hours shorter."))
    days: list[int] = []
    spans: list[Span] = []
    timed = False
    at = 0
    while at < len(text):
        at += len(_BETWEEN.match(text, at)[0])  # type: ignore[index]  # it matches nothing at all, too
        if at == len(text):
            break
        if not (token := _TOKEN.match(text, at)):
            raise NotHours
        at = token.end()
        if token["times"]:
            if not days:
                raise NotHours
            timed = True
            opens, closes = _times(*token.groups()[2:6])
            spans += [span for day in days for span in _split(day, opens, closes)]
        else:
            if timed:
                days, timed = [], False
            days += _SETS[" ".join(token["set"].split())] if token["set"] else _days(token["days"])
    if days and not timed:
        raise NotHours(_("Say at what times, for example Wed–Fri 8–12."))
    return _without_overlap(spans)


def _days(words: str) -> list[int]:
    try:
        numbers = [_DAY[word.strip().rstrip(".")] for word in words.split("-")]
    except KeyError:
        raise NotHours from None
    if len(numbers) == 1:
        return numbers
    first, last = numbers
    return [(first + step - 1) % 7 + 1 for step in range((last - first) % 7 + 1)]


def _times(*parts: str | None) -> tuple[int, int]:
    """Minutes after midnight, of hour, minutes, hour, minutes."""
    first, first_minutes, last, last_minutes = (int(part or 0) for part in parts)
    opens, closes = first * 60 + first_minutes, last * 60 + last_minutes
    if max(first_minutes, last_minutes) > 59 or opens > 1439 or closes > 1440 or opens == closes:
        spoken = f"{first}.{first_minutes:02}–{last}.{last_minutes:02}"
        raise NotHours(_("That time does not exist: {0}.").format(spoken))
    return opens, closes


def _split(day: int, opens: int, closes: int) -> list[Span]:
    if closes > opens:
        return [(day, _time(opens), _time(closes))]
    night = [(day, _time(opens), MIDNIGHT)]
    return [*night, (day % 7 + 1, time(0), _time(closes))] if closes else night


def _time(minutes: int) -> time:
    return MIDNIGHT if minutes == 1440 else time(*divmod(minutes, 60))


def _without_overlap(spans: list[Span]) -> list[Span]:
    spans = sorted(set(spans))
    for (day, _opens, closes), (next_day, opens, _closes) in pairwise(spans):
        if day == next_day and opens < closes:
            raise NotHours(_("Two of the times overlap on the same day."))
    return spans


def show(spans: list[Span]) -> str:
    """ "ons–fre 8–12": neighbouring days with the same hours are said together. Empty for no spans."""
    by_day = {day: [(o, c) for _d, o, c in group] for day, group in groupby(sorted(spans), key=lambda span: span[0])}
    by_day = {day: spans for day, spans in _nights_joined(by_day).items() if spans}
    parts = []
    days = sorted(by_day)
    while days:
        run = [days.pop(0)]
        while days and days[0] == run[-1] + 1 and by_day[days[0]] == by_day[run[0]]:
            run.append(days.pop(0))
        label = _name(run[0]) if len(run) == 1 else f"{_name(run[0])}–{_name(run[-1])}"
        clocks = " ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in by_day[run[0]])
        parts.append(f"{label} {clocks}")
    return ", ".join(parts)


def _name(weekday: int) -> str:
    """mån"""
    return times.weekday(_A_MONDAY + timedelta(days=weekday - 1), short=True)


def _nights_joined(by_day: dict[int, list[tuple[time, time]]]) -> dict[int, list[tuple[time, time]]]:
    joined = {day: list(spans) for day, spans in by_day.items()}
    for day in range(1, 8):
        morning = joined.get(day % 7 + 1)
        evening = joined.get(day)
        if not morning or not evening:
            continue
        (opens, closes), (wakes, ends) = evening[-1], morning[0]
        if closes == MIDNIGHT and wakes == time(0) and ends < opens:
            joined[day][-1] = (opens, ends)
            joined[day % 7 + 1] = morning[1:]
    return joined


def _clock(moment: time) -> str:
    if moment == MIDNIGHT:
        return "24"
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else f"{moment.hour}"


def spans_on(day: date, week: list[Span]) -> list[tuple[datetime, datetime]]:
    """The day's working time as moments in UTC."""
    return [
        (_moment(day, opens), _moment(day, closes)) for weekday, opens, closes in week if weekday == day.isoweekday()
    ]


def _moment(day: date, clock: time) -> datetime:
    if clock == MIDNIGHT:
        day, clock = day + timedelta(days=1), time(0)
    return datetime.combine(day, clock, SWEDEN).astimezone(ZoneInfo("UTC"))
