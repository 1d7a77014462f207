"""Questions about what was said and sent."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Model, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from socialgov.notices import kinds, texts
from socialgov.notices.concealment import unlock
from socialgov.notices.models import Mail, Notice
from socialgov.organisation.actor import Actor
from socialgov.sorting import sort_key
from socialgov.wiring.leases import LeasedWork

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Status(TextChoices):
    """What became of a notice, as the screen says it."""

    WAITING = "waiting", _("Waits")
    SENT = "sent", _("Sent")
    ARRIVED = "arrived", _("Delivered")
    SUMMARISED = "summarised", _("In today's summary")
    FAILED = "failed", _("Did not arrive")
    NOT_SENT = "not_sent", _("Not sent")


_FAILED = Q(mail__state=LeasedWork.State.GIVEN_UP) | Q(mail__came_back_at__isnull=False)
_SENT = Q(state=Notice.State.IN_MAIL, mail__sent_at__isnull=False)
_BY_STATUS = {
    Status.FAILED: _FAILED,
    Status.ARRIVED: _SENT & Q(mail__arrived_at__isnull=False) & ~_FAILED,
    Status.SUMMARISED: _SENT & Q(mail__is_summary=True, mail__arrived_at=None) & ~_FAILED,
    Status.SENT: _SENT & Q(mail__is_summary=False, mail__arrived_at=None) & ~_FAILED,
    Status.WAITING: Q(state=Notice.State.WAITING) | (Q(state=Notice.State.IN_MAIL, mail__sent_at=None) & ~_FAILED),
    Status.NOT_SENT: ~Q(state__in=[Notice.State.WAITING, Notice.State.IN_MAIL]),
}


def status_of(notice: Notice) -> Status:
    """The notice's status; `mail` should have been selected with it."""
    if notice.state == Notice.State.WAITING:
        return Status.WAITING
    mail = notice.mail
    if notice.state != Notice.State.IN_MAIL or mail is None:
        return Status.NOT_SENT
    if mail.state == LeasedWork.State.GIVEN_UP or mail.came_back_at:
        return Status.FAILED
    if mail.sent_at is None:
        return Status.WAITING
    if mail.arrived_at:
        return Status.ARRIVED
    return Status.SUMMARISED if mail.is_summary else Status.SENT


def said_to(actor: Actor, *, now: datetime, **wanted) -> QuerySet[Notice]:
    """What the actor may read of what was said, newest first. `wanted` is what the filter form gives."""
    found = Notice.objects.readable_by(actor, now).select_related("person", "reader", "mail")
    if receiver := wanted.get("receiver"):
        by_name = Q(person__sort_key__contains=sort_key(receiver)) | Q(reader__sort_key__contains=sort_key(receiver))
        found = found.filter(by_name | Q(address__icontains=receiver) | Q(mail__address__icontains=receiver))
    if status := wanted.get("status"):
        found = found.filter(_BY_STATUS[Status(status)])
    if kind := wanted.get("kind"):
        found = found.filter(kind=kind)
    if rule := wanted.get("rule"):
        found = found.filter(rule__icontains=rule)
    if first := wanted.get("first_day"):
        found = found.filter(ready_at__gte=datetime.combine(first, time(0), STOCKHOLM))
    if last := wanted.get("last_day"):
        found = found.filter(ready_at__lt=datetime.combine(last + timedelta(days=1), time(0), STOCKHOLM))
    return found


def said_about(thing: Model) -> QuerySet[Notice]:
    """Everything said about a thing, newest first."""
    found = Notice.objects.filter(about_type=thing._meta.label_lower, about_id=thing.pk)
    return found.select_related("person", "reader", "mail")


def is_said(*, kind: str, key: str) -> bool:
    """Whether this has been said, or waits to be."""
    return Notice.objects.filter(kind=kind, key=key).exists()


def failed_count() -> int:
    """Mails that did not arrive and that no one has sent again."""
    return Mail.objects.filter(Q(state=LeasedWork.State.GIVEN_UP) | Q(came_back_at__isnull=False)).count()


def title_of(notice: Notice) -> str:
    """What kind of notice it is, in words."""
    kind = kinds.find(notice.kind)
    return str(kind.title) if kind and kind.title else notice.kind


def line_of(notice: Notice, *, now: datetime) -> str:
    """The notice in one line: what its mail said, else what it will say. Never an action link."""
    if notice.mail and notice.mail.subject and not notice.mail.is_summary:
        return notice.mail.subject
    return texts.subject_of(notice, now=now)


def text_of(mail: Mail) -> str:
    """The words of the mail. While there is no mail server its action links work, for the outbox is the mailbox."""
    return unlock(mail.locked_body) if mail.locked_body else mail.body
