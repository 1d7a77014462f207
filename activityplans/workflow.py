"""The way of a plan: Utkast → Samråd → Underskrifter (or Godkännande) → Gäller → Uppföljning."""

from django.utils.translation import gettext_lazy as _

from socialgov.transitions import Transition, Workflow

WRITABLE = frozenset({"draft", "returned"})
UNDER_WAY = frozenset({"draft", "returned", "consultation", "signing"})
PLAN = Workflow(
    "plan",
    Transition("send", WRITABLE, "consultation", who="writable_by", label=_("Send to consultation")),
    Transition("send_to_sign", WRITABLE, "signing", who="writable_by", label=_("Send to signature")),
    Transition("consult", "consultation", "signing", who="consultable_by", label=_("Record the consultation")),
    Transition("go_on", "consultation", "signing", who="withdrawable_by", label=_("Go on without consultation")),
    Transition("return", {"consultation", "signing"}, "returned", who="returnable_by", label=_("Return plan")),
    Transition("sign", "signing", "signing", who="a signer who is waited for", label=_("Sign")),
    Transition("approve", "signing", "signing", who="a signer who is waited for", label=_("Approve")),
    Transition("complete", "signing", "in_force", who="the last signature"),
    Transition("withdraw", UNDER_WAY, "withdrawn", who="withdrawable_by", label=_("Withdraw")),
    Transition("replace", "in_force", "replaced", who="the plan that follows"),
    Transition("close", "in_force", "closed", who="follow_up_by", label=_("Close")),
    states=("draft", "consultation", "returned", "signing", "in_force", "replaced", "closed", "withdrawn"),
)
