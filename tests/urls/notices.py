from socialgov.notices.calendar import token_of
from socialgov.notices.models import CalendarAddress
from tests.factories.notices import MailFactory
from tests.factories.organisation import NOW
from tests.urls import EVERYONE, OFFICE, Url

SEND_AGAIN = OFFICE | {"communications_elsewhere"}
READ_ALL = SEND_AGAIN | {"auditor"}


def build(world) -> None:
    world.calendar_address = CalendarAddress.objects.create(person=world.people["archivist"], made_at=NOW)
    world.mail = MailFactory(failed=True, person=world.someone)


def mail(world) -> dict:
    return {"pk": world.mail.pk}


URLS = {
    "notices:sent": Url(get=EVERYONE),
    "notices:mail": Url(get=READ_ALL, kwargs=mail),
    "notices:send_again": Url(post=SEND_AGAIN, kwargs=mail),
    "notices:calendar": Url(get=EVERYONE),
    "notices:calendar_open": Url(post=EVERYONE),
    "notices:calendar_end": Url(post=EVERYONE),
    "notices:calendar_feed": Url(public=True, kwargs=lambda world: {"token": token_of(world.calendar_address)}),
    "notices:link": Url(public=True, kwargs=lambda world: {"token": "nothing"}),
}
