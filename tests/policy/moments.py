"""Local moments, as a person writes them, and the calendars that the tests share."""

from datetime import UTC, date, datetime, time

from socialgov.policy.worktime import STOCKHOLM, Window, WorkCalendar


def at(text: str, fold: int = 0) -> datetime:
    """'2026-05-08 17:30' in Stockholm, as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM, fold=fold).astimezone(UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def local(moment: datetime) -> str:
    return moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")


ORDINARY = WorkCalendar()
SHORT_23_DECEMBER = WorkCalendar(early_closings={date(2026, 12, 23): time(12)})
LIBRARY = WorkCalendar(window=Window.of(time(10), time(17), [2, 3, 4, 5]))
ALL_DAYS = WorkCalendar(window=Window.of(time(9), time(16), range(1, 8)))
