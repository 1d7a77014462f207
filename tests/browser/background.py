"""What workers and beat do under `./run`, done by hand at a given moment: the clock is passed in, never waited for."""

import re
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from archiving import captures, cards, seals
from moderation.services import connections, outbox
from socialgov.notices import placing, sending, services
from socialgov.notices.models import Mail
from socialgov.notices.selectors import text_of
from socialgov.notices.sending import Outcome
from socialgov.wiring import events


def fetch(now: datetime) -> int:
    """Read the connected channels."""
    return connections.fetch_due(now=now)


def carry_out(now: datetime) -> None:
    """Do on the platforms what was decided."""
    outbox.perform_due(now=now)


def deliver_mail(now: datetime) -> None:
    """Ask every room what must be said, and send it."""
    events.deliver(now=now)
    services.fill(now=now)
    placing.place(now=now)
    while sending.send_one(now=now) not in (Outcome.NOTHING_TO_SEND, Outcome.SERVER_AWAY):
        pass


def keep_pictures(clock) -> None:
    """The capture worker: take what waits in a browser of its own, draw cards, seal."""
    while captures.take_next(clock=clock) is not None:
        pass
    cards.draw(now=clock())
    seals.seal(now=clock())


def latest_mail(to: str) -> Mail:
    """The latest mail to an address."""
    return Mail.objects.filter(Q(address=to) | Q(person__email=to)).latest("pk")


def link_in(mail: Mail, base: str) -> str:
    """The address that the mail leads to, on the test's own server."""
    found = re.search(rf"{re.escape(settings.BASE_URL)}(/\S+)", text_of(mail))
    assert found, text_of(mail)
    return f"{base}{found[1]}"
