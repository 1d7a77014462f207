"""From a guideline's length of time to the moments on an item: target, limit, warning. Pure."""

from dataclasses import dataclass
from datetime import datetime

from socialgov.policy.schema.base import Modality
from socialgov.policy.spans import Span, Unit
from socialgov.policy.worktime import Limit, WorkCalendar


@dataclass(frozen=True)
class Deadlines:
    """What one item gets. Any may be None: no clock, or no hard limit. `due_at` orders the queue."""

    target: datetime | None
    warning: datetime | None
    limit: datetime | None
    plan_by: datetime | None

    @property
    def due_at(self) -> datetime | None:
        """The earlier of the target and the last closing time before the limit."""
        return min((t for t in (self.target, self.plan_by) if t), default=None)


@dataclass(frozen=True)
class Clock:
    """How fast an item is answered, and on which rules that stands. Missing a target is no breach; the limit binds."""

    target: Span | None
    target_rule: tuple[str, ...]
    target_lines: str
    target_modality: Modality
    target_is_assumed: bool
    limit: Span | None
    limit_rule: tuple[str, ...]
    limit_lines: str
    warning_share: float

    def deadlines(self, received_at: datetime, calendar: WorkCalendar) -> Deadlines:
        """The moments for an item that the platform published at `received_at` (ATV-52), counted in the calendar."""
        target = target_after(self.target, received_at, calendar) if self.target else None
        limit = limit_after(self.limit, received_at, calendar) if self.limit else None
        return Deadlines(
            target=target,
            warning=calendar.warning(received_at, target, self.warning_share) if target else None,
            limit=limit.limit if limit else None,
            plan_by=limit.plan_by if limit else None,
        )


def target_after(span: Span, t: datetime, calendar: WorkCalendar) -> datetime:
    """When a response target falls due, by the reading that its unit names."""
    match span.unit:
        case Unit.HOURS:
            return calendar.add_hours(t, span.n)
        case Unit.WEEKDAY_HOURS:
            return calendar.weekday_hours(t, span.n)
        case Unit.WORKING_DAYS:
            return calendar.working_days(t, span.n)
        case Unit.ROLLING_DAYS:
            return calendar.rolling_days(t, span.n)
    raise ValueError(f"{span} is no response target")


def limit_after(span: Span, t: datetime, calendar: WorkCalendar) -> Limit:
    """The hard limit: calendar days, or working days where the municipality reads it so."""
    match span.unit:
        case Unit.DAYS:
            return calendar.limit_after(t, span.n)
        case Unit.WORKING_DAYS:
            return calendar.limit_after_working_days(t, span.n)
    raise ValueError(f"{span} is no hard limit")
