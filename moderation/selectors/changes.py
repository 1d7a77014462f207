"""What other guidelines would do to open items: another target, another limit. Writes nothing."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime

from accounts.windows import window_of
from moderation import addresses, wording
from moderation.models import Item
from moderation.services.clocks import gently, grace_from, times_for
from socialgov.policy import selectors as policy
from socialgov.policy.collectors import Change
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.worktime import WorkCalendar

ITEMS = "items"
AT_A_TIME = 200


def under(
    *, document: Guidelines, before: Guidelines, now: datetime, tell: Callable[[str, int, int], None]
) -> Iterator[Change]:
    """Each open item that would get another time, with the one that counts first."""
    rows = Item.objects.open().order_by("pk").select_related("account")
    total, calendars = rows.count(), _Calendars(document)
    tell(ITEMS, 0, total)
    for done, item in enumerate(rows.iterator(chunk_size=AT_A_TIME), start=1):
        calendar = calendars.of(item)
        found = times_for(
            item.account, kind=item.kind, received_at=item.received_at, calendar=calendar, document=document
        )
        grace = grace_from(now, calendar=calendar, document=document)
        target, limit, plan_by = (
            gently(getattr(found, name), was=getattr(item, name), grace=grace)
            for name in ("target_at", "limit_at", "plan_by")
        )
        due_at = min((t for t in (target, plan_by) if t), default=None)
        if (target, limit, plan_by) != (item.target_at, item.limit_at, item.plan_by):
            was, new = (item.due_at, due_at) if item.due_at != due_at else (item.limit_at, limit)
            yield Change(ITEMS, wording.kind(item), addresses.item(item.pk), before=was, after=new)
        if done % AT_A_TIME == 0 or done == total:
            tell(ITEMS, done, total)


class _Calendars:
    """The calendars under the document, one for each window that accounts have."""

    def __init__(self, document: Guidelines):
        self.document = document
        self.known: dict[str, WorkCalendar] = {}

    def of(self, item: Item) -> WorkCalendar:
        rows = item.account.window if item.account else []
        key = json.dumps(rows)
        if key not in self.known:
            self.known[key] = policy.calendar_for(window=window_of(rows), guidelines=self.document)
        return self.known[key]
