"""A kept capture to the registrar: it goes in the year's collective case (samlingsärende)."""

from datetime import datetime

from django.utils.translation import gettext as _

from archiving import blobs
from archiving.models import Capture, CaptureFile
from archiving.permissions import capturable_by
from socialgov.diary import services
from socialgov.diary.models import Dispatch
from socialgov.look import municipality, times
from socialgov.organisation.actor import Actor
from socialgov.organisation.permissions import capacity

KIND = "archiving.capture"


class NothingToSend(Exception):
    """The capture has no PDF/A of its own."""

    def __init__(self):
        super().__init__(_("There is no PDF/A of the picture to send. Hand in screenshots first."))


def document_of(capture: Capture) -> CaptureFile | None:
    """The capture's PDF/A."""
    return capture.files.filter(role=CaptureFile.Role.DOCUMENT).select_related("blob").first()


def send(*, capture: Capture, actor: Actor, now: datetime) -> Dispatch:
    """The capture's PDF/A to the registrar. While its number has not come it is not sent again.

    Raises NotPermitted, NothingToSend, NoMailbox, blobs.StorageUnavailable, blobs.FileDamaged.
    """
    actor = capacity(lambda who: capturable_by(who, now=now), capture.account, actor)
    file = document_of(capture)
    if file is None or capture.kept_at is None:
        raise NothingToSend
    subject = _("%(kind)s %(day)s: %(account)s") % {
        "kind": capture.get_kind_display(),
        "day": times.date_long(capture.kept_at),
        "account": capture.account,
    }
    return services.send_to_registrar(
        about=capture,
        kind=KIND,
        subject=subject,
        pdf=blobs.read(file.blob),
        sender=str(capture.account.unit or municipality.name()),
        recipient=municipality.name(),
        received_at=capture.kept_at,
        secrecy=False,
        unit=capture.account.unit,
        actor=actor,
        now=now,
    )
