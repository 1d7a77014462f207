"""What this room does when a fact is stated."""

from datetime import datetime

from accounts import static_list
from accounts.events import ListPublished
from socialgov.policy.events import GuidelinesAdopted


def list_published(event: ListPublished, *, now: datetime) -> None:
    """A new version is out: its plain files too, at once. Tried again while the disk refuses."""
    static_list.write_out()


def guidelines_adopted(event: GuidelinesAdopted, *, now: datetime) -> None:
    """Whether the list is public, and what it says of the parties and the house rules, stands in the guidelines."""
    static_list.write_out()
