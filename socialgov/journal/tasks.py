import logging
from datetime import timedelta

from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone

from socialgov.journal import seals, verification
from socialgov.journal.events import JournalBroken
from socialgov.wiring.events import emit
from socialgov.wiring.sweeps import sweep

log = logging.getLogger(__name__)


@shared_task(name="journal.seal")
@sweep("journal.seal", every=timedelta(minutes=5))
def seal() -> int:
    return len(seals.seal(now=timezone.now()))


@shared_task(name="journal.verify")
@sweep("journal.verify", every=crontab(hour=2, minute=30))
def verify() -> bool:
    report = verification.verify()
    if found := report.broken:
        log.critical("The journal is broken: %s", found.sentence)
        emit(JournalBroken(found.kind, found.sentence, found.seal_number, found.entry_id), now=timezone.now())
    return report.sound
