"""Mails leave one by one, each exactly once as far as SMTP allows (docs/adr: exactly once by mail).

1. Claim: the mail is leased under a new token and the attempt counted, committed before anything leaves. A mail whose
   worker dies is tried again when the lease has run out; one that kills its worker can not do so in a tight loop.
2. Hand over: in one transaction the row is locked, the token checked, the text written, the mail given to the server
   and marked as sent. A second worker finds the row locked or the token stale.
"""

import logging
from datetime import datetime, timedelta
from enum import Enum, auto

from django.db import DatabaseError
from django.utils.translation import gettext as _

from socialgov.notices import mailer, texts
from socialgov.notices.concealment import carries_link, lock, mask
from socialgov.notices.models import Mail, Notice
from socialgov.wiring.leases import StaleToken, pause_before_attempt

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)  # a slower server is no harm: the row lock holds as long as the sender lives
GIVE_UP_AFTER = timedelta(days=3)
LONGEST_PAUSE = timedelta(minutes=30)
LONGEST_PAUSE_FOR_SERVER = timedelta(minutes=2)


class Outcome(Enum):
    """What came of one attempt."""

    NOTHING_TO_SEND = auto()
    SENT = auto()
    SETTLED = auto()
    POSTPONED = auto()
    FAILED = auto()
    SERVER_AWAY = auto()


def send_one(*, now: datetime) -> Outcome:
    """Send the mail that has waited longest, alarms first."""
    mail = Mail.objects.filter(is_alarm=True).claim(now=now, lease=LEASE) or Mail.objects.claim(now=now, lease=LEASE)
    if mail is None:
        return Outcome.NOTHING_TO_SEND
    try:
        with mail.finishing():
            return _hand_over(mail, now=now)
    except StaleToken:
        return Outcome.POSTPONED
    except mailer.NotNow as error:
        return _postpone(mail, error, now=now)
    except mailer.Refused as error:
        _give_up(mail, str(error))
        return Outcome.FAILED
    except DatabaseError:
        raise
    except Exception as error:  # a mail that can not be written must not hold up the others
        log.exception("Mail %s could not be written", mail.pk)
        text = _("The mail could not be written: %(error)s") % {"error": f"{type(error).__name__}: {error}"}
        return _postpone(mail, mailer.NotNow(text, whole_server=False), now=now)


def _hand_over(mail: Mail, *, now: datetime) -> Outcome:
    notices = _still_to_say(mail, now=now)
    address = mail.person.email if mail.person else mail.address
    mail.address = address
    if not notices:
        mail.save(update_fields=["address"])
        return Outcome.SETTLED
    written = texts.write(mail, notices, now=now)
    mail.subject, mail.body = written.subject, mask(written.body)
    mail.attachments = [{"name": file.name, "size": len(file.content)} for file in written.attachments]
    mail.locked_body = lock(written.body) if not mailer.has_server() and carries_link(written.body) else ""
    mail.server, mail.sent_at = mailer.server_name(), now
    Notice.objects.filter(mail=mail).exclude(locked="").update(locked="")
    mail.save()  # before the server gets it: what the database refuses must not have left
    if mailer.has_server():
        mailer.hand_over(mail, written, address=address, now=now)
    return Outcome.SENT


def _still_to_say(mail: Mail, *, now: datetime) -> list[Notice]:
    """What the mail says. Notices that have expired or been settled since they were put in it are taken out."""
    left = []
    for notice in mail.notices.select_related("person").order_by("pk"):
        if notice.expires_at and notice.expires_at <= now:
            state = Notice.State.EXPIRED
        elif not texts.is_still_true(notice):
            state = Notice.State.SETTLED
        else:
            left.append(notice)
            continue
        Notice.objects.filter(pk=notice.pk).update(state=state, settled_at=now, locked="")
    return left


def _postpone(mail: Mail, error: mailer.NotNow, *, now: datetime) -> Outcome:
    """Try again later. A server that is away is waited for as long as it takes; a receiver's for three days."""
    if not error.whole_server and now - mail.trying_since > GIVE_UP_AFTER:
        _give_up(mail, str(error))
        return Outcome.FAILED
    longest = LONGEST_PAUSE_FOR_SERVER if error.whole_server else LONGEST_PAUSE
    pause = pause_before_attempt(mail.attempts, longest=longest)
    try:
        mail.postpone(until=now + pause, error=str(error))
    except StaleToken:
        pass  # someone else has it
    return Outcome.SERVER_AWAY if error.whole_server else Outcome.POSTPONED


def _give_up(mail: Mail, error: str) -> None:
    try:
        mail.give_up(error=error)
    except StaleToken:
        pass  # someone else has it
