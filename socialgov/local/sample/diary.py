"""Where Ljungsele's registrar receives what is sent to her."""

from datetime import datetime

from django.utils import timezone

from socialgov.diary import cases, mailboxes
from socialgov.diary.models import CollectedCase, Mailbox
from socialgov.local.sample import people
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.models import Unit

ADDRESS = f"registrator@{people.MAIL}"


CASE = "KS {year}-00019"  # for the half-yearly captures of the year


def load(now: datetime) -> None:
    """Set the registrar's mailbox for the whole municipality, unless one is set. Secrets are fetched signed in.

    And the number of the year's collective case.
    """
    municipality = Unit.objects.get(is_sample=True, name=people.ROOT)
    year = timezone.localdate(now).year
    if not CollectedCase.objects.filter(unit=municipality, year=year).exists():
        cases.set_case(unit=municipality, year=year, number=CASE.format(year=year), version=None, actor=SYSTEM, now=now)
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
