"""Facts about plans that other rooms act on."""

from dataclasses import dataclass

from socialgov.wiring.events import Event


@dataclass(frozen=True)
class PlanInForce(Event):
    """Every signature is there: the account may be started."""

    plan_id: int
    account_id: int
