"""Answering an item: here, in the platform's own app, or not at all; undoing, claiming, and two at once."""

from datetime import timedelta

import pytest

from moderation.errors import AnsweredMeanwhile, ChangedAtSource, ModerationError, ReplyOnItsWay, TooLateToUndo
from moderation.models import Item, PlatformAction, Reply
from moderation.services import answers, intake
from socialgov.journal.models import Entry
from socialgov.organisation.permissions import NotPermitted
from socialgov.transitions import IllegalTransition
from tests.factories.accounts import AssignmentFactory
from tests.factories.moderation import ConnectionFactory, ItemFactory, incoming
from tests.factories.organisation import NOW, AbsenceFactory, PersonFactory, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return ItemFactory()


@pytest.fixture
def lina(item):
    return acting(AssignmentFactory(account=item.account, person=PersonFactory(name="Lina Pennfors")).person)


@pytest.fixture
def connected():
    return ItemFactory(account=ConnectionFactory().account)


@pytest.fixture
def samir(connected):
    return acting(AssignmentFactory(account=connected.account, person=PersonFactory(name="Samir Krit")).person)


def answer(item, actor, text="Vanliga tider. /Lina", now=NOW, version=None):
    return answers.reply(
        item=item, text=text, seen_version=item.version if version is None else version, actor=actor, now=now
    )


@pytest.mark.rule("ATV-35")
@pytest.mark.rule("ATV-36")
def test_a_reply_closes_the_item_and_says_who_and_when(item, lina):
    sent = answer(item, lina)
    item.refresh_from_db()
    assert (item.handling, item.answered_at, item.answered_by_id) == ("answered", NOW, lina.person_id)
    assert (sent.state, item.is_open) == (Reply.State.BY_HAND, False)
    decision = item.decisions.get()
    assert (decision.action, decision.rule, decision.by_hand) == ("answer", "ATV-40", True)
    assert Entry.objects.get(verb="item.answer").rule == "ATV-40"


def test_on_a_connected_account_it_leaves_after_twenty_seconds(connected, samir):
    sent = answer(connected, samir)
    work = PlatformAction.objects.get()
    assert (sent.state, work.not_before) == ("leaving", NOW + timedelta(seconds=20))
    assert PlatformAction.objects.claim(now=NOW + timedelta(seconds=19)) is None


def test_until_then_it_can_be_undone_and_the_clock_is_the_same(connected, samir):
    due = connected.due_at
    sent = answer(connected, samir)
    answers.undo(reply=sent, actor=samir, now=NOW + timedelta(seconds=10))
    connected.refresh_from_db()
    assert (connected.handling, connected.due_at, connected.answered_at, connected.is_open) == ("new", due, None, True)
    assert PlatformAction.objects.claim(now=NOW + timedelta(hours=1)) is None


def test_undoing_twice_is_undoing_once(connected, samir):
    sent = answer(connected, samir)
    answers.undo(reply=sent, actor=samir, now=NOW)
    assert answers.undo(reply=sent, actor=samir, now=NOW).state == "undone"
    assert connected.decisions.filter(action="undo").count() == 1


def test_what_a_worker_has_taken_can_not_be_undone(connected, samir):
    sent = answer(connected, samir)
    PlatformAction.objects.claim(now=NOW + timedelta(seconds=20))
    with pytest.raises(TooLateToUndo):
        answers.undo(reply=sent, actor=samir, now=NOW + timedelta(seconds=20))


def test_what_was_written_by_hand_can_not_be_undone_here(item, lina):
    with pytest.raises(TooLateToUndo):
        answers.undo(reply=answer(item, lina), actor=lina, now=NOW)


def test_pressed_twice_it_is_one_reply(connected, samir):
    assert answer(connected, samir, version=0) == answer(connected, samir, version=0)
    assert (Reply.objects.count(), PlatformAction.objects.count()) == (1, 1)


def test_another_reply_waits_until_the_first_has_left(connected, samir):
    answer(connected, samir)
    connected.refresh_from_db()
    with pytest.raises(ReplyOnItsWay):
        answer(connected, samir, "En sak till")


def test_whoever_answers_second_is_told_who_was_first_and_when(item, lina):
    karin = acting(PersonFactory(name="Karin Lingonstig", communications=True))
    answer(item, karin, version=0)
    with pytest.raises(AnsweredMeanwhile) as told:
        answer(item, lina, version=0)
    assert str(told.value) == "Karin svarade medan du skrev. Din text finns kvar."
    assert (told.value.at, Reply.objects.count()) == (NOW, 1)


