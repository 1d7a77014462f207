"""The queue: danger, what must be decided now, then by deadline; paged by key; nobody sees what is not theirs."""

from datetime import timedelta

import pytest
from django.db import connection

from moderation.models import Item
from moderation.selectors import detail, figures, queue, todos
from moderation.selectors.queue import Filters
from moderation.services import rounds
from socialgov.organisation.permissions import NotPermitted
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ConnectionFactory, ItemFactory
from tests.factories.organisation import NOW, AbsenceFactory, PersonFactory, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return AccountFactory()


@pytest.fixture
def lina(account):
    return acting(AssignmentFactory(account=account).person)


def shown(actor, **more):
    return [row.item for row in queue.queue(actor=actor, now=NOW, **more).rows]


def test_order(account, lina):
    later = ItemFactory(account=account, received_at=NOW)
    sooner = ItemFactory(account=account, received_at=NOW - timedelta(days=2))
    without = ItemFactory(account=account, clocked=False)
    now, danger = ItemFactory(account=account, now=True, received_at=NOW), ItemFactory(account=account, danger=True)
    failed = ItemFactory(account=account, visibility="failed", answered=True, received_at=NOW - timedelta(days=1))
    assert shown(lina) == [danger, now, sooner, failed, later, without]


def test_closed_and_taken_away_are_not_in_it(account, lina):
    for trait in ("answered", "no_answer", "hidden", "removed"):
        ItemFactory(account=account, **{trait: True})
    assert shown(lina) == []
    assert len(shown(lina, filters=Filters(status="closed"))) == 4


def test_pages_meet_without_gap_or_overlap_in_both_directions(account, lina, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 3)
    same = NOW - timedelta(hours=5)
    items = ItemFactory.create_batch(8, account=account, received_at=same)
    first = queue.queue(actor=lina, now=NOW)
    second = queue.queue(actor=lina, now=NOW, after=first.next_key)
    third = queue.queue(actor=lina, now=NOW, after=second.next_key)
    assert [row.item for page in (first, second, third) for row in page.rows] == items
    assert (first.previous_key, third.next_key) == ("", "")
    back = queue.queue(actor=lina, now=NOW, before=third.previous_key)
    assert back.rows == second.rows
    assert queue.queue(actor=lina, now=NOW, before=back.previous_key).previous_key == ""


@pytest.mark.parametrize("key", ["", "x", "1_2", "1_2_3_4", "0_99999999999999999999999_1", "9" * 400])
def test_a_key_that_is_none_gives_the_first_page(account, lina, key):
    item = ItemFactory(account=account)
    assert shown(lina, after=key) == [item]


def test_the_number_of_queries_does_not_grow_with_the_queue(account, lina, django_assert_max_num_queries):
    ItemFactory.create_batch(20, account=account)
    with django_assert_max_num_queries(22):
        queue.queue(actor=lina, now=NOW)


def test_others_accounts_are_not_in_it(account, lina):
    ItemFactory()
    assert shown(lina) == []
    assert shown(lina, filters=Filters(whose="all")) == []
    karin = acting(PersonFactory(communications=True))
    assert len(shown(karin, filters=Filters(whose="all"))) == 1


def test_who_stands_in_for_someone_has_their_queue(account):
    away, jonas = AssignmentFactory(account=account).person, PersonFactory()
    item = ItemFactory(account=account)
    AbsenceFactory(person=away, substitute=jonas)
    assert shown(acting(jonas)) == [item]


def test_filters(account, lina):
    other = AccountFactory(platform="x")
    AssignmentFactory(account=other, person_id=lina.person_id)
    here, there = ItemFactory(account=account, message=True), ItemFactory(account=other, waiting=True)
    assert shown(lina, filters=Filters(account=other.pk)) == [there]
    assert shown(lina, filters=Filters(platform="facebook")) == [here]
    assert shown(lina, filters=Filters(kind="message")) == [here]
    assert shown(lina, filters=Filters(status="waiting")) == [there]
    assert queue.counts(actor=lina, now=NOW) == {"open": 2, "waiting": 1, "looks": 0}


def test_numbers_are_counted_no_further_than_99_plus(account, lina, monkeypatch):
    monkeypatch.setattr(queue, "MOST_COUNTED", 3)
    ItemFactory.create_batch(5, account=account, text="")
    assert queue.counts(actor=lina, now=NOW)["open"] == 3


