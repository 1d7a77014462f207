"""What this room says by mail, and when."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from moderation.models import Item
from socialgov.notices.kinds import NoticeKind, Urgency, register
from socialgov.policy.citing import rule_in_force as rule

COMMENTS = ngettext_lazy("%(count)d comment", "%(count)d comments", "count")
LOOKS = ngettext_lazy("%(count)d second look", "%(count)d second looks", "count")

ALARM = "moderation.alarm"
REPLY_DUE = "moderation.reply_due"
LIMIT_DUE = "moderation.limit_due"
LOOK_DUE = "moderation.second_look_due"
COLLEAGUE_ASKED = "moderation.colleague_asked"
COLLEAGUE_ANSWERED = "moderation.colleague_answered"
ATTACKED = "moderation.attacked"
EMPLOYEE_ATTACKED = "moderation.employee_attacked"
ACTION_FAILED = "moderation.action_failed"
GUIDELINES_CHANGED = "moderation.guidelines_changed"
SILENT = "moderation.connector_silent"


def is_open(item: Item | None, context: dict) -> bool:
    """Whether the item still waits for an answer, and for the same moment."""
    if item is None or not Item.objects.open().filter(pk=item.pk).exists():
        return False
    at = context.get("due_at", "")
    return not at or at in {moment.isoformat() for moment in (item.due_at, item.plan_by, item.limit_at) if moment}


def waits_for_look(item: Item | None, context: dict) -> bool:
    return item is not None and item.second_looks.filter(pk=context["look"], done_at=None).exists()


def is_unanswered(item: Item | None, context: dict) -> bool:
    """Whether the colleague's answer is still wanted."""
    return item is not None and item.forwardings.filter(pk=context["forwarding"], answered_at=None).exists()


def still_silent(account, context: dict) -> bool:
    return account is not None and bool(account.connection.failing_since)


def register_kinds() -> None:
    """Called once, in the app's ready()."""
    kinds = (
        NoticeKind(
            ALARM,
            rule("removing"),
            Urgency.ALARM,
            _("Alarm: %(what)s on %(account)s"),
            "moderation/mail/alarm.txt",
            title=_("Alarm"),
        ),
        NoticeKind(
            REPLY_DUE,
            rule("answering.general"),
            Urgency.PROMPT,
            _("Reply by %(due)s: %(title)s"),
            "moderation/mail/reply_due.txt",
            title=_("Response target"),
            counted=COMMENTS,
            still_true=is_open,
        ),
        NoticeKind(
            LIMIT_DUE,
            rule("answering.limit"),
            Urgency.PROMPT,
            _("Must be answered today: %(title)s"),
            "moderation/mail/reply_due.txt",
            title=_("Hard limit"),
            counted=COMMENTS,
            still_true=is_open,
        ),
        NoticeKind(
            LOOK_DUE,
            rule("removing"),
            Urgency.ORDINARY,
            _("Second look: %(title)s"),
            "moderation/mail/second_look.txt",
            title=_("Second look"),
            counted=LOOKS,
            still_true=waits_for_look,
        ),
        NoticeKind(
            COLLEAGUE_ASKED,
            rule("answering.forward"),
            Urgency.PROMPT,
            _("%(who)s needs an answer%(before)s"),
            "moderation/mail/colleague_asked.txt",
            title=_("Question to a colleague"),
            still_true=is_unanswered,
        ),
        NoticeKind(
            COLLEAGUE_ANSWERED,
            rule("answering.forward"),
            Urgency.PROMPT,
            _("%(who)s has answered: %(title)s"),
            "moderation/mail/colleague_answered.txt",
            title=_("A colleague's answer"),
            counted=COMMENTS,
        ),
        NoticeKind(
            ATTACKED,
            rule("removing"),
            Urgency.PROMPT,
            _("A comment about you has been hidden on %(account)s"),
            "moderation/mail/attacked.txt",
            title=_("You were attacked"),
        ),
        NoticeKind(
            EMPLOYEE_ATTACKED,
            rule("removing"),
            Urgency.PROMPT,
            _("An attack on an employee has been hidden on %(account)s"),
            "moderation/mail/attacked.txt",
            title=_("An employee was attacked"),
        ),
        NoticeKind(
            ACTION_FAILED,
            rule("removing"),
            Urgency.PROMPT,
            _("It could not be done on %(account)s: %(title)s"),
            "moderation/mail/action_failed.txt",
            title=_("Failed on the platform"),
        ),
        NoticeKind(
            GUIDELINES_CHANGED,
            rule("revision"),
            Urgency.ORDINARY,
            _("New guidelines are in force. %(what)s"),
            "moderation/mail/guidelines_changed.txt",
            title=_("New guidelines"),
        ),
        NoticeKind(
            SILENT,
            rule("oversight.floor"),
            Urgency.ORDINARY,
            _("We get no comments from %(account)s since %(since)s"),
            "moderation/mail/connector_silent.txt",
            title=_("Nothing comes in"),
            still_true=still_silent,
        ),
    )
    for kind in kinds:
        register(kind)
