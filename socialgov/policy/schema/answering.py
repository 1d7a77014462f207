"""When comments and questions are answered, who watches, and which days and hours count."""

from datetime import time
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from socialgov.policy.schema.base import Code, Function, Part, Provision
from socialgov.policy.spans import Days, HardLimit, Span, Target, Unit


def _clock_time(value: object) -> object:
    if isinstance(value, str):
        try:
            return time.fromisoformat(value if value.count(":") == 1 and len(value) == 5 else "not a time")
        except ValueError:
            raise ValueError(_("Write the time of day as '08:00'.")) from None
    return value


TimeOfDay = Annotated[time, BeforeValidator(_clock_time), PlainSerializer(lambda t: t.strftime("%H:%M"), str)]


class AnswerWithin(Provision):
    """A response target (svarsmål). `assumed` is counted while the guidelines give no number."""

    may_be_unstated = ("within",)

    within: Target | None = None
    assumed: Target | None = None

    @property
    def counted(self) -> Target | None:
        """The guidelines' own target, or the one assumed until they have one."""
        return self.within or self.assumed


class AnswerLimit(Provision):
    """The hard limit (yttersta gräns), if there is one."""

    may_be_unstated = ("within",)

    within: HardLimit | None = None


class Warn(Provision):
    """At which share of a target's working time we say that it comes near."""

    share: Annotated[float, Field(gt=0, lt=1)]


class ForwardTo(Provision):
    """Who gets what the administrator cannot answer."""

    to: Function


class SecondLook(Provision):
    """Within how many working days someone else looks at a removal afterwards (eftergranskning)."""

    working_days: Annotated[int, Field(ge=1, le=20)]


class Grace(Provision):
    """How long what is open has at least, counted from the change, when new guidelines or days would end it sooner."""

    within: Target


USUAL_GRACE = Grace(
    within=Span(1, Unit.WORKING_DAYS),
    reason="Egen inställning: det som redan är öppet får minst till stängning nästa arbetsdag när riktlinjerna ändras.",
)


class Received(Provision):
    """When a comment has come in (inkommen), which starts every clock: as soon as it is published on the channel."""

    counted_from: Annotated[str, Field(pattern="^published$")] = "published"


class Answering(Part):
    """The clocks per platform, per kind of item, in general, and the limit."""

    received: Received
    general: AnswerWithin
    platforms: dict[Code, AnswerWithin] = {}
    kinds: dict[Code, AnswerWithin] = {}
    limit: AnswerLimit
    warning: Warn
    forward: ForwardTo
    individual_cases: Provision | None = None
    second_look: SecondLook
    grace: Grace = USUAL_GRACE  # versions adopted before there was a setting say nothing of it


class Floor(Provision):
    """How seldom an account may be looked at (uppsikt)."""

    may_be_unstated = ("every",)

    every: Days | None = None
    assumed: Days | None = None

    @property
    def counted(self) -> Days | None:
        """The guidelines' own interval, or the one assumed until they have one."""
        return self.every or self.assumed


class Busy(Provision):
    """How often a busy page with risk is looked at."""

    may_be_unstated = ("times_a_day",)

    times_a_day: Annotated[int, Field(ge=1, le=24)] | None = None
    hours_apart: Annotated[int, Field(ge=1, le=12)] = 3
    all_days: bool = False

    @model_validator(mode="after")
    def _fits_in_a_day(self):
        if self.times_a_day and (self.times_a_day - 1) * self.hours_apart >= 24:
            raise ValueError(
                _("{0} checks, {1} hours apart, do not fit in one day.").format(self.times_a_day, self.hours_apart)
            )
        return self


class Oversight(Part):
    """How often someone looks."""

    floor: Floor
    busy: Busy


class Hours(Provision):
    """The hours in which an account is watched when its plan says nothing else. Weekdays: 1 = Monday."""

    opens: TimeOfDay
    closes: TimeOfDay
    weekdays: tuple[Annotated[int, Field(ge=1, le=7)], ...] = (1, 2, 3, 4, 5)

    @model_validator(mode="after")
    def _not_backwards(self):
        if self.closes <= self.opens:
            raise ValueError(_("The hours close before they open."))
        if not set(self.weekdays) & {1, 2, 3, 4, 5}:
            raise ValueError(_("The hours name no day from Monday to Friday, so no clock could ever run."))
        return self


class ShortDays(Part):
    """Closing times of days on which the municipality closes early every year. Left out: an ordinary day."""

    trettondagsafton: TimeOfDay | None = None
    skartorsdag: TimeOfDay | None = None
    valborg: TimeOfDay | None = None
    allhelgonaafton: TimeOfDay | None = None
    dagen_fore_julafton: TimeOfDay | None = None


class WorkingDaysRead(Provision):
    """What a working day is. Ours: Monday to Friday, no public holiday, none of the three eves, no local closure."""

    saturday_is_workday: bool = False
    squeeze_days_closed: bool = False
    short_days: ShortDays = ShortDays()


class CalendarSettings(Part):
    """Which days and hours the clocks count."""

    hours: Hours
    working_days: WorkingDaysRead
