"""A form does its work once, also when its button is pressed twice or the page is loaded again.

    with transaction.atomic():
        once.claim(token=form.cleaned_data["token"], person_id=request.user.pk, now=now)
        plan = services.send_to_consultation(…)
        url = once.led_to(token=form.cleaned_data["token"], url=reverse("plan", args=[plan.pk]))

Outside the block `except AlreadySent as sent: return redirect(sent.url or "/")`. The claim is in the transaction of the
work: when the work fails the form may be sent again, and of two at the same moment the second waits for the first.
"""

import uuid
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from socialgov.look.models import Submission

KEPT = timedelta(days=1)


class AlreadySent(Exception):
    """The same form has been sent before; `url` is where it led."""

    def __init__(self, url: str = ""):
        self.url = url
        super().__init__(url)


def claim(*, token: uuid.UUID | None, person_id: int | None, now: datetime) -> None:
    """Take the token or raise AlreadySent. A form without one (an old page) is let through."""
    if token is None:
        return
    Submission.objects.filter(created_at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            Submission.objects.create(token=token, person_id=person_id, created_at=now)
    except IntegrityError:
        # Another person's token tells nothing of where it led.
        earlier = Submission.objects.filter(token=token, person_id=person_id).first()
        raise AlreadySent(earlier.url if earlier else "") from None


def led_to(*, token: uuid.UUID | None, url: str) -> str:
    """Note where the form led, and hand the address back."""
    if token is not None:
        Submission.objects.filter(token=token).update(url=url)
    return url
