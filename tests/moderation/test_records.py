"""Items and the diary: sent as PDF/A, the number comes back, what is minor is not registered."""

import pytest

from moderation.models import Item
from moderation.services import records, removal
from socialgov.diary.models import Dispatch
from socialgov.diary.services import receive_number
from socialgov.organisation.actor import SYSTEM
from socialgov.wiring import events
from tests.factories.accounts import AssignmentFactory
from tests.factories.diary import MailboxFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    MailboxFactory()
    return ItemFactory(message=True, text="Hej! Jag vill ta del av avtalet 🧾 om Torget.")


@pytest.fixture
def lina(item):
    return acting(AssignmentFactory(account=item.account).person)


def send(item, actor, **more):
    return records.to_registrar(item=item, subject="begäran om handling", actor=actor, now=NOW, **more)


@pytest.mark.rule("ATV-33")
def test_it_goes_to_the_registrar_as_pdf_a_and_its_number_comes_back_to_the_item(item, lina):
    dispatch = send(item, lina, case_number=" KS 2026-9 ")
    content = bytes(dispatch.copy.content)
    assert content.startswith(b"%PDF-")
    assert b"pdfaid" in content
    document = dispatch.documents.get()
    assert (document.sender, document.received_at, dispatch.kind) == (
        "Greta Exempel",
        item.received_at,
        "moderation.message",
    )
    receive_number(dispatch=dispatch, number="KS 2026-00231", now=NOW, actor=SYSTEM)
    events.deliver(now=NOW)
    item.refresh_from_db()
    assert (item.diary_number, item.registered_at, item.case_number, item.minor) == (
        "KS 2026-00231",
        NOW,
        "KS 2026-9",
        False,
    )
    assert item.decisions.get().rule == "ATV-33"


@pytest.mark.rule("ATV-34")
def test_a_comment_stands_on_the_rule_of_its_case(lina, item):
    comment = ItemFactory(account=item.account)
    send(comment, lina)
    assert comment.decisions.get().rule == "ATV-34"


def test_sent_twice_it_is_sent_once(item, lina):
    assert send(item, lina) == send(item, lina)
    assert Dispatch.objects.count() == 1


@pytest.mark.rule("ATV-45")
def test_what_is_secret_is_sent_under_secrecy(lina, item):
    secret = ItemFactory(account=item.account, text="Melker utreds för adhd")
    removal.remove(item=secret, category="secrecy", actor=lina, now=NOW, already_done=True)
    assert send(Item.objects.get(pk=secret.pk), lina).secrecy


def test_of_minor_importance_it_is_not_registered(item, lina):
    records.minor(item=item, actor=lina, now=NOW)
    records.minor(item=item, actor=lina, now=NOW)
    item.refresh_from_db()
    assert (item.minor, item.decisions.count()) == (True, 1)