def test_the_words_of_a_secret_one_are_not_in_the_row_of_who_may_not_read_them(account):
    ItemFactory(account=account, secret=True, hidden=False, text="Melker")
    auditor = acting(PersonFactory(auditor=True))
    (row,) = queue.queue(actor=auditor, now=NOW, filters=Filters(whose="all")).rows
    assert (row.readable, row.text, row.author) == (False, "", "")
    page = detail.detail(row.item, actor=auditor, now=NOW)
    assert (page.readable, page.texts, page.offers) == (False, [], {})


def test_next_and_previous_in_the_queue(account, lina):
    first, second, third = (ItemFactory(account=account, received_at=NOW - timedelta(hours=n)) for n in (30, 20, 1))
    assert queue.neighbours(second, actor=lina, now=NOW) == (first.pk, third.pk)
    assert queue.neighbours(first, actor=lina, now=NOW) == (None, second.pk)


def test_the_first_page_has_quotes_due_times_rules_and_the_next_step(account, lina):
    item = ItemFactory(account=account, text="När\n\nöppnar ni?")
    (row,) = todos.todos(actor=lina, now=NOW)
    assert (row.title, row.quote, row.rule) == ("När öppnar ni?", True, "rad 245")
    assert row.next_url == f"/kommentarer/{item.pk}/#svara"
    assert str(row.phrase).replace("\xa0", " ") == "Svara senast i dag kl. 17.00"


def test_what_has_to_be_done_by_hand_on_the_platform_is_on_it_too(account, lina):
    ItemFactory(account=account, visibility="hiding")
    (row,) = todos.todos(actor=lina, now=NOW)
    assert row.title == "Dölj kommentaren i Facebook och säg till när det är klart"


@pytest.mark.rule("ATV-38", "ATV-47")
def test_opening_a_fresh_queue_is_a_look_at_each_connected_account(account, lina):
    blog = ConnectionFactory()
    AssignmentFactory(account=blog.account, person_id=lina.person_id)
    assert rounds.opened_queue(actor=lina, now=NOW) == 1
    assert rounds.opened_queue(actor=lina, now=NOW + timedelta(hours=2)) == 0
    assert rounds.opened_queue(actor=lina, now=NOW + timedelta(hours=4)) == 1
    assert figures.oversight(blog.account).latest == NOW + timedelta(hours=4)
    assert figures.oversight(blog.account).next_by.date().isoformat() == "2026-11-27"


def test_one_press_says_that_there_was_nothing_new(account, lina):
    assert rounds.check(account=account, actor=lina, now=NOW) == rounds.check(account=account, actor=lina, now=NOW)
    with pytest.raises(NotPermitted):
        rounds.check(account=account, actor=acting(PersonFactory()), now=NOW)


def test_figures_by_week_and_no_removal_for_an_opinion(account, lina):
    ItemFactory(account=account, answered=True, received_at=NOW - timedelta(hours=2))
    ItemFactory(account=account, received_at=NOW - timedelta(days=8))
    weeks = figures.weeks(actor=lina, now=NOW)
    assert [(week.received, week.in_time) for week in weeks[-2:]] == [(1, 0), (1, 1)]
    assert (weeks[-1].label, len(weeks)) == ("v. 47", 8)
    assert figures.removals(actor=lina, now=NOW, since=NOW - timedelta(days=365)) == []


def test_what_is_seen_on_the_screen_is_known_from_then_on(account):
    item = ItemFactory(account=account)
    rounds.known_from_now([item], now=NOW)
    rounds.known_from_now([item], now=NOW + timedelta(hours=1))
    assert Item.objects.get(pk=item.pk).first_known_at == NOW


def test_what_is_finished_is_read_in_the_order_of_its_index(account, lina):
    """Latest first from the index itself: no sorting of everything that was ever answered."""
    for _n in range(30):
        ItemFactory(account=account, answered=True)
    answered = queue.scope(actor=lina, now=NOW, filters=Filters(whose="all", status="answered"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
    plan = answered.order_by("-received_at", "-pk")[:30].explain()
    assert "moderation_finished" in plan
    assert "Sort" not in plan
