"""Geometry of two plain charts. SVG without viewBox: x in per cent, height fixed, so that the text never shrinks."""

from dataclasses import dataclass, field

COLUMN_HEIGHT = 72
COLUMN_TOP = 20


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: int
    width: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars of (label, value); the longest fills its track, the others are as long as their share of it."""

    values: list[tuple[str, int]]

    @property
    def bars(self) -> list[Bar]:
        top = max((value for _, value in self.values), default=0) or 1
        return [Bar(label, value, f"{100 * value / top:.1f}%") for label, value in self.values]

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        return [(label, [value]) for label, value in self.values]


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    total: int
    x: str
    y: int
    height: int
    rest_y: int
    rest_height: int

    @property
    def number_y(self) -> int:
        return (self.rest_y if self.rest_height else self.y) - 6


@dataclass(frozen=True, slots=True)
class Columns:
    """Standing bars of (label, total, part): `part` in spruce, what is left above it in amber."""

    values: list[tuple[str, int, int]]
    columns: list[Column] = field(init=False)
    base: int = COLUMN_TOP + COLUMN_HEIGHT
    height: int = COLUMN_TOP + COLUMN_HEIGHT + 24

    def __post_init__(self):
        top = max((total for _, total, _ in self.values), default=0) or 1
        made = []
        for index, (label, total, part) in enumerate(self.values):
            part_height = round(COLUMN_HEIGHT * part / top)
            rest_height = round(COLUMN_HEIGHT * total / top) - part_height
            y = COLUMN_TOP + COLUMN_HEIGHT - part_height
            x = f"{100 * (index + 0.5) / len(self.values):.2f}%"
            gap = 1 if rest_height else 0
            made.append(Column(label, total, x, y, part_height, y - rest_height, max(0, rest_height - gap)))
        object.__setattr__(self, "columns", made)

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        return [(label, [total, part]) for label, total, part in self.values]
