"""A capture's states as a table."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from socialgov.transitions import Transition, Workflow


class State(models.TextChoices):
    ORDERED = "ordered", _("Ordered")
    RUNNING = "running", _("Being taken")
    DONE = "done", _("Ready")
    NEEDS_HELP = "needs_help", _("Needs your help")
    INCOMPLETE = "incomplete", _("Incomplete")
    FAILED = "failed", _("Could not be taken")


S = State
CAPTURE = Workflow(
    "capture",
    Transition("take", {S.ORDERED, S.RUNNING}, S.RUNNING, who="system", label=_("Take")),
    Transition("release", S.RUNNING, S.ORDERED, who="system", label=_("Try again later")),
    Transition("keep", S.RUNNING, S.DONE, who="system", label=_("Keep")),
    Transition("cut_short", S.RUNNING, S.INCOMPLETE, who="system", label=_("Keep the first part")),
    Transition("ask_for_help", S.RUNNING, S.NEEDS_HELP, who="system", label=_("Ask for help")),
    Transition("fail", S.RUNNING, S.FAILED, who="system", label=_("Give up")),
    Transition(
        "hand_in",
        {S.ORDERED, S.NEEDS_HELP, S.INCOMPLETE, S.FAILED},
        S.DONE,
        who="capturable_by",
        label=_("Upload captures"),
    ),
    states=S,
)
