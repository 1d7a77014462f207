"""The hours an account is watched, as text, as stored rows and as the window that clocks run in. Pure."""

from datetime import time

from socialgov.organisation import hours
from socialgov.policy.worktime import Window

WindowError = hours.NotHours
_MIDNIGHT = "24:00"


def window_from(text: str) -> list[list]:
    """ "mån–fre 8–17" as stored rows [weekday, opens, closes]; empty text is no rows. Raises WindowError."""
    return [[day, opens.strftime("%H:%M"), _closing(closes)] for day, opens, closes in hours.parse(text)]


def words_of(rows: list[list]) -> str:
    """Stored rows as people write them; empty for none."""
    return hours.show([(day, time.fromisoformat(opens), _time(closes)) for day, opens, closes in rows or ()])


def window_of(rows: list[list]) -> Window | None:
    """The window that the account's clocks run in; None means the municipality's own (ATV-16)."""
    if not rows:
        return None
    return Window.from_rows(
        (day, time.fromisoformat(opens), time(0) if closes == _MIDNIGHT else time.fromisoformat(closes))
        for day, opens, closes in rows
    )


def _closing(closes: time) -> str:
    return _MIDNIGHT if closes == hours.MIDNIGHT else closes.strftime("%H:%M")


def _time(closes: str) -> time:
    return hours.MIDNIGHT if closes == _MIDNIGHT else time.fromisoformat(closes)
