"""Something is sent to the registrar once, with its metadata; secret files stay here."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from socialgov.diary import services
from socialgov.diary.mailboxes import NoMailbox, mailbox_for
from socialgov.diary.models import Copy, Dispatch, Document, Registration
from socialgov.diary.selectors import attachments_of, number_of, title_of
from socialgov.journal.selectors import history_of
from socialgov.notices import placing, sending, texts
from socialgov.notices.kinds import Attachment
from socialgov.notices.models import Mail, Notice
from socialgov.organisation.actor import SYSTEM
from tests.factories.diary import PDF, MailboxFactory, sent
from tests.factories.organisation import NOW, PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db


def mail_to_registrar() -> Mail:
    placing.place(now=NOW)
    while sending.send_one(now=NOW) is not sending.Outcome.NOTHING_TO_SEND:
        pass
    return Mail.objects.get()


@pytest.mark.rule("ATV-33")
def test_the_mail_names_date_sender_recipient_subject_and_secrecy():
    sent(by=PersonFactory(name="Karin Lingonstig"))
    mail = mail_to_registrar()
    assert mail.subject == "För registrering: direktmeddelande med begäran om handling"
    for word in ("2026-11-20 10.00", "Greta Exempel", "Provköpings kommun, Facebook", "Sekretess: nej", "/lank/"):
        assert word in mail.body
    assert [file["size"] for file in mail.attachments] == [len(PDF)]
    assert mail.address == "registrator@provkoping.example"


def test_it_leaves_at_once_also_at_night():
    night = NOW + timedelta(hours=14)
    sent(now=night)
    assert placing.place(now=night) == 1


def test_the_same_thing_is_not_sent_twice_while_its_number_is_waited_for():
    thing = PersonFactory()
    assert sent(about=thing) == sent(about=thing, pdf=PDF + b"later")
    assert (Dispatch.objects.count(), Notice.objects.count()) == (1, 1)


def test_when_the_number_has_come_the_thing_can_be_sent_again():
    thing = PersonFactory()
    first = sent(about=thing)
    services.receive_number(dispatch=first, number="KS 2026-1", now=NOW, actor=SYSTEM, link=_a_link(first))
    assert sent(about=thing) != first


def _a_link(dispatch):
    from socialgov.notices.models import Link

    return Link.objects.get(about_id=dispatch.pk)


def test_a_secret_document_is_not_in_the_mail_nor_is_what_it_is_about():
    dispatch = sent(secrecy=True, subject="anmälan om Greta Exempel")
    mail = mail_to_registrar()
    assert mail.attachments == []
    assert "Greta" not in mail.subject + mail.body
    assert f"http://localhost/diarium/{dispatch.pk}/" in mail.body
    assert title_of(dispatch) == "något som är sekretessmarkerat"


def test_where_the_municipality_has_decided_so_secret_documents_go_by_mail():
    MailboxFactory(takes_secret_mail=True)
    dispatch = sent(secrecy=True)
    assert [file.content for file in attachments_of(dispatch)] == [PDF]


def test_a_file_too_large_for_a_mail_is_fetched_here():
    dispatch = sent(pdf=PDF + b"0" * services.LARGEST_MAIL)
    assert dispatch.withheld
    assert attachments_of(dispatch) == []


def test_attachments_go_along():
    dispatch = sent(attachments=[Attachment("bild.png", b"\x89PNG", "image/png")])
    assert [file.name for file in attachments_of(dispatch)][1:] == ["bild.png"]


def test_what_is_not_a_pdf_is_refused():
    with pytest.raises(services.NotAPdf):
        sent(pdf=b"<html>")


def test_without_a_mailbox_nothing_is_sent_and_a_sentence_says_what_to_do():
    with pytest.raises(NoMailbox, match="Diarium"):
        mailbox_for(None)


def test_the_nearest_mailbox_upward_is_used():
    board = UnitFactory(board=True)
    own = MailboxFactory(unit=board, address="social@provkoping.example")
    general = MailboxFactory()
    assert mailbox_for(UnitFactory(parent=UnitFactory(parent=board))) == own
    assert mailbox_for(UnitFactory()) == general
    assert mailbox_for(None) == general


def test_sending_is_journaled_on_the_thing_under_its_rule():
    thing = PersonFactory()
    sent(about=thing)
    entry = history_of(thing).get(verb="diary.sent")
    assert entry.rule == "ATV-33"


def test_the_clock_of_the_registrar_is_the_next_working_day():
    assert sent().due_at == datetime(2026, 11, 23, 16, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Copy, Dispatch, Registration])
def test_what_was_sent_can_not_be_changed_afterwards(model):
    dispatch = sent()
    services.receive_number(dispatch=dispatch, number="KS 2026-1", now=NOW, actor=SYSTEM)
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_bytes_are_kept_once_and_as_they_were():
    sent()
    sent()
    assert bytes(Copy.objects.get().content) == PDF


def test_an_own_series_gives_the_number_here_without_mail():
    MailboxFactory(series=True)
    assert [number_of(sent()) for _n in range(3)] == ["KS 2026-00001", "KS 2026-00002", "KS 2026-00003"]
    assert not Notice.objects.exists()
    assert not Document.objects.filter(is_open=True).exists()


def test_an_own_series_has_no_gap_when_something_fails():
    MailboxFactory(series=True)
    sent()
    with pytest.raises(RuntimeError), transaction.atomic():
        sent()
        raise RuntimeError
    assert number_of(sent()) == "KS 2026-00002"


def test_an_own_series_begins_again_with_the_year():
    MailboxFactory(series=True)
    sent()
    assert number_of(sent(now=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))) == "KS 2027-00001"


def test_own_series_is_off_unless_chosen():
    assert MailboxFactory().own_series is False


def test_nothing_of_the_text_reaches_the_notice_when_secret():
    sent(secrecy=True, subject="anmälan om Greta Exempel")
    assert "Greta" not in str(Notice.objects.values().get())
    assert texts.subject_of(Notice.objects.get(), now=NOW) == "För registrering: något som är sekretessmarkerat"
