"""Handing a mail to the mail server named by EMAIL_URL. Without one, the outbox in the database is the mailbox."""

import smtplib
from datetime import datetime
from email.header import Header
from email.message import Message
from email.utils import format_datetime, parseaddr
from functools import cache
from typing import Any

import dj_email_url
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _

from socialgov.notices.models import Mail
from socialgov.notices.texts import Written

TIMEOUT_SECONDS = 20
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class NotNow(Exception):
    """The mail can not be handed over now. `whole_server` says that the same goes for every other mail."""

    def __init__(self, why: str, *, whole_server: bool):
        super().__init__(why)
        self.whole_server = whole_server


class Refused(Exception):
    """The mail server will never take this mail."""


class _Message(EmailMessage):
    """Django folds a long subject in Swedish right after the colon, which some programs show as a leading space."""

    def message(self, **how: Any) -> Any:
        message = super().message(**how)
        text = str(self.subject)
        subject = Header(text, None if text.isascii() else "utf-8", header_name="Subject")
        del message["Subject"]
        Message.__setitem__(message, "Subject", subject.encode())
        return message


def has_server() -> bool:
    return bool(settings.EMAIL_URL)


def server_name() -> str:
    """Host of the mail server, for the record."""
    return _server(settings.EMAIL_URL)["EMAIL_HOST"] if has_server() else ""


def hand_over(mail: Mail, written: Written, *, address: str, now: datetime) -> None:
    """Give the mail to the server; when this returns, the server has taken it. Raises NotNow, Refused."""
    connection = _connection()
    try:
        _open(connection)
        _send(connection, message_of(mail, written, address=address, now=now))
    finally:
        _close(connection)


def message_of(mail: Mail, written: Written, *, address: str, now: datetime) -> EmailMessage:
    """The mail as it goes over the wire. The Message-ID and the date are the mail's own, the same at each attempt."""
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
    message = _Message(
        subject=written.subject,
        body=written.body,
        from_email=settings.MAIL_FROM,
        to=[address],
        headers={
            "Message-ID": f"<{mail.message_id.hex}@{domain}>",
            "Date": format_datetime(mail.trying_since),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    for file in written.attachments:
        message.attach(file.name, file.content, file.media_type)
    return message


@cache
def _server(url: str) -> dict:
    """EMAIL_URL taken apart. Raises ImproperlyConfigured."""
    parts = dj_email_url.parse(url)
    if parts.get("EMAIL_BACKEND") != SMTP:
        raise ImproperlyConfigured("EMAIL_URL must begin with smtp://, smtp+tls:// or smtp+ssl://, or be empty.")
    return parts


def _connection() -> EmailBackend:
    parts = _server(settings.EMAIL_URL)
    return EmailBackend(
        host=parts["EMAIL_HOST"],
        port=parts["EMAIL_PORT"],
        username=parts["EMAIL_HOST_USER"],
        password=parts["EMAIL_HOST_PASSWORD"],
        use_tls=parts["EMAIL_USE_TLS"],
        use_ssl=parts["EMAIL_USE_SSL"],
        timeout=TIMEOUT_SECONDS,
    )


def _open(connection: EmailBackend) -> None:
    try:
        connection.open()
    except (
        OSError,
        smtplib.SMTPException,
    ) as error:  # includes a refused sign-in: our setting, not the receiver's fault
        raise NotNow(_("The mail server does not answer: %(error)s") % {"error": error}, whole_server=True) from error


def _send(connection: EmailBackend, message: EmailMessage) -> None:
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        _judge(code, answer, error)
    except smtplib.SMTPSenderRefused as error:
        text = _("The mail server does not take mails from us: %(answer)s") % {"answer": _plain(error.smtp_error)}
        raise NotNow(text, whole_server=True) from error
    except smtplib.SMTPResponseException as error:
        _judge(error.smtp_code, error.smtp_error, error)
    except (OSError, smtplib.SMTPException) as error:
        raise NotNow(_("The mail server broke off: %(error)s") % {"error": error}, whole_server=False) from error


def _judge(code: int, answer: bytes | str, error: Exception) -> None:
    """5xx is for ever, 421 is the server's own trouble, other answers are about this mail and pass."""
    text = f"{code} {_plain(answer)}"
    if 500 <= code < 600:
        raise Refused(text) from error
    raise NotNow(text, whole_server=code == 421) from error


def _plain(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer


def _close(connection: EmailBackend) -> None:
    """A server that stumbles over our good-bye has taken the mail all the same."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        connection.connection = None
