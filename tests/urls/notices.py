from tests.factories.notices import MailFactory
from tests.urls import EVERYONE, OFFICE, Url

SEND_AGAIN = OFFICE | {"communications_elsewhere"}
READ_ALL = SEND_AGAIN | {"auditor"}


def build(world) -> None:
    world.mail = MailFactory(failed=True, person=world.someone)


def mail(world) -> dict:
    return {"pk": world.mail.pk}


URLS = {
    "notices:sent": Url(get=EVERYONE),
    "notices:mail": Url(get=READ_ALL, kwargs=mail),
    "notices:send_again": Url(post=SEND_AGAIN, kwargs=mail),
    "notices:link": Url(public=True, kwargs=lambda world: {"token": "nothing"}),
}
