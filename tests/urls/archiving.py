from archiving import blobs, cards, evidence
from archiving.models import CaptureFile
from socialgov.organisation.actor import SYSTEM
from tests.factories.archiving import CaptureFactory
from tests.factories.organisation import NOW
from tests.urls import EVERYONE, Url

OFFICE = frozenset({"communications", "communications_elsewhere"})
SEES = OFFICE | {"manager", "administrator", "operator", "system_administrator", "auditor", "registrar", "archivist"}
TAKES = OFFICE | {"manager", "administrator", "operator", "archivist"}


def build(world) -> None:
    """A kept picture of the unit's account."""
    world.capture = CaptureFactory(account=world.account)
    blob = blobs.store(b"\x89PNG\r\n\x1a\n", media_type="image/png", now=NOW)
    world.copy = evidence.take(
        about=world.account, account=world.account, delivered={"text": "Hej"}, actor=SYSTEM, now=NOW
    )
    cards.draw(now=NOW)
    world.file = CaptureFile.objects.create(capture=world.capture, blob=blob, role="picture", name="bild.png")


def account(world) -> dict:
    return {"pk": world.account.pk}


def copy(world) -> dict:
    return {"pk": world.copy.pk}


URLS = {
    "archiving:evidence": Url(get=SEES, post=SEES, kwargs=copy),
    "archiving:evidence_check": Url(post=SEES, kwargs=copy),
    "archiving:evidence_card": Url(get=SEES, post=SEES, kwargs=copy),
    "archiving:evidence_record": Url(get=SEES, post=SEES, kwargs=copy),
    "archiving:evidence_sheet": Url(get=SEES, kwargs=lambda world: {"pk": world.copy.pk, "number": 1}),
    "archiving:overview": Url(get=EVERYONE),
    "archiving:account": Url(get=SEES, kwargs=account),
    "archiving:order": Url(post=TAKES, kwargs=account),
    "archiving:hand_in": Url(get=TAKES, post=TAKES, kwargs=account),
    "archiving:capture": Url(get=SEES, kwargs=lambda world: {"pk": world.capture.pk}),
    "archiving:send": Url(post=TAKES, kwargs=lambda world: {"pk": world.capture.pk}),
    "archiving:file": Url(
        get=SEES,
        kwargs=lambda world: {"pk": world.capture.pk, "file_pk": world.file.pk},
    ),
}
