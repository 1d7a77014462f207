"""What a clock says: every row of vocabulary.md, section 7, as words, an icon and a class. No clock is read here.

Colours follow the words: brick means now or the limit, amber that the target has passed or is near, all else is ink.
Missing a target is not a breach.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from socialgov.look import times

SOON = timedelta(hours=1)


class State(StrEnum):
    """What is asked of us."""

    OPEN = "open"
    ANSWERED = "answered"
    NO_CLOCK = "no_clock"
    ACT_NOW = "act_now"
    DANGER = "danger"


class Look(StrEnum):
    """The class of the chip, due--<value>."""

    LATER = "later"
    TODAY = "today"
    SOON = "soon"
    PASSED = "passed"
    LIMIT = "limit"
    NOW = "now"
    ALARM = "alarm"
    NONE = "none"
    DONE = "done"


_ICONS = {
    Look.PASSED: "passed",
    Look.LIMIT: "limit",
    Look.NOW: "now",
    Look.ALARM: "alarm",
    Look.NONE: "none",
    Look.DONE: "check",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the chip shows: words, a second sentence that may stand on its own line, a look and its icon."""

    text: str
    look: Look
    rest: str = ""
    icon: str = ""

    def __post_init__(self):
        if not self.icon:
            object.__setattr__(self, "icon", _ICONS.get(self.look, "clock"))

    def __str__(self) -> str:
        return f"{self.text} {self.rest}".strip()


@dataclass(frozen=True, slots=True)
class Clock:
    """The reply clock of a comment.

    `target` is the response target (svarsmål), `limit` the last moment of the hard limit (yttersta gräns), `plan_by`
    the last working day before a limit that falls on a day off. `counted_from` is set when the clock starts later than
    the comment came, `received` is when it came, `seen` when we saw it.
    """

    state: State = State.OPEN
    target: datetime | None = None
    limit: datetime | None = None
    plan_by: date | None = None
    received: datetime | None = None
    seen: datetime | None = None
    counted_from: datetime | None = None
    answered: datetime | None = None

    def phrase(self, now: datetime) -> Phrase:
        match self.state:
            case State.NO_CLOCK:
                return Phrase(_("No answer needed"), Look.NONE)
            case State.DANGER:
                return Phrase(_("Danger – act now"), Look.ALARM)
            case State.ACT_NOW:
                return self._act_now(now)
            case State.ANSWERED:
                return self._answered()
        if self.limit and now > self.limit:
            return Phrase(_("Hard limit passed %(day)s") % {"day": times.day(self.limit, today=now)}, Look.LIMIT)
        if self.target and now <= self.target and not (self.limit and self.limit < self.target):
            return self._target_ahead(now)
        if self.limit:
            return self._limit_ahead(now)
        if self.target:
            return Phrase(self._target_passed(now), Look.PASSED)
        return Phrase(_("No answer needed"), Look.NONE)

    def _act_now(self, now: datetime) -> Phrase:
        seen = self.seen or self.received
        if seen is None:
            return Phrase(_("Decide now"), Look.NOW)
        return Phrase(_("Decide now · noticed %(ago)s ago") % {"ago": times.duration(now - seen)}, Look.NOW)

    def _target_ahead(self, now: datetime) -> Phrase:
        assert self.target
        if self.counted_from and self.counted_from > now:
            same_day = times.local_day(self.counted_from) == times.local_day(self.target)
            by = times.clock(self.target) if same_day else times.when(self.target, now=now)
            start = times.when(self.counted_from, now=now)
            return Phrase(_("Counted from %(start)s · reply by %(by)s") % {"start": start, "by": by}, Look.TODAY)
        if self.target - now <= SOON:
            left = times.duration(self.target - now)
            return Phrase(
                _("%(left)s left · by %(clock)s") % {"left": left, "clock": times.clock(self.target)}, Look.SOON
            )
        look = Look.TODAY if times.local_day(self.target) == times.local_day(now) else Look.LATER
        return Phrase(_("Reply by %(when)s") % {"when": times.when(self.target, now=now)}, look)

    def _target_passed(self, now: datetime) -> str:
        assert self.target
        return _("The response target passed %(when)s.") % {"when": times.when(self.target, now=now)}

    def _limit_ahead(self, now: datetime) -> Phrase:
        assert self.limit
        today, last = times.local_day(now), times.local_day(self.limit)
        if last == today:
            return Phrase(_("Must be answered today"), Look.LIMIT)
        if self.plan_by and self.plan_by < last:
            words = {"limit": times.day(last, today=today), "day": times.day(self.plan_by, today=today)}
            return Phrase(
                _("Hard limit %(limit)s.") % words,
                Look.LIMIT if self.plan_by <= today else Look.PASSED,
                rest=_("Last working day before: %(day)s") % words,
            )
        rest = _("Hard limit: %(day)s") % {"day": times.day(last, today=today)}
        if self.target:
            return Phrase(self._target_passed(now), Look.PASSED, rest=rest)
        return Phrase(rest, Look.TODAY)

    def _answered(self) -> Phrase:
        if self.answered is None:
            return Phrase(_("Answered"), Look.DONE)
        if self.limit and self.answered > self.limit:
            late = {"late": times.duration(self.answered - self.limit)}
            return Phrase(_("Answered %(late)s after the hard limit") % late, Look.LATER, icon="limit")
        if self.target and self.answered > self.target:
            late = {"late": times.duration(self.answered - self.target)}
            return Phrase(_("Answered %(late)s after the response target") % late, Look.LATER, icon="passed")
        if self.received is None:
            return Phrase(_("Answered"), Look.DONE)
        taken = {"taken": times.duration(self.answered - self.received)}
        return Phrase(_("Answered after %(taken)s – in time") % taken, Look.DONE)


