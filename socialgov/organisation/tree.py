"""The unit tree as pages show it: one list, parents before children, each level in Swedish order. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from socialgov.organisation.models import Unit


@dataclass(frozen=True)
class Branch:
    """A unit, how deep it stands among those shown, and what stands below it."""

    unit: Unit
    depth: int
    below: tuple["Branch", ...]

    def __iter__(self):
        """The unit and everything below, in order."""
        yield self
        for branch in self.below:
            yield from branch


def grow(units: Iterable[Unit]) -> list[Branch]:
    """The tops among the units, with theirs below. A unit whose parent is not among them is a top."""
    units = sorted(units, key=lambda unit: (unit.sort_key, unit.pk))
    known = {unit.pk for unit in units}
    children: dict[int | None, list[Unit]] = {}
    for unit in units:
        children.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)

    def branch(unit: Unit, depth: int) -> Branch:
        return Branch(unit, depth, tuple(branch(child, depth + 1) for child in children.get(unit.pk, [])))

    return [branch(unit, 0) for unit in children.get(None, [])]


def in_order(units: Iterable[Unit]) -> list[Branch]:
    """All of them in one list."""
    return [branch for top in grow(units) for branch in top]
