"""What the registry says to people."""

from django.utils.translation import gettext_lazy as _

from socialgov.notices.kinds import NoticeKind, Urgency, register
from socialgov.policy.citing import rule_in_force


def register_kinds() -> None:
    """Called once, in the app's ready()."""
    register(
        NoticeKind(
            name="custody_opened",
            rule=rule_in_force("custody"),
            urgency=Urgency.PROMPT,
            subject=_("A login has been opened: %(account)s"),
            template="accounts/mail/custody_opened.txt",
            title=_("Opened login"),
        )
    )
