"""The sample municipality with its comments, loaded at a given moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

from moderation.models import Item
from socialgov.local import sample

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def local(text: str) -> datetime:
    """ "2026-11-20 10:00" in Sweden."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def loaded(now: datetime) -> dict[str, Item]:
    """Load everything and give the comments by name."""
    sample.load(now=now)
    named = Item.objects.filter(external_id__startswith="exempel-C").select_related("account")
    return {item.external_id.removeprefix("exempel-"): item for item in named}
