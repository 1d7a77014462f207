"""The clocks of one item, by the adopted guidelines. Pure given the clock and the calendar."""

from dataclasses import dataclass
from datetime import datetime

from socialgov.policy.worktime import WorkCalendar


@dataclass(frozen=True, slots=True)
class Clocks:
    """When an answer is aimed at (`target_at`), must be given (`limit_at`), and had better be planned by (`plan_by`).

    All aware UTC instants. `due_at` = min(target_at, plan_by) orders the queue (ATV-40 against ATV-35).
    """

    target_at: datetime
    limit_at: datetime
    plan_by: datetime
    warn_at: datetime
    target_rule: str
    limit_rule: str

    @property
    def due_at(self) -> datetime:
        return min(self.target_at, self.plan_by)


def clocks(*, received_at: datetime, clock, limit, calendar: WorkCalendar, warning_share: float) -> Clocks:
    """Compute an item's clocks from when it was received (ATV-52).

    `clock` is the guidelines' response clock for the platform and `limit` their hard limit, as
    `policy.selectors.clock_for` and `limit_for` give them.
    """
    target = clock.apply(calendar, received_at)
    limit_at, plan_by = limit.apply(calendar, received_at)
    return Clocks(
        target_at=target,
        limit_at=limit_at,
        plan_by=max(plan_by, received_at),
        warn_at=calendar.warning(received_at, target, warning_share),
        target_rule=clock.rule,
        limit_rule=limit.rule,
    )
