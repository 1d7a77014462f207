"""Samla dagens: several things of one kind, one PDF/A, one mail, one number."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from socialgov import pdf
from socialgov.diary import collecting, services
from socialgov.diary.combining import NotPdfA, combined
from socialgov.diary.models import Dispatch, Document
from socialgov.diary.selectors import attachments_of, number_of, numbers_of, title_of
from socialgov.notices.models import Notice
from tests.factories.diary import KIND, PDF, MailboxFactory
from tests.factories.organisation import NOW, PersonFactory, UnitFactory, acting

pytestmark = pytest.mark.django_db


def page(title: str) -> bytes:
    return pdf.render("pdf/base.html", {}, title=title, now=NOW)


def collect(by, *, about=None, content=None, subject="Öppettider i jul", **more) -> Document:
    values = {"sender": "Greta Exempel", "recipient": "Facebook", "received_at": NOW, "secrecy": False} | more
    return collecting.collect(
        about=about or PersonFactory(),
        kind=KIND.name,
        subject=subject,
        pdf=content or page(subject),
        actor=acting(by),
        now=NOW,
        **values,
    )


@pytest.fixture
def karin():
    MailboxFactory()
    return PersonFactory(communications=True)


def test_three_things_become_one_valid_pdfa_that_lists_them(karin):
    things = PersonFactory.create_batch(3)
    for n, thing in enumerate(things):
        collect(karin, about=thing, subject=f"Fråga {n}")
    dispatch = collecting.send_collected(kind=KIND.name, actor=acting(karin), now=NOW)
    (file,) = attachments_of(dispatch)
    assert pdf.problems(file.content) == []
    with pikepdf.open(BytesIO(file.content)) as whole:
        assert len(whole.pages) == 4
    assert title_of(dispatch) == "3 messages"
    assert Notice.objects.count() == 1


@pytest.mark.rule("LJU-09")
def test_one_number_is_the_number_of_all_of_them(karin):
    things = PersonFactory.create_batch(2)
    for thing in things:
        collect(karin, about=thing)
    dispatch = collecting.send_collected(kind=KIND.name, actor=acting(karin), now=NOW)
    services.receive_number(dispatch=dispatch, number="KS 2026-7", actor=acting(karin), now=NOW)
    assert [numbers_of(thing) for thing in things] == [["KS 2026-7"]] * 2
    assert number_of(dispatch) == "KS 2026-7"


def test_a_long_list_still_names_the_right_pages(karin):
    line, content = "Fråga {} om något som tar en hel rad i listan över handlingar", page("Fråga")
    documents = [collect(karin, subject=line.format(n), content=content) for n in range(45)]
    content = combined(documents, title="45 frågor", now=NOW)
    with pikepdf.open(BytesIO(content)) as whole:
        assert len(whole.pages) > 46


def test_one_alone_is_sent_as_it_is(karin):
    collect(karin, content=PDF)
    dispatch = collecting.send_collected(kind=KIND.name, actor=acting(karin), now=NOW)
    assert [file.content for file in attachments_of(dispatch)] == [PDF]


def test_collecting_the_same_thing_again_changes_nothing(karin):
    thing = PersonFactory()
    assert collect(karin, about=thing) == collect(karin, about=thing)


def test_what_has_been_collected_is_sent_once(karin):
    collect(karin)
    collecting.send_collected(kind=KIND.name, actor=acting(karin), now=NOW)
    with pytest.raises(collecting.NothingCollected):
        collecting.send_collected(kind=KIND.name, actor=acting(karin), now=NOW)


def test_secret_things_never_share_a_mail_with_open_ones(karin):
    collect(karin)
    collect(karin, secrecy=True)
    first = collecting.send_collected(kind=KIND.name, actor=acting(karin), now=NOW)
    second = collecting.send_collected(kind=KIND.name, actor=acting(karin), now=NOW, secrecy=True)
    assert [first.secrecy, second.secrecy] == [False, True]
    assert second.withheld


def test_each_registrar_gets_her_own(karin):
    board = UnitFactory(board=True)
    MailboxFactory(unit=board, address="social@provkoping.example")
    collect(karin, unit=UnitFactory(parent=board))
    collect(karin)
    collecting.send_collected(kind=KIND.name, actor=acting(karin), now=NOW, unit=board)
    assert Notice.objects.get().address == "social@provkoping.example"
    assert Document.objects.waiting().count() == 1


def test_someone_else_sends_only_what_they_have_collected(karin):
    collect(karin)
    with pytest.raises(collecting.NothingCollected):
        collecting.send_collected(kind=KIND.name, actor=acting(PersonFactory(operator=True)), now=NOW)


def test_a_document_unfit_for_the_archive_stops_the_whole_with_a_sentence(karin):
    for _n in range(2):
        collect(karin, content=PDF + b"%d" % _n)
    with pytest.raises(NotPdfA, match="en och en"):
        collecting.send_collected(kind=KIND.name, actor=acting(karin), now=NOW)
    assert Document.objects.waiting().count() == 2


def test_the_page_offers_to_send_what_waits_and_does_it_once(client, karin):
    collect(karin)
    collect(karin)
    client.force_login(karin, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Samla dagens" in client.get("/diarium/").content.decode()
    address = reverse("diary:send_collected")
    assert client.get(address).status_code == 405
    first = client.post(address, {"kind": KIND.name, "unit": ""}, follow=True).content.decode()
    assert "Skickat till registrator: 2 messages." in first
    second = client.post(address, {"kind": KIND.name, "unit": ""}, follow=True).content.decode()
    assert "Inget väntar på att skickas." in second
    assert Dispatch.objects.count() == 1
    assert "Samla dagens" not in client.get("/diarium/").content.decode()


@pytest.mark.parametrize("posted", [{}, {"kind": "x" * 100}, {"kind": "a", "unit": "999999"}])
def test_a_posted_form_that_was_tampered_with_is_refused(client, karin, posted):
    client.force_login(karin, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(reverse("diary:send_collected"), posted).status_code == 400
