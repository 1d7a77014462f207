"""What other guidelines would ask of accounts that they do not have. Writes nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.urls import reverse

from accounts.selectors import falling_short
from socialgov.policy.collectors import Change
from socialgov.policy.guidelines import Guidelines

SHORT = "accounts"


def under(
    *, document: Guidelines, before: Guidelines, now: datetime, tell: Callable[[str, int, int], None]
) -> Iterator[Change]:
    """Each account that would fall short, and of what."""
    for row in falling_short(before=before, after=document, now=now):
        for gap in row.gaps:
            yield Change(SHORT, str(row.account), reverse("accounts:account", args=[row.account.pk]), note=gap.title)
