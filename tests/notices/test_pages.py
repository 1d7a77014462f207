"""Utskick: what was sent, to whom, why and when, for those who may read it."""

import pytest
from django.urls import reverse

from socialgov.notices import services
from socialgov.notices.concealment import lock
from socialgov.notices.models import Mail
from tests.factories.notices import MailFactory, NoticeFactory
from tests.factories.organisation import NOW, PersonFactory

pytestmark = pytest.mark.django_db
LIST = "/utskick/"


@pytest.fixture
def signed_in(client):
    def sign_in(person=None, **traits):
        person = person or PersonFactory(**traits)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def said(**mail):
    mail = MailFactory(**mail)
    return NoticeFactory(person=mail.person, reader=mail.person, mail=mail, state="in_mail", prompt=True)


@pytest.mark.parametrize("role", ["communications", "system_administrator", "auditor"])
def test_those_who_look_after_mails_read_all(signed_in, role):
    notice = said(sent=True)
    page = signed_in(**{role: True}).get(LIST).content.decode()
    assert notice.person.name in page
    assert "ATV-40" in page
    assert "Skickad" in page


def test_others_read_what_they_were_sent(signed_in):
    mine, theirs = said(sent=True), said(sent=True)
    client = signed_in(mine.person)
    page = client.get(LIST).content.decode()
    assert mine.person.name in page
    assert theirs.person.name not in page
    assert client.get(reverse("notices:mail", args=[mine.mail_id])).status_code == 200
    assert client.get(reverse("notices:mail", args=[theirs.mail_id])).status_code == 404


@pytest.mark.parametrize(
    ("mail", "status"),
    [
        ({"sent": True}, "Skickad"),
        ({"arrived": True}, "Framme"),
        ({"failed": True}, "Kom inte fram"),
        ({"sent": True, "came_back_at": NOW}, "Kom inte fram"),
        ({"sent": True, "is_summary": True}, "Sammanfattad i dagens utskick"),
        ({}, "Väntar"),
    ],
)
def test_each_status_is_said_in_the_vocabularys_words_and_can_be_filtered(signed_in, mail, status):
    notice = said(**mail)
    client = signed_in(communications=True)
    page = client.get(LIST).content.decode()
    row = page.split("<tbody>")[1]
    assert status in row
    from socialgov.notices.selectors import status_of

    value = status_of(notice)
    assert "<tbody>" in client.get(LIST, {"status": value}).content.decode()
    other = "waiting" if value != "waiting" else "sent"
    assert "<tbody>" not in client.get(LIST, {"status": other}).content.decode()


def test_what_was_not_sent_says_why(signed_in):
    NoticeFactory(state="expired")
    assert "Inaktuell" in signed_in(communications=True).get(LIST).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"receiver": "lina"}, True),
        ({"receiver": "pennfors"}, True),
        ({"receiver": "karin"}, False),
        ({"rule": "atv-40"}, True),
        ({"rule": "OSB"}, False),
        ({"kind": "test_prompt"}, True),
        ({"kind": "test_alarm"}, False),
        ({"first_day": "2026-11-20", "last_day": "2026-11-20"}, True),
        ({"first_day": "2026-11-21"}, False),
        ({"last_day": "2026-11-19"}, False),
    ],
)
def test_the_list_can_be_filtered(signed_in, query, found):
    said(sent=True, person=PersonFactory(name="Lina Pennfors"))
    page = signed_in(communications=True).get(LIST, query).content.decode()
    assert ("<tbody>" in page) is found


@pytest.mark.parametrize(
    "query",
    [
        {"first_day": "i går"},
        {"status": "okänd"},
        {"kind": "x" * 500},
        {"receiver": "x" * 500},
        {"sida": "abc"},
        {"sida": "99999"},
        {"first_day": "2026-11-20", "last_day": "2026-11-01"},
        {"receiver": "\x00"},
    ],
)
def test_a_filter_that_can_not_be_understood_does_no_harm(signed_in, query):
    said(sent=True)
    assert signed_in(communications=True).get(LIST, query).status_code == 200


def test_without_a_mail_server_the_mails_links_work_from_the_outbox(signed_in):
    token = "A" * 43
    body = f"Hej\nhttp://localhost/lank/{token}/\n"
    notice = said(sent=True, body="Hej\nhttp://localhost/lank/…/\n", locked_body=lock(body))
    page = signed_in(communications=True).get(reverse("notices:mail", args=[notice.mail_id])).content.decode()
    assert f'href="http://localhost/lank/{token}/"' in page


def test_a_mail_that_did_not_arrive_is_sent_again_to_the_persons_present_address(signed_in):
    notice = said(failed=True)
    old = notice.mail.message_id
    client = signed_in(communications=True)
    address = reverse("notices:send_again", args=[notice.mail_id])
    assert client.get(address).status_code == 405
    client.post(address)
    client.post(address)
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts) == ("waiting", 0)
    assert mail.message_id != old


def test_only_those_who_look_after_mails_send_again(signed_in):
    notice = said(failed=True)
    client = signed_in(notice.person)
    assert client.post(reverse("notices:send_again", args=[notice.mail_id])).status_code == 403
    assert "Skicka igen" not in client.get(reverse("notices:mail", args=[notice.mail_id])).content.decode()


def test_the_page_is_closed_for_the_public(client):
    assert client.get(LIST).status_code == 302


def test_what_is_old_is_kept_without_its_words():
    notice = said(sent=True)
    assert services.forget_words(now=NOW.replace(year=2028)) == 1
    notice.refresh_from_db()
    assert (notice.context, notice.mail.body, notice.mail.subject) == ({}, "", "")
    assert notice.mail.sent_at == NOW


def test_a_mail_that_the_server_returns_later_did_not_arrive():
    mail = said(sent=True).mail
    assert services.came_back(message_id=mail.message_id, why="550 no such user", now=NOW)
    assert services.came_back(message_id=mail.message_id, why="550 no such user", now=NOW) is None
    mail.refresh_from_db()
    assert mail.came_back_at == NOW
