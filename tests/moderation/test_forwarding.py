"""Forwarding to a colleague, who answers from the mail without signing in."""

from datetime import timedelta

import pytest

from moderation.errors import ModerationError
from moderation.models import Forwarding, Item
from moderation.selectors import detail
from moderation.services import answers, forwarding
from socialgov.notices import links
from socialgov.notices.models import Notice
from socialgov.notices.texts import write
from tests.factories.accounts import AssignmentFactory
from tests.factories.moderation import ItemFactory
from tests.factories.notices import MailFactory, token_of
from tests.factories.organisation import NOW, PersonFactory, UnitFactory, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return ItemFactory(text="Har väntat 14 veckor på bygglov.")


@pytest.fixture
def karin(item):
    return acting(AssignmentFactory(account=item.account, person=PersonFactory(name="Karin Lingonstig")).person)


def forward(item, actor, **more):
    values = {"route": "building", "question": "Vad säger vi?", "address": "bygglov@ljungsele.example"} | more
    return forwarding.forward(item=item, actor=actor, now=NOW, **values)


def token(sent):
    """The link's token, read from the mail's stored words."""
    notice = Notice.objects.get(kind="moderation.colleague_asked", key=f"forwarding:{sent.pk}")
    return token_of(write(MailFactory(address=sent.address, person=None), [notice], now=NOW).body)


def use(sent, **posted):
    posted = {"text": "Tio veckor nu.", "your_name": "Bosse på Bygglov"} | posted
    return links.use(token=token(sent), posted=posted, sender="1.2.3.4", now=NOW + timedelta(hours=1))


@pytest.mark.rule("ATV-36", "ATV-54")
def test_the_item_waits_and_the_colleague_gets_the_question_and_what_it_is_about(item, karin):
    sent = forward(item, karin)
    item.refresh_from_db()
    assert (item.handling, item.is_open) == ("waiting", True)
    assert (sent.address, sent.due_at < item.due_at, sent.due_at > NOW) == ("bygglov@ljungsele.example", True, True)
    body = write(MailFactory(person=None, address=sent.address), list(Notice.objects.all()), now=NOW).body
    assert "Vad säger vi?" in body
    assert "14 veckor" in body
    assert item.decisions.get().rule == "ATV-36"


def test_what_is_secret_does_not_go_with_the_mail(karin):
    item = ItemFactory(secret=True, text="Melker utreds för adhd")
    sent = forward(item, acting(PersonFactory(communications=True)))
    body = write(MailFactory(person=None, address=sent.address), list(Notice.objects.all()), now=NOW).body
    assert "Melker" not in body


def test_the_answer_comes_back_as_a_draft_and_nothing_is_sent(item, karin):
    sent = forward(item, karin)
    shown = use(sent)
    assert shown.link.outcome == "Tack. Karin har ditt svar nu."
    sent.refresh_from_db()
    item.refresh_from_db()
    assert (sent.answer, sent.answered_by) == ("Tio veckor nu.", "Bosse på Bygglov")
    assert (item.handling, item.replies.count()) == ("new", 0)
    page = detail.detail(item, actor=karin, now=NOW)
    assert page.draft == sent
    assert Notice.objects.get(kind="moderation.colleague_answered").person_id == karin.person_id


def test_a_used_draft_is_no_draft_any_more(item, karin):
    use(forward(item, karin))
    answers.reply(item=item, text="Tio veckor.", seen_version=99, actor=karin, now=NOW)
    assert detail.detail(item, actor=karin, now=NOW).draft is None


def test_the_link_works_once_and_nothing_is_lost_when_a_field_is_empty(item, karin):
    sent = forward(item, karin)
    assert use(sent, text="").form.errors
    use(sent)
    assert use(sent, text="Igen").form is None
    assert Forwarding.objects.get().answer == "Tio veckor nu."


def test_asked_twice_the_same_is_asked_once(item, karin):
    assert forward(item, karin) == forward(item, karin)


def test_two_who_are_asked_are_both_waited_for(item, karin):
    first, _second = forward(item, karin), forward(item, karin, address="va@ljungsele.example")
    use(first)
    assert Item.objects.get(pk=item.pk).handling == "waiting"


def test_a_unit_or_a_person_may_be_asked(item, karin):
    unit = UnitFactory(email="gata.park@ljungsele.example")
    assert forward(item, karin, unit=unit, address="").address == "gata.park@ljungsele.example"
    person = PersonFactory()
    assert forward(item, karin, person=person, address="").person == person


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"route": "nowhere"}, "route"),
        ({"address": ""}, "to"),
        ({"address": "bygglov"}, "to"),
        ({"question": " "}, "question"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(item, karin, given, field):
    with pytest.raises(ModerationError) as refused:
        forward(item, karin, **given)
    assert refused.value.field == field


def test_answered_meanwhile_the_colleagues_words_are_kept_all_the_same(item, karin):
    sent = forward(item, karin)
    answers.reply(item=item, text="Svar", seen_version=99, actor=karin, now=NOW)
    use(sent)
    assert Item.objects.get(pk=item.pk).handling == "answered"
    assert Forwarding.objects.get().answer
