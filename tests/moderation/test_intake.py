"""What comes in: once, with its clocks, and as it stands at the source."""

from datetime import timedelta

import pytest

from moderation.errors import ModerationError
from moderation.models import Item
from moderation.services import intake
from socialgov.organisation.permissions import NotPermitted
from socialgov.platforms.connectors.base import Seen
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ItemFactory, incoming
from tests.factories.organisation import NOW, PersonFactory, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return AccountFactory()


def receive(account, *args, now=NOW, **more):
    return intake.receive(account=account, incoming=incoming(*args, **more), now=now)


@pytest.mark.rule("ATV-35", "ATV-40", "ATV-52")
def test_it_gets_target_limit_and_warning_at_once_and_the_rules_they_stand_on(account):
    item = receive(account)
    assert item.received_at == NOW - timedelta(hours=1)
    assert item.warn_at < item.target_at < item.limit_at
    assert item.due_at == min(item.target_at, item.plan_by)
    assert (item.target_rule, item.target_lines, item.limit_rule) == ("ATV-40", "245", "ATV-35")
    assert item.guidelines_id


@pytest.mark.rule("ATV-16")
def test_the_accounts_own_hours_count():
    item = receive(AccountFactory(window=[[day, "09:00", "16:00"] for day in range(1, 6)]))
    assert item.target_at.hour == 15  # 16.00 in Sweden


def test_a_closed_group_has_no_clock(account):
    item = receive(AccountFactory(audience="closed"))
    assert (item.due_at, item.limit_at, item.is_open) == (None, None, True)


def test_the_same_one_twice_is_one(account):
    assert receive(account) == receive(account)


def test_an_edited_one_is_a_new_version_with_the_clock_it_had(account):
    item = receive(account, "Hej")
    again = receive(account, "Hej då", now=NOW + timedelta(hours=2))
    assert [text.text for text in again.texts.all()] == ["Hej", "Hej då"]
    assert (again.due_at, again.text_version) == (item.due_at, again.version)


def test_edited_into_a_threat_it_becomes_urgent(account):
    receive(account, "Hej")
    assert receive(account, "Jag vet var du bor").urgency == "now"


def test_one_from_the_future_came_now(account):
    assert receive(account, published_at=NOW + timedelta(days=2)).received_at == NOW


def test_one_without_a_time_came_when_it_was_seen(account):
    assert receive(account, published_at=None).received_at == NOW


def test_our_own_is_no_item(account):
    assert receive(account, by_owner=True) is None
    assert not Item.objects.exists()


def test_what_the_database_can_not_hold_is_replaced(account):
    assert receive(account, "Hej\x00 där").texts.get().text == "Hej\ufffd där"


def test_it_is_gone_and_comes_back(account):
    item = receive(account)
    intake.gone_at_source(item=item, now=NOW)
    assert not Item.objects.get(pk=item.pk).is_open
    receive(account)
    assert Item.objects.get(pk=item.pk).is_open


def test_while_we_hide_it_the_source_says_nothing(account):
    item = ItemFactory(visibility="hiding")
    intake.as_it_stands(item=item, seen=Seen.VISIBLE, now=NOW)
    assert Item.objects.get(pk=item.pk).visibility == "hiding"


def test_by_hand_where_nothing_is_connected(account):
    lina = acting(AssignmentFactory(account=account).person)
    when = NOW - timedelta(hours=3)
    item = intake.receive_by_hand(
        account=account,
        text="När öppnar ni?",
        kind="message",
        received_at=when,
        url="https://m.me/1",
        actor=lina,
        now=NOW,
    )
    again = intake.receive_by_hand(
        account=account,
        text="När öppnar ni?",
        kind="message",
        received_at=when,
        url="https://m.me/1",
        actor=lina,
        now=NOW,
    )
    assert (item, item.kind, item.received_at) == (again, "message", when)


@pytest.mark.parametrize("given", [{"text": " "}, {"received_at": NOW + timedelta(hours=1)}])
def test_by_hand_what_can_not_be_is_refused(account, given):
    lina = acting(AssignmentFactory(account=account).person)
    values = {"text": "Hej", "kind": "comment", "received_at": NOW} | given
    with pytest.raises(ModerationError):
        intake.receive_by_hand(account=account, actor=lina, now=NOW, **values)


def test_by_hand_only_on_ones_own_account(account):
    with pytest.raises(NotPermitted):
        intake.receive_by_hand(
            account=account, text="Hej", kind="comment", received_at=NOW, actor=acting(PersonFactory()), now=NOW
        )