def test_knowing_of_the_first_reply_one_may_add_another(item, lina):
    karin = acting(PersonFactory(communications=True))
    answer(item, karin)
    item.refresh_from_db()
    answer(item, lina, "Tillägg", now=NOW + timedelta(hours=1))
    item.refresh_from_db()
    assert (Reply.objects.count(), item.answered_by_id, item.answered_at) == (2, karin.person_id, NOW)


def test_who_answers_old_words_is_shown_the_new_ones(connected, samir):
    seen = connected.version
    intake.receive(account=connected.account, incoming=incoming("Nya ord", external_id=connected.external_id), now=NOW)
    with pytest.raises(ChangedAtSource):
        answer(connected, samir, version=seen)


def test_an_empty_reply_is_refused_beside_the_field(item, lina):
    with pytest.raises(ModerationError) as refused:
        answer(item, lina, "  \n ")
    assert refused.value.field == "text"


def test_a_stranger_may_not_answer(item):
    with pytest.raises(NotPermitted):
        answer(item, acting(PersonFactory()))


def test_already_answered_closes_it_and_names_the_platform(item, lina):
    answers.answered_elsewhere(item=item, actor=lina, now=NOW)
    item.refresh_from_db()
    assert (item.handling, item.answered_in, item.answered_by_id) == ("answered", "facebook", lina.person_id)


def test_an_answer_in_the_platforms_own_app_closes_the_item_by_itself(connected):
    own = incoming(
        "Hej! Kom kl. 8.", external_id="900", by_owner=True, parent_id=connected.external_id, published_at=NOW
    )
    intake.receive(account=connected.account, incoming=own, now=NOW + timedelta(minutes=5))
    connected.refresh_from_db()
    assert (connected.handling, connected.answered_in, connected.answered_at) == ("answered", "wordpress", NOW)
    assert Item.objects.count() == 1
    intake.receive(account=connected.account, incoming=own, now=NOW + timedelta(minutes=10))
    assert connected.decisions.count() == 1


def test_no_answer_needs_one_of_the_reasons(item, lina):
    with pytest.raises(ModerationError):
        answers.no_answer(item=item, why="negative", actor=lina, now=NOW)
    answers.no_answer(item=item, why="thanks", actor=lina, now=NOW)
    item.refresh_from_db()
    assert (item.handling, item.decisions.get().why) == ("no_answer", "thanks")


def test_what_is_closed_can_not_be_closed_again(lina):
    item = ItemFactory(answered=True)
    karin = acting(PersonFactory(communications=True))
    with pytest.raises(IllegalTransition):
        answers.no_answer(item=item, why="thanks", actor=karin, now=NOW)


def test_a_reopened_item_keeps_the_clock_it_had(item, lina):
    due, target = item.due_at, item.target_at
    answers.no_answer(item=item, why="thanks", actor=lina, now=NOW)
    answers.reopen(item=item, actor=lina, now=NOW + timedelta(days=3))
    item.refresh_from_db()
    assert (item.due_at, item.target_at, item.is_open, item.closed_at) == (due, target, True, None)


@pytest.mark.rule("ATV-53")
def test_what_may_stay_goes_to_its_ordinary_place_with_the_clock_it_had(lina):
    item = ItemFactory(now=True)
    karin = acting(PersonFactory(communications=True))
    due = item.due_at
    answers.leave_standing(item=item, actor=karin, now=NOW)
    item.refresh_from_db()
    assert (item.urgency, item.due_at, item.visibility, item.is_open) == ("", due, "visible", True)
    assert item.decisions.get().why == "insult"


def test_typing_claims_and_changes_no_version(item, lina):
    answers.claim(item=item, actor=lina, now=NOW)
    item.refresh_from_db()
    assert (item.claimed_by_id, item.version, item.first_known_at) == (lina.person_id, 0, NOW)
    karin = acting(PersonFactory(communications=True))
    answers.claim(item=item, actor=karin, now=NOW)
    answers.release(item=item, actor=lina, now=NOW)
    item.refresh_from_db()
    assert item.claimed_by_id == karin.person_id


def test_a_substitute_answers_in_both_names(item):
    assignment = AssignmentFactory(account=item.account)
    jonas = PersonFactory()
    AbsenceFactory(person=assignment.person, substitute=jonas)
    answer(item, acting(jonas))
    decision = item.decisions.get()
    assert (decision.by_id, decision.on_behalf_of_id) == (jonas.pk, assignment.person_id)
