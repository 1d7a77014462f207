"""The diary number comes back through the mail's link, without sign-in, and everyone who needs it hears of it."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgov.diary import numbers, services
from socialgov.diary.notices import LATE, REMINDER
from socialgov.diary.selectors import number_of, numbers_of
from socialgov.journal.selectors import history_of
from socialgov.notices import texts
from socialgov.notices.models import Link, Notice
from socialgov.notices.services import fill
from socialgov.organisation.permissions import NotPermitted
from socialgov.wiring.models import OutboxEvent
from tests.factories.diary import sent
from tests.factories.notices import token_of
from tests.factories.organisation import NOW, PersonFactory, acting


@pytest.fixture
def _at_now():
    with patch("django.utils.timezone.now", return_value=NOW):
        yield


def address_in_the_mail(notice: Notice) -> str:
    return texts._full_url(notice).removeprefix("http://localhost")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("KS 2026-00231", "KS 2026-00231"),
        ("  ks  2026-00231 ", "ks 2026-00231"),
        ("Dnr KS 2026-00231.", "KS 2026-00231"),
        ("diarienummer: BUN/2026:45", "BUN/2026:45"),
        ("KS2026-00231", "KS 2026-00231"),
        ("2026/123 KS", "2026/123 KS"),
        ("SN-2026.17", "SN-2026.17"),
        ("231", "231"),
    ],
)
def test_a_number_is_taken_as_municipalities_write_it(typed, kept):
    assert numbers.clean(typed) == kept


@pytest.mark.parametrize("typed", ["", "vet inte", "KS", "maj-britt@kommun.se 1", "<b>1</b>", "1" * 61, "1; DROP"])
def test_what_can_not_be_a_number_is_refused_with_a_sentence(typed):
    with pytest.raises(numbers.NotANumber):
        numbers.clean(typed)


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_cleaning_twice_changes_nothing(text):
    try:
        once = numbers.clean(text)
    except numbers.NotANumber:
        return
    assert numbers.clean(once) == once


@pytest.mark.django_db
@pytest.mark.usefixtures("_at_now")
class TestFromTheMail:
    def test_the_registrar_gives_the_number_and_reads_who_sees_it(self, client):
        thing = PersonFactory()
        dispatch = sent(by=PersonFactory(name="Karin Lingonstig"), about=thing)
        address = address_in_the_mail(Notice.objects.get())
        assert "direktmeddelande med begäran om handling" in client.get(address).content.decode()
        page = client.post(address, {"number": "dnr KS 2026-00231"}).content.decode()
        assert "Karin ser numret KS 2026-00231 nu." in page
        assert number_of(dispatch) == "KS 2026-00231"
        assert numbers_of(thing) == ["KS 2026-00231"]

    def test_the_event_names_the_thing_and_the_number(self, client):
        thing = PersonFactory()
        dispatch = sent(about=thing)
        client.post(address_in_the_mail(Notice.objects.get()), {"number": "KS 2026-00231"})
        assert OutboxEvent.objects.get(name="diary.DiaryNumberReceived").payload == {
            "dispatch_id": dispatch.pk,
            "about_type": "organisation.person",
            "about_id": thing.pk,
            "number": "KS 2026-00231",
            "registered_at": NOW.isoformat(),
        }

    def test_it_is_journaled(self, client):
        dispatch = sent()
        client.post(address_in_the_mail(Notice.objects.get()), {"number": "KS 2026-00231"})
        entry = history_of(dispatch).get(verb="diary.number_received")
        assert entry.data == {"diary_number": "KS 2026-00231", "link": Link.objects.get().pk}

    def test_a_wrong_number_stays_in_the_field_and_a_sentence_says_what_to_write(self, client):
        dispatch = sent()
        page = client.post(address_in_the_mail(Notice.objects.get()), {"number": "vet inte"}).content.decode()
        assert "till exempel KS 2026-00231" in page
        assert 'value="vet inte"' in page
        assert number_of(dispatch) == ""

    def test_the_page_of_a_secret_one_tells_nothing(self, client):
        sent(secrecy=True, subject="anmälan om Greta Exempel", sender="Greta")
        assert "Greta" not in client.get(address_in_the_mail(Notice.objects.get())).content.decode()


@pytest.mark.django_db
def test_a_correction_is_a_new_row_and_is_told_again():
    dispatch = sent()
    registrar = PersonFactory(registrar=True)
    for number in ("KS 2026-1", "KS 2026-2", "KS 2026-2"):
        services.receive_number(dispatch=dispatch, number=number, actor=acting(registrar), now=NOW)
    assert number_of(dispatch) == "KS 2026-2"
    assert dispatch.registrations.count() == 2
    assert OutboxEvent.objects.filter(name="diary.DiaryNumberReceived").count() == 2


@pytest.mark.django_db
def test_someone_without_the_role_can_not_write_in_a_number():
    with pytest.raises(NotPermitted):
        services.receive_number(dispatch=sent(), number="1", actor=acting(PersonFactory(operator=True)), now=NOW)


@pytest.mark.django_db
class TestReminders:
    def test_the_registrar_is_reminded_once_when_her_day_has_passed(self):
        dispatch = sent()
        assert fill(now=dispatch.due_at - timedelta(minutes=1)) == 0
        assert fill(now=dispatch.due_at) == 1
        assert fill(now=dispatch.due_at + timedelta(hours=1)) == 0
        notice = Notice.objects.get(kind=REMINDER)
        assert notice.address == "registrator@provkoping.example"
        assert len(token_of(texts._full_url(notice))) == 43

    def test_no_link_is_issued_for_a_reminder_already_given(self):
        dispatch = sent()
        for minute in range(3):
            fill(now=dispatch.due_at + timedelta(minutes=minute))
        assert Link.objects.count() == 2

    def test_five_working_days_later_whoever_sent_it_is_told(self):
        person = PersonFactory()
        sent(by=person)
        fill(now=datetime(2026, 11, 30, 15, 59, tzinfo=UTC))
        assert not Notice.objects.filter(kind=LATE).exists()
        fill(now=datetime(2026, 11, 30, 17, tzinfo=UTC))
        assert Notice.objects.get(kind=LATE).person == person

    def test_when_the_number_has_come_nobody_is_reminded(self):
        dispatch = sent()
        services.receive_number(
            dispatch=dispatch, number="KS 2026-1", actor=acting(PersonFactory(registrar=True)), now=NOW
        )
        assert fill(now=dispatch.due_at + timedelta(days=30)) == 0
