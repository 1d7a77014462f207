"""Mails leave once: to a real mail server, with what the vocabulary says, in the reader's language."""

from datetime import timedelta

import pytest

from socialgov.notices import placing, sending, services
from socialgov.notices.models import Mail, Notice
from socialgov.notices.sending import Outcome
from tests.factories.notices import BROKEN, ORDINARY, PROMPT, WITH_TRUTH, NoticeFactory, issued_link, token_of
from tests.factories.organisation import NOW, AbsenceFactory, PersonFactory
from tests.notices.sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink(settings):
    with Sink() as running:
        settings.EMAIL_URL = running.url
        settings.MAIL_FROM = "Sociala medier <sociala.medier@provkoping.example>"
        yield running


def send_all(now=NOW) -> list[Outcome]:
    placing.place(now=now)
    outcomes = []
    while (outcome := sending.send_one(now=now)) is not Outcome.NOTHING_TO_SEND:
        outcomes.append(outcome)
        if outcome is Outcome.SERVER_AWAY:
            break
    return outcomes


def prompt(**more):
    return NoticeFactory(prompt=True, context={"what": "Släckt gatlykta"}, **more)


def test_a_mail_reaches_the_server_once_with_the_subject_of_the_vocabulary(sink):
    notice = prompt()
    assert send_all() == [Outcome.SENT]
    assert send_all() == []
    (mail,) = sink.arrived
    assert mail["Subject"] == "Svara senast kl. 11.00: Släckt gatlykta"
    assert mail["To"] == notice.person.email
    assert mail["From"] == "Sociala medier <sociala.medier@provkoping.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Message-ID"] == f"<{Mail.objects.get().message_id.hex}@provkoping.example>"


def test_the_morning_mail_counts_and_names_the_first_hour(sink):
    person = PersonFactory(name="Karin Lingonstig")
    for hours in (3, 5, 7):
        NoticeFactory(
            person=person,
            context={"what": f"Fråga {hours}"},
            due_at=NOW + timedelta(hours=hours),
            ready_at=NOW - timedelta(hours=5),
        )
    assert send_all() == [Outcome.SENT]
    (mail,) = sink.arrived
    assert mail["Subject"] == "Att göra i dag: 3 kommentarer, första senast kl. 13.00"
    text = mail.get_content()
    assert text.startswith("Hej Karin")
    assert text.index("Fråga 3") < text.index("Fråga 5") < text.index("Fråga 7")


def test_a_mail_is_written_in_the_readers_language(sink):
    NoticeFactory(person=PersonFactory(language="en"), ready_at=NOW - timedelta(hours=5))
    send_all()
    assert sink.arrived[0]["Subject"].startswith("To do today: 1 kommentar")


def test_a_substitute_is_told_for_whom(sink):
    away = PersonFactory(name="Anneli Kaffegren")
    AbsenceFactory(person=away, substitute=PersonFactory())
    prompt(person=away)
    send_all()
    assert "För Anneli Kaffegren, som är borta" in sink.arrived[0].get_content()


def test_it_goes_to_the_address_the_person_has_when_it_leaves(sink):
    notice = prompt()
    placing.place(now=NOW)
    notice.person.email = "ny@provkoping.example"
    notice.person.save()
    send_all()
    assert sink.arrived[0]["To"] == "ny@provkoping.example"


def test_a_line_break_in_a_subject_can_not_add_a_header(sink):
    NoticeFactory(prompt=True, context={"what": "x\r\nBcc: hemlig@annan.example\n\nhej"})
    assert send_all() == [Outcome.SENT]
    (mail,) = sink.arrived
    assert mail["Bcc"] is None
    assert "Bcc: hemlig" in mail["Subject"]


def test_what_has_been_settled_meanwhile_is_not_sent(sink):
    thing = PersonFactory()
    services.announce(
        kind=WITH_TRUTH.name, key="1", recipient=PersonFactory(), now=NOW, about=thing, context={"what": "a"}
    )
    placing.place(now=NOW)
    thing.is_active = False
    thing.save()
    assert send_all() == [Outcome.SETTLED]
    assert sink.arrived == []
    assert Notice.objects.get().state == Notice.State.SETTLED


