"""Words of a plan's history."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()
_WORDS = {
    "start": _("Draft begun"),
    "send": _("Sent to consultation"),
    "consult": _("Consultation done"),
    "return": _("Returned"),
    "sign": _("Signed"),
    "complete": _("In force"),
    "replace": _("Replaced by a new plan"),
    "withdraw": _("Withdrawn"),
    "close": _("Closed"),
}


@register.filter
def step_words(step) -> str:
    """What happened in the step."""
    return str(_WORDS.get(step.action, step.action))
