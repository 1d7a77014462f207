"""The registrar's mailbox, and what was sent there, for tests."""

import factory
from django.utils.translation import ngettext_lazy
from factory.django import DjangoModelFactory

from socialgov.diary import kinds, services
from socialgov.diary.models import Dispatch, Mailbox
from tests.factories.organisation import NOW, PersonFactory, acting, municipality

PDF = b"%PDF-1.7\n% a test's own\n%%EOF\n"
KIND = kinds.register(
    kinds.DocumentKind("test_message", ngettext_lazy("%(count)d message", "%(count)d messages", "count"), rule="ATV-33")
)


class MailboxFactory(DjangoModelFactory):
    """The municipality's registrar. Traits: takes_secret_mail, series."""

    class Meta:
        model = Mailbox

    class Params:
        takes_secret_mail = factory.Trait(takes_secrets=True)
        series = factory.Trait(own_series=True, prefix="KS", address="")

    unit = factory.LazyFunction(municipality)
    address = "registrator@provkoping.example"


def sent(*, by=None, about=None, secrecy: bool = False, now=NOW, **more) -> Dispatch:
    """Something sent to the registrar; the mailbox is made if there is none."""
    Mailbox.objects.exists() or MailboxFactory()
    by = by or PersonFactory()
    values = {
        "kind": KIND.name,
        "subject": "direktmeddelande med begäran om handling",
        "pdf": PDF,
        "sender": "Greta Exempel",
        "recipient": "Provköpings kommun, Facebook",
        "received_at": now,
    }
    return services.send_to_registrar(
        about=about or PersonFactory(), secrecy=secrecy, actor=acting(by, now=now), now=now, **values | more
    )
