"""The card of saved evidence: one page that shows what the platform delivered. Drawn afterwards, hashed and sealed."""

import json
import logging
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from archiving import blobs, evidence, seals
from archiving.models import CardWork, Evidence
from archiving.selectors import moment
from socialgov import pdf
from socialgov.look import municipality
from socialgov.wiring.leases import StaleToken, pause_before_attempt

log = logging.getLogger(__name__)
ATTEMPTS = 12
SHOWN = ("text", "author", "url", "published_at", "received_at", "external_id", "description")
MOMENTS = frozenset({"published_at", "received_at"})


def draw(*, now: datetime, at_most: int = 50) -> int:
    """Draw the cards that are waiting. How many were drawn."""
    drawn = 0
    for _turn in range(at_most):
        work = CardWork.objects.claim(now=now)
        if not isinstance(work, CardWork):
            break
        try:
            _draw(work, now=now)
            drawn += 1
        except StaleToken:
            continue
        except Exception as error:
            log.exception("The card of evidence %s could not be drawn", work.evidence_id)
            if work.attempts >= ATTEMPTS:
                work.give_up(error=type(error).__name__)
            else:
                work.postpone(until=now + pause_before_attempt(work.attempts), error=type(error).__name__)
    return drawn


def _draw(work: CardWork, *, now: datetime) -> None:
    kept = work.evidence
    delivered = json.loads(evidence.content_of(kept))
    shown = {name: delivered[name] for name in SHOWN if delivered.get(name)}
    for name in MOMENTS & shown.keys():
        shown[name] = moment(shown[name])
    with translation.override("sv"):
        card = pdf.render(
            "archiving/evidence_card.html",
            {"evidence": kept, "delivered": shown, "municipality": municipality.name()},
            title=_("Saved copy %(id)s") % {"id": kept.pk},
            now=now,
        )
    blob = blobs.store(card, media_type="application/pdf", now=now)
    with work.finishing():
        blobs.refer(blob, about=kept, purpose="card")
        Evidence.objects.filter(pk=kept.pk).update(card=blob)
        seals.file_record(
            about=kept, purpose="card", files=[blob.sha256], metadata={"of": kept.digest, "drawn_at": now}, now=now
        )
