"""The two tables of states an item passes through: is it answered, and can others read it."""

from django.utils.translation import gettext_lazy as _

from socialgov.transitions import Transition, Workflow

HANDLING = Workflow(
    "handling",
    [
        Transition("forward", {"new", "waiting"}, "waiting", who="answerable_by"),
        Transition("colleague_answered", {"waiting"}, "new", who="action link"),
        Transition("answer", {"new", "waiting", "no_answer", "answered"}, "answered", who="answerable_by"),
        Transition("answered_elsewhere", {"new", "waiting"}, "answered", who="answerable_by"),
        Transition("no_answer", {"new", "waiting"}, "no_answer", who="answerable_by"),
        Transition("reopen", {"answered", "no_answer"}, "new", who="answerable_by"),
        Transition("undo", {"answered"}, "new", who="answerable_by"),
    ],
    refusal=_("This has already been handled. Reload the page to see by whom."),
)

VISIBILITY = Workflow(
    "visibility",
    [
        Transition("hide", {"visible", "failed"}, "hiding", who="answerable_by"),
        Transition("hidden", {"hiding", "visible"}, "hidden", who="worker, or by hand"),
        Transition("unhide", {"hidden", "hiding"}, "visible", who="answerable_by"),
        Transition("remove", {"visible", "hiding", "hidden", "failed"}, "removing", who="answerable_by"),
        Transition("removed", {"removing", "visible", "hidden"}, "removed", who="worker, or by hand"),
        Transition("fail", {"hiding", "removing"}, "failed", who="worker"),
        Transition("restore", {"removed"}, "visible", who="worker"),
        Transition("gone", {"visible", "hiding", "hidden", "removing", "failed"}, "gone", who="connector"),
    ],
    refusal=_("This has already been hidden or removed. Reload the page to see by whom."),
)
