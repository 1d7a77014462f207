"""Something is said to a person once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from socialgov.notices import services
from socialgov.notices.due import Due, notices_due
from socialgov.notices.kinds import NoticeKind, UnknownKind, register
from socialgov.notices.models import Link, Notice
from tests.factories.notices import ORDINARY, PROMPT, issued_link, token_of
from tests.factories.organisation import NOW, PersonFactory

pytestmark = pytest.mark.django_db


def say(person, **more):
    return services.announce(kind=PROMPT.name, key="item:1", recipient=person, now=NOW, context={"what": "a"}, **more)


def test_a_notice_says_why_and_about_what():
    person = PersonFactory()
    notice = say(person, about=person.unit)
    assert (notice.rule, notice.urgency, notice.about_type) == ("ATV-40", "prompt", "organisation.unit")
    assert notice.about_id == person.unit_id


def test_the_same_thing_is_said_to_the_same_person_once():
    person = PersonFactory()
    assert say(person)
    assert say(person) is None
    assert Notice.objects.count() == 1


def test_the_same_thing_may_be_said_to_two_people():
    say(PersonFactory())
    assert say(PersonFactory())


@pytest.mark.django_db(transaction=True)
def test_two_who_say_it_at_the_same_moment_say_it_once():
    person = PersonFactory()

    def attempt(_n):
        try:
            return say(person) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1
    assert Notice.objects.count() == 1


def test_a_kind_nobody_registered_is_refused():
    with pytest.raises(UnknownKind):
        services.announce(kind="nobody_knows", key="1", recipient=PersonFactory(), now=NOW)


def test_two_different_kinds_can_not_share_a_name():
    with pytest.raises(ValueError):
        register(NoticeKind(PROMPT.name, "ATV-99", "alarm", "Annat"))


@pytest.mark.parametrize("address", ["", "registrator", "a@b\nBcc: c@d.se", "två ord@x.se"])
def test_a_mailbox_must_have_an_address(address):
    with pytest.raises(services.NotAnAddress):
        services.announce_to_address(kind=PROMPT.name, key="1", address=address, now=NOW)


def test_an_action_link_waits_encrypted():
    person = PersonFactory()
    url = issued_link(person)
    notice = say(person, url=url)
    notice.refresh_from_db()
    token = token_of(url)
    assert token not in str(Notice.objects.values().get())
    assert notice.url.endswith("/lank/…/")
    assert notice.locked
    assert Link.objects.get().notice == notice


def test_a_link_is_issued_only_for_a_notice_that_is_new():
    person = PersonFactory()
    for _again in range(3):
        say(person, url=lambda: issued_link(person))
    assert Link.objects.count() == 1


def test_the_collector_fills_the_table_once_however_often_it_is_asked():
    person = PersonFactory()

    def answer(now):
        yield Due(kind=ORDINARY.name, key="a", recipient_id=person.pk, send_after=now - timedelta(hours=2))
        yield Due(kind=ORDINARY.name, key="b", address="registrator@provkoping.example")
        yield Due(kind=ORDINARY.name, key="old", recipient_id=person.pk, expires_at=now)

    answer.__qualname__ = "answer_for_test"
    notices_due.connect(answer)
    try:
        assert services.fill(now=NOW) == 2
        assert services.fill(now=NOW + timedelta(minutes=1)) == 0
    finally:
        notices_due.disconnect(answer)
    assert Notice.objects.get(key="a").ready_at == NOW - timedelta(hours=2)


def test_a_room_that_fails_to_answer_does_not_silence_the_others():
    person = PersonFactory()

    def fails(now):
        raise RuntimeError("broken")
        yield

    def answers(now):
        yield Due(kind=ORDINARY.name, key="a", recipient_id=person.pk)

    fails.__qualname__, answers.__qualname__ = "fails_for_test", "answers_for_test"
    notices_due.connect(fails)
    notices_due.connect(answers)
    try:
        assert services.fill(now=NOW) == 1
    finally:
        notices_due.disconnect(fails)
        notices_due.disconnect(answers)


def test_what_is_settled_is_not_sent():
    person = PersonFactory()
    say(person)
    assert services.withdraw(kind=PROMPT.name, key="item:1", now=NOW) == 1
    assert Notice.objects.get().state == Notice.State.SETTLED
