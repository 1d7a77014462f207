"""*Kontrollera*: what is kept is read and hashed anew, and compared with what was noted when it was saved."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from archiving import blobs, evidence, seals
from archiving.models import Evidence, EvidenceText
from socialgov.journal.selectors import history_of
from socialgov.journal.services import record as journal
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person
from socialgov.organisation.permissions import capacity

CHECKED = "evidence.checked"


@dataclass(frozen=True, slots=True)
class Result:
    """Whether each part is as it was. `card` is None where there is none, `seal` while it waits for one."""

    record: bool
    card: bool | None
    seal: bool | None

    @property
    def holds(self) -> bool:
        return self.record and self.card is not False and self.seal is not False


@dataclass(frozen=True, slots=True)
class Check:
    """A check that was made: what it found, when, and by whom."""

    result: Result
    at: datetime
    by: Person | None


def check(kept: Evidence, *, actor: Actor, now: datetime) -> Result:
    """Read the saved copy and its card again. The outcome stands in the journal, whoever asks afterwards.

    Raises NotPermitted, blobs.StorageUnavailable.
    """
    acting = capacity(lambda who: Evidence.objects.readable_by(who, now=now), kept, actor)
    result = Result(_record_holds(kept), _card_holds(kept), seals.holds(kept))
    journal(actor=acting, now=now, verb=CHECKED, about=kept, data=asdict(result))
    return result


def last_check(kept: Evidence) -> Check | None:
    """The latest check, as the journal has it."""
    entry = history_of(kept).filter(verb=CHECKED).order_by("-pk").first()
    if entry is None:
        return None
    return Check(Result(**entry.data), entry.at, Person.objects.filter(pk=entry.actor_id).first())


def _record_holds(kept: Evidence) -> bool:
    try:
        content = evidence.content_of(kept)
    except (blobs.FileDamaged, EvidenceText.DoesNotExist):
        return False
    return hashlib.sha256(content).hexdigest() == kept.digest


def _card_holds(kept: Evidence) -> bool | None:
    if kept.card is None:
        return None
    try:
        blobs.open(kept.card).close()
    except blobs.FileDamaged:
        return False
    return any(kept.card.sha256 in files for files in seals.files_of(kept, purpose="card"))
