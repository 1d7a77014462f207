"""What this room says by mail: to the registrar, and to whoever sent something whose number does not come."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from socialgov.diary import selectors
from socialgov.diary.clock import second_reminder
from socialgov.diary.models import Dispatch
from socialgov.diary.services import NOTICE, number_link
from socialgov.notices import kinds
from socialgov.notices.due import Due
from socialgov.notices.kinds import NoticeKind
from socialgov.policy.citing import rule_in_force

REMINDER = "diary.number_missing"
LATE = "diary.number_late"
NUMBERS = ngettext_lazy("%(count)d diary number to give", "%(count)d diary numbers to give", "count")
MISSING = ngettext_lazy("%(count)d missing diary number", "%(count)d missing diary numbers", "count")


def register() -> None:
    """Make the kinds known."""
    template = "diary/mail/to_registrar.txt"
    kinds.register(
        NoticeKind(
            name=NOTICE,
            rule=rule_in_force("diary"),
            urgency="prompt",
            subject=_("To register: %(title)s"),
            title=_("To the registrar"),
            template=template,
            attachments=selectors.attachments_of,
        )
    )
    kinds.register(
        NoticeKind(
            name=REMINDER,
            rule=rule_in_force("diary"),
            urgency="ordinary",
            subject=_("Waits for a diary number since %(sent_on)s: %(title)s"),
            title=_("Reminder to the registrar"),
            counted=NUMBERS,
            still_true=lacks_number,
        )
    )
    kinds.register(
        NoticeKind(
            name=LATE,
            rule=rule_in_force("diary"),
            urgency="ordinary",
            subject=_("No diary number since %(sent_on)s: %(title)s"),
            title=_("Diary number that does not come"),
            counted=MISSING,
            still_true=lacks_number,
        )
    )


def lacks_number(dispatch: Dispatch | None, context: dict) -> bool:
    return dispatch is not None and not dispatch.registrations.exists()


def reminders_due(now: datetime) -> Iterator[Due]:
    """The registrar when her clock has run out; five working days later whoever sent it."""
    late = Dispatch.objects.without_number().filter(due_at__lte=now, mailbox__own_series=False)
    for dispatch in late.select_related("mailbox").prefetch_related("documents"):
        context = context_of(dispatch)
        yield Due(
            kind=REMINDER,
            key=f"dispatch:{dispatch.pk}",
            address=dispatch.mailbox.address,
            about=dispatch,
            context=context,
            url=partial(number_link, dispatch, now=now),
            send_after=dispatch.due_at,
        )
        again_at = second_reminder(dispatch.due_at)
        if dispatch.by_id and again_at <= now:
            yield Due(
                kind=LATE,
                key=f"dispatch:{dispatch.pk}",
                recipient_id=dispatch.by_id,
                about=dispatch,
                context=context,
                url=f"/diarium/{dispatch.pk}/",
                send_after=again_at,
            )


def context_of(dispatch: Dispatch) -> dict:
    """What the subjects need. Nothing of a secret one is told."""
    return {"title": selectors.title_for_registrar(dispatch), "sent_on": f"{dispatch.sent_at:%Y-%m-%d}"}
