"""What of plans is due to a person, for their own calendar: follow-ups, and plans that wait for their signature."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Assignment
from activityplans import selectors
from activityplans.models import FollowUp, Plan
from socialgov.notices.calendar import DueDay
from socialgov.organisation.actor import Actor


def due_days(*, actor: Actor, now: datetime) -> Iterator[DueDay]:
    """Follow-ups of accounts that the person administers or drew the plan up for; signatures asked of them."""
    today = timezone.localdate(now)
    parts = Assignment.objects.filter(role=Assignment.Role.ADMINISTRATOR, starts_on__lte=today, person=actor.person_id)
    accounts = parts.filter(Q(ends_on=None) | Q(ends_on__gte=today)).values("account")
    waiting = FollowUp.objects.filter(done_at=None, plan__in=Plan.objects.follow_up_by(actor, now=now))
    mine = waiting.filter(Q(plan__account__in=accounts) | Q(plan__drafted_by=actor.person_id))
    for follow_up in mine.select_related("plan__account"):
        yield DueDay(
            key=f"follow-up-{follow_up.pk}",
            title=_("Plan: follow-up, %(account)s") % {"account": follow_up.plan.account or follow_up.plan.title},
            day=follow_up.due_on,
            url=reverse("activityplans:plan", args=[follow_up.plan_id]),
        )
    signing = (
        Plan.objects.visible_to(actor, now=now)
        .filter(state=Plan.State.SIGNING, wait_until__isnull=False)
        .select_related("account")
    )
    for plan in signing:
        if any(signer.person.pk == actor.person_id for signer in selectors.waiting_signers(plan, now=now)):
            yield DueDay(
                key=f"plan-{plan.pk}",
                title=_("Plan: signature, %(account)s") % {"account": plan.account or plan.title},
                day=plan.wait_until,
                url=reverse("activityplans:plan", args=[plan.pk]),
            )