def _by(by: datetime | date, now: datetime) -> tuple[str, Look]:
    """The words for a last moment or a last day, and how it looks."""
    words = times.when(by, now=now) if isinstance(by, datetime) else times.day(by, today=now)
    gone = by < now if isinstance(by, datetime) else by < times.local_day(now)
    if gone:
        return words, Look.PASSED
    return words, Look.TODAY if times.local_day(by) == times.local_day(now) else Look.LATER


def due(by: datetime | date, now: datetime) -> Phrase:
    """Anything with a last day and no words of its own: `Senast 18 dec`."""
    words, look = _by(by, now)
    return Phrase(_("By %(when)s") % {"when": words}, look)


def colleagues_part(*, name: str, by: datetime, before: datetime, now: datetime) -> Phrase:
    """What a colleague who was asked reads: when we need the answer so that the citizen gets theirs in time."""
    words, look = _by(by, now)
    first = name.split()[0] if name else ""
    text = _("Answer %(name)s by %(by)s, and there is time before %(before)s") % {
        "name": first,
        "by": words,
        "before": times.clock(before)
        if times.local_day(by) == times.local_day(before)
        else times.when(before, now=now),
    }
    return Phrase(text, look)


def new_time(*, new: datetime, was: datetime, now: datetime) -> Phrase:
    """The calendar or the guidelines changed after the clock was set."""
    words = {"new": times.when(new, now=now), "was": times.when(was, now=now)}
    return Phrase(_("New time: %(new)s. Was: %(was)s.") % words, Look.TODAY)


def next_check(by: datetime, now: datetime) -> Phrase:
    words, look = _by(by, now)
    return Phrase(_("Next check by %(when)s") % {"when": words}, look)


def check_missed(due_at: datetime) -> Phrase:
    """`Ingen koll lördag eftermiddag`"""
    local = times.local(due_at)
    weekday = {"weekday": times.weekday(local.date())}
    text = _("No check %(weekday)s morning") if local.hour < 12 else _("No check %(weekday)s afternoon")
    return Phrase(text % weekday, Look.PASSED)


def capture(by: date, now: datetime) -> Phrase:
    """`Halvårsbild senast 18 maj 2027`"""
    words, look = _by(by, now)
    return Phrase(_("Half-yearly capture by %(when)s") % {"when": words}, look)


def waiting_for(name: str, *, until: date, now: datetime) -> Phrase:
    """`Väntar på Anneli Kaffegren till och med tis 24 nov`"""
    words, look = _by(until, now)
    return Phrase(_("Waiting for %(name)s until %(day)s") % {"name": name, "day": words}, look)


def disposal(earliest: date, now: datetime) -> Phrase:
    """`Får gallras tidigast 20 feb 2027, om den är inaktuell`"""
    words = {"day": times.date_short(earliest, today=now)}
    return Phrase(
        _("May be disposed of on %(day)s at the earliest, if it is not current") % words, Look.NONE, icon="clock"
    )


def guidelines_revision(by: date, now: datetime) -> Phrase:
    """`Riktlinjerna ska ses över senast 25 mars 2030`"""
    words = times.date_short(by, today=now)
    return Phrase(_("The guidelines are to be revised by %(day)s") % {"day": words}, _by(by, now)[1])


def removed(after: timedelta) -> Phrase:
    """`Borttagen 4 min efter att vi såg den`"""
    return Phrase(_("Removed %(after)s after we saw it") % {"after": times.duration(after)}, Look.DONE)


def register(by: date, now: datetime) -> Phrase:
    """`Ska registreras senast mån 23 nov`"""
    words, look = _by(by, now)
    return Phrase(_("To be registered by %(day)s") % {"day": words}, look)


def second_look(by: date, now: datetime) -> Phrase:
    """`Eftergranskas senast tis 24 nov`"""
    words, look = _by(by, now)
    return Phrase(_("Second look by %(day)s") % {"day": words}, look)


def asleep(first: date, last: date, questions_to: str) -> Phrase:
    """`Vilar 15 juni–14 augusti. Frågor går till Kommunikation`"""
    return Phrase(
        _("Resting %(days)s.") % {"days": times.days_long(first, last)},
        Look.NONE,
        rest=_("Questions go to %(to)s") % {"to": questions_to},
        icon="pause",
    )
