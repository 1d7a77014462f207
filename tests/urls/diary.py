from django.utils import timezone

from tests.factories.diary import sent
from tests.urls import EVERYONE, OFFICE, Url

EVERY_OFFICE = OFFICE | {"communications_elsewhere"}
REGISTERS = EVERY_OFFICE - {"system_administrator"} | {"registrar", "archivist"}
SEES = EVERY_OFFICE | REGISTERS | {"auditor"}
OPENS = SEES - {"system_administrator"}


def build(world) -> None:
    world.dispatch = sent(about=world.someone, by=world.someone)


def dispatch(world) -> dict:
    return {"pk": world.dispatch.pk}


URLS = {
    "diary:dispatches": Url(get=EVERYONE),
    "diary:send_collected": Url(post=EVERYONE),
    "diary:dispatch": Url(get=SEES, kwargs=dispatch),
    "diary:number": Url(post=REGISTERS, kwargs=dispatch, data=lambda world: {"number": "KS 2026-00231"}),
    "diary:file": Url(get=OPENS, kwargs=dispatch),
    "diary:mailboxes": Url(get=EVERY_OFFICE),
    "diary:cases": Url(get=EVERY_OFFICE),
    "diary:case": Url(
        get=OFFICE,
        post=OFFICE,
        kwargs=lambda world: {"unit_pk": world.dispatch.mailbox.unit_id, "year": timezone.localdate().year},
    ),
    "diary:mailbox": Url(get=OFFICE, post=OFFICE, kwargs=lambda world: {"unit_pk": world.dispatch.mailbox.unit_id}),
}
