"""What this room does when a lower one states a fact."""

from datetime import datetime

from accounts.events import AccountChanged
from moderation.events import OpenItemsRecounted
from moderation.services import clocks, records, summaries
from socialgov.diary.events import DiaryNumberReceived
from socialgov.policy.events import CalendarChanged, GuidelinesAdopted


def guidelines_adopted(event: GuidelinesAdopted, *, now: datetime) -> None:
    """Open items are counted again under the new guidelines, in the background."""
    clocks.ask_for_recount(why="guidelines", adopted_id=event.adopted_id, now=now)


def open_items_recounted(event: OpenItemsRecounted, *, now: datetime) -> None:
    """Each person is told once what the new guidelines changed for them."""
    summaries.tell_of_new_guidelines(recount_id=event.recount_id, now=now)


def calendar_changed(event: CalendarChanged, *, now: datetime) -> None:
    """Open items are counted again by the new calendar, in the background."""
    clocks.ask_for_recount(why="calendar", day=event.day, now=now)


def account_changed(event: AccountChanged, *, now: datetime) -> None:
    """Its hours may have changed: its open items are counted again."""
    clocks.ask_for_recount(why="account", account_id=event.account_id, now=now)


def diary_number_received(event: DiaryNumberReceived, *, now: datetime) -> None:
    """The registrar gave one of our items its number."""
    records.note_diary_number(event, now=now)
