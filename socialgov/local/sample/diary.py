"""Where Ljungsele's registrar receives what is sent to her."""

from datetime import datetime

from socialgov.diary import mailboxes
from socialgov.diary.models import Mailbox
from socialgov.local.sample import people
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.models import Unit

ADDRESS = f"registrator@{people.MAIL}"


def load(now: datetime) -> None:
    """Set the registrar's mailbox for the whole municipality, unless one is set. Secrets are fetched signed in."""
    municipality = Unit.objects.get(is_sample=True, name=people.ROOT)
    if not Mailbox.objects.filter(unit=municipality).exists():
        mailboxes.set_mailbox(
            unit=municipality,
            address=ADDRESS,
            takes_secrets=False,
            own_series=False,
            prefix="",
            version=0,
            actor=SYSTEM,
            now=now,
        )
