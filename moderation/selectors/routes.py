"""The ready-made routes (Skicka vidare): the house's own, as the municipality has changed them, and its additions."""

from dataclasses import dataclass

from moderation.models import ReadyRoute
from moderation.reasons import ROUTES, Route
from socialgov.organisation.models import Unit

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Way:
    """A route as it is now. `to_manager`: it goes to the account's nearest manager while no address is written."""

    code: str
    label: str
    note: str
    unit: Unit | None
    address: str
    question: str
    citizen: str
    hours: int | None
    to_manager: bool
    in_use: bool
    own: bool
    version: int

    @property
    def goes_to(self) -> str:
        """The unit or address it goes to; empty where that is not written."""
        return self.unit.name if self.unit else self.address


def ways() -> dict[str, Way]:
    """Every route by its code, in the house's order, then the municipality's own by name, *someone else* last."""
    changed = {row.code: row for row in ReadyRoute.objects.select_related("unit").order_by("name", "pk")}
    found = {code: _way(route, changed.get(code)) for code, route in ROUTES.items() if code != OTHER}
    found |= {code: _own(row) for code, row in changed.items() if code not in ROUTES}
    found[OTHER] = _way(ROUTES[OTHER], None)
    return found


def ways_in_use() -> dict[str, Way]:
    """Those that can be chosen."""
    return {code: way for code, way in ways().items() if way.in_use}


def _way(route: Route, row: ReadyRoute | None) -> Way:
    if row is None:
        return Way(
            route.code, str(route.label), str(route.note), None, "", str(route.question), str(route.citizen),
            route.hours, route.to_manager, in_use=True, own=False, version=0,
        )  # fmt: skip
    to_manager = route.to_manager and row.unit is None and not row.address
    return Way(
        row.code, row.name, str(route.note), row.unit, row.address, row.question, row.citizen, row.hours, to_manager,
        in_use=row.in_use, own=False, version=row.version,
    )  # fmt: skip


def _own(row: ReadyRoute) -> Way:
    return Way(
        row.code, row.name, "", row.unit, row.address, row.question, row.citizen, row.hours, to_manager=False,
        in_use=row.in_use, own=True, version=row.version,
    )  # fmt: skip
