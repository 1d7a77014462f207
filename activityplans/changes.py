"""What other guidelines would do to plans: other steps under way, or a plan where there is none. Writes nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Account
from activityplans.models import Plan
from activityplans.workflow import UNDER_WAY
from socialgov.policy.collectors import Change
from socialgov.policy.guidelines import Guidelines

UNDER_WAY_OTHERWISE = "plans_under_way"
WITHOUT = "accounts_without_plan"


def under(
    *, document: Guidelines, before: Guidelines, now: datetime, tell: Callable[[str, int, int], None]
) -> Iterator[Change]:
    """Plans on their way whose steps would change, and running accounts that would need a plan."""
    if _steps(document) != _steps(before):
        for plan in Plan.objects.filter(state__in=UNDER_WAY).prefetch_related("revisions").order_by("pk"):
            url = reverse("activityplans:plan", args=[plan.pk])
            yield Change(UNDER_WAY_OTHERWISE, plan.title, url, note=_("The steps before the start change."))
    if document.starting.plan.required and not before.starting.plan.required:
        with_plan = Plan.objects.filter(account=OuterRef("pk"), state=Plan.State.IN_FORCE)
        running = Account.objects.filter(~Exists(with_plan), state=Account.State.ACTIVE)
        for account in running.order_by("sort_key", "platform", "pk"):
            yield Change(WITHOUT, str(account), reverse("accounts:account", args=[account.pk]))


def _steps(document: Guidelines) -> list[tuple]:
    return [(step.kind, step.by) for step in document.starting.approval.steps]
