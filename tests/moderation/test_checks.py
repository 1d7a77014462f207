"""How accounts stand with answering and keeping watch."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation.models import Decision, Item, OversightRound, SecondLook
from socialgov.policy.judging import NOT_ASKED, Status
from tests.factories.accounts import AccountFactory
from tests.factories.diary import sent
from tests.factories.judging import verdict
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, PersonFactory
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db
BINDING = "ljusnarsberg"  # ska, within one working day


def answered(account, *, late: bool = False, ago: timedelta = timedelta(days=7)):
    item = ItemFactory(account=account, received_at=NOW - ago, answered=True, text="")
    item.answered_at = item.target_at + timedelta(minutes=1) if late else item.target_at
    item.save()
    return item


@pytest.mark.rule("LJU-04")
@pytest.mark.parametrize("late, status", [(0, Status.MET), (1, Status.MET), (2, Status.NOT_MET)])
def test_nine_of_ten_are_answered_in_time(late, status):
    adopted(BINDING, now=NOW - timedelta(days=1))
    account = AccountFactory()
    for number in range(10):
        answered(account, late=number < late)
    found = verdict("answered", account)
    assert found.status is status
    assert f"{10 - late} av 10" in found.reason


@pytest.mark.rule("ATV-40")
def test_in_atvidaberg_late_answers_are_a_missed_aim():
    account = AccountFactory()
    answered(account, late=True)
    found = verdict("answered", account)
    assert (found.status, found.aim) == (Status.AT_RISK, True)


def test_what_waits_past_its_target_is_named_first():
    account = AccountFactory()
    item = ItemFactory(account=account, received_at=NOW - timedelta(days=3), text="")
    assert item.target_at < NOW
    found = verdict("answered", account)
    assert (found.status, found.aim) == (Status.AT_RISK, True)
    assert "1 kommentar" in found.reason


def test_what_still_has_time_counts_neither_way():
    account = AccountFactory()
    item = ItemFactory(account=account, received_at=NOW, text="")
    assert item.target_at > NOW
    assert verdict("answered", account).status is Status.NOT_APPLICABLE
    assert verdict("answered", account, now=item.target_at).status is Status.NOT_APPLICABLE
    assert verdict("answered", account, now=item.target_at + timedelta(seconds=1)).status is Status.AT_RISK


def test_what_came_in_more_than_ninety_days_ago_is_not_counted():
    account = AccountFactory()
    answered(account, late=True, ago=timedelta(days=91))
    assert verdict("answered", account).status is Status.NOT_APPLICABLE


@pytest.mark.rule("ATV-35")
def test_nothing_open_has_passed_the_hard_limit():
    account = AccountFactory()
    item = ItemFactory(account=account, received_at=datetime(2026, 11, 16, 9, tzinfo=UTC), text="")
    assert verdict("within_limit", account, now=item.plan_by - timedelta(days=1)).status is Status.MET
    assert verdict("within_limit", account, now=item.plan_by).status is Status.AT_RISK
    assert verdict("within_limit", account, now=item.limit_at).status is Status.AT_RISK
    assert verdict("within_limit", account, now=item.limit_at + timedelta(seconds=1)).status is Status.NOT_MET
    item.handling, item.answered_at = "answered", NOW
    item.save()
    assert verdict("within_limit", account, now=item.limit_at + timedelta(seconds=1)).status is Status.MET


def test_only_atvidaberg_has_a_hard_limit():
    adopted("osby", now=NOW - timedelta(days=1))
    assert verdict("within_limit", AccountFactory()) == NOT_ASKED


@pytest.mark.rule("ATV-47")
def test_an_account_is_looked_at_every_week():
    account = AccountFactory()
    assert verdict("watched_over", account).status is Status.UNCHECKED
    OversightRound.objects.create(account=account, by=PersonFactory(), at=NOW)
    assert verdict("watched_over", account, now=NOW + timedelta(days=6)).status is Status.MET
    assert verdict("watched_over", account, now=NOW + timedelta(days=7)).status is Status.AT_RISK
    late = verdict("watched_over", account, now=NOW + timedelta(days=8))
    assert (late.status, late.by) == (Status.NOT_MET, (NOW + timedelta(days=7)).date())


def test_nothing_has_to_be_looked_at_where_nobody_can_comment():
    assert verdict("watched_over", AccountFactory(comments_open=False)).status is Status.NOT_APPLICABLE


def test_an_interval_of_ours_is_an_aim():
    adopted("osby", now=NOW - timedelta(days=1))
    account = AccountFactory()
    OversightRound.objects.create(account=account, by=PersonFactory(), at=NOW - timedelta(days=30))
    found = verdict("watched_over", account)
    assert (found.status, found.aim) == (Status.AT_RISK, True)


def test_a_second_look_waits_until_its_day_and_is_then_a_missed_aim():
    item = ItemFactory(hidden=True, text="")
    account = item.account
    assert verdict("looked_at_again", account).status is Status.MET
    decision = Decision.objects.create(item=item, action="hide", at=NOW)
    look = SecondLook.objects.create(item=item, decision=decision, due_at=NOW + timedelta(days=2))
    for moment in (NOW, look.due_at, look.due_at + timedelta(seconds=1)):
        found = verdict("looked_at_again", account, now=moment)
        assert (found.status, found.aim) == (Status.AT_RISK, True)
    look.done_at, look.outcome = NOW, "right"
    look.save()
    assert verdict("looked_at_again", account).status is Status.MET


# --- The registrar ----------------------------------------------------------------------------------------------------
@pytest.mark.rule("ATV-33")
def test_an_answered_direct_message_is_registered_or_of_minor_importance():
    message = ItemFactory(message=True, text="")
    account = message.account
    assert verdict("registered", account).status is Status.MET  # it is still open
    Item.objects.filter(pk=message.pk).update(handling="answered", answered_at=NOW, closed_at=NOW)
    assert verdict("registered", account).status is Status.NOT_MET
    Item.objects.filter(pk=message.pk).update(minor=True)
    assert verdict("registered", account).status is Status.MET
    Item.objects.filter(pk=message.pk).update(minor=None, diary_number="KS 2026-00231")
    assert verdict("registered", account).status is Status.MET


@pytest.mark.rule("ATV-45")
def test_what_was_secret_and_taken_away_is_registered():
    item = ItemFactory(secret=True, removed=True, text="")
    assert verdict("registered", item.account).status is Status.NOT_MET
    Item.objects.filter(pk=item.pk).update(diary_number="KS 2026-00231")
    assert verdict("registered", item.account).status is Status.MET


def test_what_the_registrar_has_waits_for_its_number():
    item = ItemFactory(message=True, answered=True, text="")
    sent(about=item, by=PersonFactory(), kind="moderation.message")
    assert verdict("registered", item.account).status is Status.AT_RISK


def test_an_ordinary_comment_is_not_registered():
    assert verdict("registered", ItemFactory(answered=True, text="").account).status is Status.NOT_APPLICABLE


def test_what_only_the_law_wants_registered_is_no_breach_of_the_guidelines():
    adopted("fargelanda", now=NOW - timedelta(days=1))  # its reading of secrecy is ours
    item = ItemFactory(secret=True, removed=True, text="")
    found = verdict("registered", item.account)
    assert (found.status, found.aim) == (Status.AT_RISK, True)
