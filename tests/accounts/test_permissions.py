"""Whose account is it to see, run, change?"""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Account
from socialgov.organisation.selectors import actor_for
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.organisation import PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_an_administrator_sees_and_runs_the_account_but_not_the_neighbours():
    mine, other = AccountFactory(), AccountFactory()
    person = AssignmentFactory(account=mine).person
    actor = actor_for(person, now=NOW)
    assert list(Account.objects.answerable_by(actor, now=NOW)) == [mine]
    assert other not in Account.objects.visible_to(actor, now=NOW)


def test_a_part_that_has_ended_gives_no_access():
    assignment = AssignmentFactory(ends_on=date(2026, 11, 19))
    actor = actor_for(assignment.person, now=NOW)
    assert not Account.objects.visible_to(actor, now=NOW).exists()


def test_a_daily_operator_answers_but_does_not_change_the_entry():
    assignment = AssignmentFactory(operator=True)
    actor = actor_for(assignment.person, now=NOW)
    assert Account.objects.answerable_by(actor, now=NOW).exists()
    assert not Account.objects.changeable_by(actor, now=NOW).exists()


def test_someone_without_a_part_sees_nothing():
    AccountFactory()
    actor = actor_for(PersonFactory(), now=NOW)
    assert not Account.objects.visible_to(actor, now=NOW).exists()
