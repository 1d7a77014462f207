"""When guidelines, closed days or hours change: counted again in key order, the old kept, none overdue by it alone."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.events import AccountChanged
from moderation.models import EarlierClock, Item, Recount
from moderation.services import clocks
from moderation.services.clocks import gently
from socialgov.organisation.actor import SYSTEM
from socialgov.policy import loading, services
from socialgov.policy.schema.answering import AnswerWithin
from socialgov.wiring import events
from tests.factories.accounts import AccountFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW
from tests.factories.policy import adopted, closure
from tests.moderation.sample import local

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def counted_before(request, guidelines):
    """What the adoption itself asked for is done."""
    if guidelines:
        settle(NOW - timedelta(days=1))
        Recount.objects.all().delete()


def settle(now=NOW):
    events.deliver(now=now)
    return clocks.recount_due(now=now)


@pytest.mark.django_db
def test_a_closed_day_moves_what_falls_due_on_it_and_keeps_what_it_said():
    item = ItemFactory(received_at=NOW - timedelta(hours=1))  # Friday, so due on Monday
    was = item.target_at
    closure(MONDAY, now=NOW)
    assert settle() == 1
    item.refresh_from_db()
    assert item.target_at == local("2026-11-24 17:00")
    earlier = EarlierClock.objects.get()
    assert (earlier.target_at, earlier.why, earlier.day) == (was, "calendar", MONDAY)
    assert (earlier.limit_at, item.limit_at) == (item.limit_at, earlier.limit_at)


@pytest.mark.django_db
def test_what_is_closed_is_not_counted_again():
    item = ItemFactory(received_at=NOW - timedelta(hours=1), no_answer=True)
    closure(MONDAY, now=NOW)
    settle()
    assert Item.objects.get(pk=item.pk).target_at == item.target_at


@pytest.mark.django_db
def test_new_guidelines_with_a_shorter_time_make_nothing_overdue_by_themselves():
    item = ItemFactory(account=AccountFactory(platform="facebook"), received_at=NOW - timedelta(hours=20))
    document = adopted_with_hours("1 hour")
    assert document.id != item.guidelines_id
    settle()
    item.refresh_from_db()
    assert item.target_at == local("2026-11-20 17:00")  # what it had; one hour would have passed yesterday
    assert item.guidelines_id == document.id


def adopted_with_hours(within: str):
    model = loading.load("atvidaberg")
    within = AnswerWithin.model_validate({"within": within, "lines": "245", "rule": "ATV-40"})
    answering = model.answering.model_copy(update={"platforms": model.answering.platforms | {"facebook": within}})
    return services.adopt(
        document=model.model_copy(update={"answering": answering}), decided_on=date(2026, 11, 20), decided_by="KF",
        diary_number="KS 2026-00300", actor=SYSTEM, now=NOW,
    )  # fmt: skip


@pytest.mark.django_db
def test_under_new_guidelines_what_came_later_gets_the_new_time_at_once():
    adopted_with_hours("2 hours")
    item = ItemFactory(received_at=NOW)
    assert item.target_at == local("2026-11-20 12:00")


@pytest.mark.django_db
@pytest.mark.rule("ATV-16")
def test_an_accounts_new_hours_count_for_what_is_open_on_it_only():
    item, other = ItemFactory(received_at=NOW), ItemFactory(received_at=NOW)
    item.account.window = [[day, "09:00", "18:30"] for day in range(1, 6)]
    item.account.save()
    events.emit(AccountChanged(account_id=item.account_id), now=NOW)
    assert settle() == 1
    assert Item.objects.get(pk=item.pk).target_at == local("2026-11-23 18:30")
    assert Item.objects.get(pk=other.pk).target_at == other.target_at


@pytest.mark.django_db
def test_many_are_counted_in_batches_that_can_be_taken_up_again(monkeypatch):
    account = AccountFactory()
    ItemFactory.create_batch(7, account=account, received_at=NOW, text="")
    closure(MONDAY, now=NOW)
    events.deliver(now=NOW)
    monkeypatch.setattr(clocks, "AT_A_TIME", 3)
    work = Recount.objects.claim(now=NOW)
    clocks._recount_batch(work, {}, now=NOW)
    assert EarlierClock.objects.count() == 3
    assert clocks.recount_due(now=NOW + timedelta(minutes=3)) == 4  # the first worker died: its lease ran out
    assert EarlierClock.objects.count() == 7
    assert Recount.objects.get().state == "done"


@pytest.mark.django_db
def test_asked_twice_in_the_same_moment_it_is_done_once():
    assert clocks.ask_for_recount(why="calendar", now=NOW) == clocks.ask_for_recount(why="calendar", now=NOW)


@pytest.mark.django_db
def test_a_day_that_closes_early_moves_the_target():
    item = ItemFactory(received_at=NOW)
    closure(MONDAY, time(12), now=NOW)
    settle()
    assert Item.objects.get(pk=item.pk).target_at == local("2026-11-23 12:00")


MOMENTS = st.datetimes(local("2026-01-01 00:00").replace(tzinfo=None), local("2027-12-31 00:00").replace(tzinfo=None))


@given(MOMENTS, MOMENTS, MOMENTS, st.timedeltas(timedelta(), timedelta(days=10)))
def test_nothing_is_overdue_by_a_change_alone(new, was, changed, grace):
    found = gently(new, was=was, grace=changed + grace)
    assert found >= new
    if was > changed:
        assert found > changed or grace == timedelta()
    if found > new:
        assert found <= max(was, changed + grace)


def test_gently_gives_time_where_there_was_none():
    assert gently(NOW, was=None, grace=NOW + timedelta(days=1)) == NOW + timedelta(days=1)
    assert gently(None, was=NOW, grace=NOW) is None


@pytest.mark.django_db
def test_adopting_again_without_changes_moves_nothing_but_names_the_new_version():
    item = ItemFactory()
    new = adopted(now=NOW)
    assert settle() == 0
    assert (Item.objects.get(pk=item.pk).guidelines_id, EarlierClock.objects.count()) == (new.id, 0)
