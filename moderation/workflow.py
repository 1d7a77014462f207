"""The two tables of states an item passes through: is it answered, and can others read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from socialgov.transitions import Transition, Workflow


class Handling(models.TextChoices):
    """Is it answered?"""

    NEW = "new", _("New")
    WAITING = "waiting", _("Waiting for a colleague")
    ANSWERED = "answered", _("Answered")
    NO_ANSWER = "no_answer", _("No answer needed")


class Visibility(models.TextChoices):
    """Can others read it? *Hiding*, *showing* and *removing* last until the platform says that it is done."""

    VISIBLE = "visible", _("Visible")
    HIDING = "hiding", _("Being hidden …")
    HIDDEN = "hidden", _("Hidden")
    SHOWING = "showing", _("Being shown again …")
    REMOVING = "removing", _("Being removed …")
    REMOVED = "removed", _("Removed")
    FAILED = "failed", _("Could not be removed")
    GONE = "gone", _("No longer there")


H, V = Handling, Visibility
PERSON, WORKER, CONNECTOR, LINK = "answerable_by", "worker", "connector", "action link"

HANDLING = Workflow(
    "handling",
    Transition("forward", {H.NEW, H.WAITING}, H.WAITING, PERSON, _("Forward")),
    Transition("colleague_answered", {H.WAITING}, H.NEW, LINK, _("A colleague answered")),
    Transition("answer", {H.NEW, H.WAITING, H.NO_ANSWER, H.ANSWERED}, H.ANSWERED, PERSON, _("Reply")),
    Transition("answered_elsewhere", {H.NEW, H.WAITING}, H.ANSWERED, PERSON, _("Already answered")),
    Transition("no_answer", {H.NEW, H.WAITING}, H.NO_ANSWER, PERSON, _("No answer needed")),
    Transition("reopen", {H.ANSWERED, H.NO_ANSWER}, H.NEW, PERSON, _("Open again")),
    Transition("undo", {H.ANSWERED}, H.NEW, PERSON, _("Undo")),
    Transition("reply_failed", {H.ANSWERED}, H.NEW, WORKER, _("Could not be sent")),
    states=Handling,
)

VISIBILITY = Workflow(
    "visibility",
    Transition("hide", {V.VISIBLE, V.SHOWING, V.FAILED}, V.HIDING, PERSON, _("Hide")),
    Transition("hidden", {V.HIDING, V.VISIBLE}, V.HIDDEN, WORKER, _("Hidden")),
    Transition("show", {V.HIDDEN, V.HIDING}, V.SHOWING, PERSON, _("Show again")),
    Transition("shown", {V.SHOWING, V.HIDDEN, V.HIDING}, V.VISIBLE, WORKER, _("Visible")),
    Transition(
        "remove", {V.VISIBLE, V.SHOWING, V.HIDING, V.HIDDEN, V.FAILED}, V.REMOVING, PERSON, _("Remove from the channel")
    ),
    Transition("removed", {V.REMOVING, V.VISIBLE, V.HIDDEN}, V.REMOVED, WORKER, _("Removed")),
    Transition("restore", {V.REMOVED}, V.SHOWING, PERSON, _("Put back")),
    Transition("fail", {V.HIDING, V.REMOVING}, V.FAILED, WORKER, _("Could not be removed")),
    Transition("show_failed", {V.SHOWING}, V.HIDDEN, WORKER, _("Could not be shown again")),
    Transition("gone", {V.VISIBLE, V.HIDING, V.HIDDEN, V.SHOWING, V.FAILED}, V.GONE, CONNECTOR, _("No longer there")),
    Transition("back", {V.GONE}, V.VISIBLE, CONNECTOR, _("Visible")),
    states=Visibility,
)
