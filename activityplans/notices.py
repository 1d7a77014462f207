"""What plans say to people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from activityplans.models import Plan
from socialgov.notices.kinds import NoticeKind, Urgency, register
from socialgov.policy.citing import rule_in_force

PLANS = ngettext_lazy("%(count)d plan", "%(count)d plans", "count")


def _still(state: str):
    def waits(about: Plan | None, context: dict) -> bool:
        return about is not None and about.state == state

    return waits


def register_kinds() -> None:
    """Called once, in the app's ready()."""
    for name, subject, urgency, still in (
        ("plan_consult", _("Consult: activity plan for %(plan)s"), Urgency.ORDINARY, _still("consultation")),
        ("plan_sign", _("Sign: activity plan for %(plan)s"), Urgency.PROMPT, _still("signing")),
        ("plan_approve", _("Approve: activity plan for %(plan)s"), Urgency.PROMPT, _still("signing")),
        ("plan_returned", _("Returned: activity plan for %(plan)s"), Urgency.PROMPT, _still("returned")),
        ("plan_in_force", _("In force: activity plan for %(plan)s"), Urgency.ORDINARY, None),
        ("plan_copy", _("Copy: activity plan for %(plan)s is in force"), Urgency.ORDINARY, None),
    ):
        register(
            NoticeKind(
                name=name,
                rule=rule_in_force("starting.approval"),
                urgency=urgency,
                subject=subject,
                template="activityplans/mail/plan.txt",
                title=_("Activity plan"),
                counted=PLANS,
                still_true=still,
            )
        )
