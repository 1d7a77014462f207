"""Läget on the account's page."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Account
from accounts.panels import Panel
from socialgov.home.compliance.scope import TO_DO, Filters
from socialgov.home.compliance.standing import standing
from socialgov.home.compliance.tables import COLUMNS
from socialgov.organisation.actor import Actor
from socialgov.policy.selectors import NothingAdopted


def account_panel(*, account: Account, actor: Actor, now: datetime) -> Iterator[Panel]:
    """How many of each, and the way to them; nothing for an account that does not run, or before guidelines."""
    if account.state not in ("active", "closing"):
        return
    try:
        stands = standing(actor=actor, now=now, filters=Filters(account=account.pk))
    except NothingAdopted:
        return
    counts = stands.counts()
    yield Panel(
        key="compliance",
        title=_("Compliance"),
        order=80,
        template="home/includes/_account_panel.html",
        context={
            "figures": [(status, counts[status]) for status in COLUMNS if counts[status]],
            "left": sum(counts[status] for status in TO_DO),
        },
        link_label=_("Show all"),
        link_url=reverse("home:compliance_account", args=[account.pk]),
    )