def test_a_warning_that_expired_while_the_server_was_away_is_not_sent(sink):
    prompt(expires_at=NOW + timedelta(hours=1))
    placing.place(now=NOW)
    assert send_all(now=NOW + timedelta(hours=2)) == [Outcome.SETTLED]
    assert sink.arrived == []
    assert Notice.objects.get().state == Notice.State.EXPIRED


def test_a_server_that_is_away_is_waited_for_and_everything_is_sent_once(settings):
    for _n in range(5):
        prompt()
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    assert send_all() == [Outcome.SERVER_AWAY]
    mail = Mail.objects.exclude(error="").get()
    assert "E-postservern svarar inte" in mail.error
    with Sink() as sink:
        settings.EMAIL_URL = sink.url
        assert send_all(now=NOW + timedelta(days=10)) == [Outcome.SENT] * 5
        assert len(set(sink.message_ids)) == len(sink.message_ids) == 5


def test_a_receiver_refused_for_ever_did_not_arrive_and_is_not_tried_again(sink):
    sink.answer_rcpt = "550 5.1.1 No such mailbox"
    prompt()
    assert send_all() == [Outcome.FAILED]
    mail = Mail.objects.get()
    assert (mail.state, mail.sent_at) == ("given_up", None)
    assert "No such mailbox" in mail.error
    assert send_all(now=NOW + timedelta(days=1)) == []


def test_a_passing_refusal_is_tried_again_with_growing_pauses(sink):
    sink.answer_rcpt = "451 4.7.1 Greylisted"
    prompt()
    pauses = []
    now = NOW
    for _n in range(5):
        assert send_all(now=now) == [Outcome.POSTPONED]
        not_before = Mail.objects.get().not_before
        pauses.append(not_before - now)
        now = not_before
    assert pauses == sorted(pauses)
    assert pauses[-1] > pauses[0]
    sink.answer_rcpt = ""
    assert send_all(now=now) == [Outcome.SENT]
    assert len(sink.arrived) == 1


def test_a_passing_refusal_is_given_up_after_three_days(sink):
    sink.answer_data = "452 Mailbox full"
    prompt()
    send_all()
    assert send_all(now=NOW + timedelta(days=4)) == [Outcome.FAILED]
    assert "Mailbox full" in Mail.objects.get().error


def test_a_mail_that_can_not_be_written_does_not_hold_up_the_others(sink):
    NoticeFactory(kind=BROKEN.name, urgency="prompt", ready_at=NOW - timedelta(minutes=1))
    prompt()
    assert sorted(outcome.name for outcome in send_all()) == ["POSTPONED", "SENT"]
    assert "TemplateDoesNotExist" in Mail.objects.exclude(error="").get().error


def test_alarms_leave_first(sink):
    prompt(ready_at=NOW - timedelta(minutes=5))
    NoticeFactory(alarm=True, context={"what": "möjligt hot"})
    send_all()
    assert [mail["Subject"].split()[0] for mail in sink.arrived] == ["Larm:", "Svara"]


def test_without_a_mail_server_the_mail_stays_in_the_outbox(settings):
    settings.EMAIL_URL = ""
    prompt()
    assert send_all() == [Outcome.SENT]
    mail = Mail.objects.get()
    assert mail.subject == "Svara senast kl. 11.00: Släckt gatlykta"
    assert mail.server == ""


def test_an_action_links_token_is_in_the_mail_and_nowhere_else(sink):
    person = PersonFactory()
    url = issued_link(person)
    services.announce(kind=PROMPT.name, key="1", recipient=person, now=NOW, context={"what": "a"}, url=url)
    send_all()
    assert url in sink.arrived[0].get_content()
    kept = str([*Mail.objects.values(), *Notice.objects.values()])
    assert token_of(url) not in kept
    assert Notice.objects.get().locked == ""
    assert Mail.objects.get().locked_body == ""
    assert "/lank/…/" in Mail.objects.get().body


def test_without_a_mail_server_the_outbox_can_show_the_link_but_keeps_it_encrypted(settings):
    settings.EMAIL_URL = ""
    person = PersonFactory()
    url = issued_link(person)
    services.announce(
        kind=ORDINARY.name,
        key="1",
        recipient=person,
        now=NOW,
        context={"what": "a"},
        url=url,
        send_after=NOW - timedelta(hours=5),
    )
    send_all()
    mail = Mail.objects.get()
    from socialgov.notices.selectors import text_of

    assert token_of(url) not in str(Mail.objects.values().get())
    assert url in text_of(mail)
