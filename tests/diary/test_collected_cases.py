"""The year's collective case: its number is written down once, and stands in what is sent."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from archiving import blobs, sending
from archiving.models import CaptureFile
from socialgov.diary import cases, kinds
from socialgov.diary.numbers import NotANumber
from socialgov.journal.selectors import history_of
from socialgov.notices.models import Notice
from socialgov.notices.texts import write
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.stale import Stale
from tests.factories.accounts import AccountFactory
from tests.factories.archiving import CaptureFactory
from tests.factories.diary import PDF, MailboxFactory, sent
from tests.factories.notices import MailFactory
from tests.factories.organisation import NOW, PersonFactory, UnitFactory, acting, municipality

pytestmark = pytest.mark.django_db
NUMBER = "KS 2026-00019"


@pytest.fixture
def karin():
    return acting(PersonFactory(name="Karin Lingonstig", communications=True))


def set_case(karin, **more):
    values = {"unit": municipality(), "year": 2026, "number": NUMBER, "version": 0, "actor": karin, "now": NOW}
    return cases.set_case(**values | more)


@pytest.fixture
def capture():
    MailboxFactory()
    made = CaptureFactory(account=AccountFactory(unit=UnitFactory(parent=municipality())), kept_at=NOW)
    blob = blobs.store(PDF, media_type="application/pdf", now=NOW)
    CaptureFile.objects.create(capture=made, blob=blob, role="document", name="bild.pdf")
    return made


def test_the_number_holds_for_the_units_below_in_its_year(karin):
    row = set_case(karin)
    unit = UnitFactory(parent=municipality())
    assert cases.case_for(unit, now=NOW) == NUMBER
    assert cases.case_for(None, now=NOW) == NUMBER
    assert cases.case_for(unit, now=NOW + timedelta(days=60)) == ""
    assert history_of(row).get().verb == "diary.case_set"


def test_a_units_own_goes_before_that_above(karin):
    set_case(karin)
    board = UnitFactory(parent=municipality())
    set_case(karin, unit=board, number="BUN 2026-00007")
    assert cases.case_for(UnitFactory(parent=board), now=NOW) == "BUN 2026-00007"


def test_a_capture_is_sent_with_it_and_the_mail_says_so(karin, capture):
    set_case(karin)
    dispatch = sending.send(capture=capture, actor=karin, now=NOW)
    assert dispatch.case_number == NUMBER
    body = write(
        MailFactory(person=None, address="registrator@provkoping.example"), list(Notice.objects.all()), now=NOW
    )
    assert f"samlingsärende {NUMBER}" in body.body.replace("\xa0", " ")
    assert sending.send(capture=capture, actor=karin, now=NOW) == dispatch


def test_what_is_sent_keeps_the_number_it_was_sent_with(karin, capture):
    set_case(karin)
    dispatch = sending.send(capture=capture, actor=karin, now=NOW)
    set_case(karin, number="KS 2026-00020", version=1)
    dispatch.refresh_from_db()
    assert dispatch.case_number == NUMBER


def test_what_is_a_case_of_its_own_is_not_put_in_it(karin):
    set_case(karin)
    assert sent().case_number == ""
    assert kinds.get("archiving.capture").collective
    assert not kinds.get("moderation.message").collective


def test_without_a_pdf_there_is_nothing_to_send(karin):
    MailboxFactory()
    with pytest.raises(sending.NothingToSend):
        sending.send(capture=CaptureFactory(kept_at=NOW), actor=karin, now=NOW)


def test_who_may_write_it_and_what(karin):
    with pytest.raises(NotPermitted):
        set_case(acting(PersonFactory()))
    with pytest.raises(NotANumber):
        set_case(karin, number="halvårsbilder")
    set_case(karin)
    with pytest.raises(Stale):
        set_case(karin, number="KS 2026-00020")


def test_the_page_saves_it_and_tells_who_was_faster(client):
    person = PersonFactory(name="Karin Lingonstig", communications=True)
    client.force_login(person)
    year = timezone.localdate().year
    url = reverse("diary:case", args=[municipality().pk, year])
    assert client.post(url, {"number": "inget", "version": 0}).status_code == 422
    for _time in range(2):
        assert client.post(url, {"number": NUMBER, "version": 0}).status_code == 302
    assert NUMBER in client.get(reverse("diary:cases")).content.decode().replace("\xa0", " ").replace("<wbr>", "")
    late = client.post(url, {"number": "KS 2026-00099", "version": 0})
    assert late.status_code == 422
    assert "Karin Lingonstig" in late.content.decode()
    assert client.get(reverse("diary:case", args=[municipality().pk, year + 5])).status_code == 404


def test_from_the_captures_page_to_the_registrar(client, karin, capture):
    set_case(karin, year=timezone.localdate(NOW).year)
    client.force_login(PersonFactory(communications=True))
    page = reverse("archiving:capture", args=[capture.pk])
    assert "Skicka till registrator" in client.get(page).content.decode()
    client.post(reverse("archiving:send", args=[capture.pk]))
    shown = client.get(page).content.decode().replace("\xa0", " ").replace("<wbr>", "")
    assert "Hos registrator" in shown
    assert NUMBER in shown
    assert "Skicka till registrator" not in shown
