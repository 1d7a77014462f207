"""Words for where a plan stands: plans are signed in some municipalities and approved by one press in others."""

from django.utils.translation import gettext as _

from activityplans import selectors
from activityplans.models import Plan, Step


def state_of(plan: Plan) -> str:
    """`Väntar på underskrift`, or `Väntar på godkännande` where nobody signs."""
    if plan.state == Plan.State.SIGNING and not selectors.is_signed():
        return _("Waiting for approval")
    return str(plan.get_state_display())


def sent_to() -> str:
    """What the button says that sends a plan on."""
    if selectors.needs_consultation():
        return _("Send to consultation")
    return _("Send to signature") if selectors.is_signed() else _("Send for approval")


def step_of(step: Step) -> str:
    """What happened in a step of the plan's way."""
    words = {
        "start": _("Draft begun"),
        "send": _("Sent to consultation") if step.state == Plan.State.CONSULTATION else _("Sent on"),
        "consult": _("Consultation done"),
        "go_on": _("Went on without consultation"),
        "return": _("Returned"),
        "sign": _("Signed"),
        "approve": _("Approved"),
        "complete": _("In force"),
        "replace": _("Replaced by a new plan"),
        "withdraw": _("Withdrawn"),
        "close": _("Closed"),
    }
    return words.get(step.action, step.action)
