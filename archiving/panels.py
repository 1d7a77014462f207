"""What the archive shows on an account's page."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Account
from accounts.panels import Panel
from archiving import schedule, selectors
from archiving.permissions import capturable_by
from socialgov.organisation.actor import Actor
from socialgov.organisation.permissions import allows

SHOWN = 3


def captures(account: Account, actor: Actor, now: datetime) -> Iterator[Panel]:
    """When the next capture is due, the latest ones, and the next step."""
    due = schedule.due_for(account, now=now)
    latest = list(selectors.captures_of(account)[:SHOWN])
    if due.due_on is None and not latest:
        return
    yield Panel(
        key="captures",
        title=_("Captures"),
        order=50,
        template="archiving/includes/_panel.html",
        context={
            "account": account,
            "due": due,
            "captures": latest,
            "now": now,
            "may_capture": allows(lambda who: capturable_by(who, now=now), account, actor),
        },
        link_label=_("Show all"),
        link_url=reverse("archiving:account", args=[account.pk]),
    )
