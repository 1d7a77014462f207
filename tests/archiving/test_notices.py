from datetime import timedelta

import pytest
from django.utils import timezone

from archiving import notices
from socialgov.notices import kinds
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.archiving import CaptureFactory
from tests.factories.organisation import NOW, PersonFactory
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db


def due():
    return list(notices.due(now=NOW))


def test_the_administrators_of_the_account_are_asked_for_screenshots():
    capture = CaptureFactory(needs_help=True)
    people = [AssignmentFactory(account=capture.account).person for _ in range(2)]
    AssignmentFactory(account=capture.account, operator=True)
    found = due()
    assert {one.recipient_id for one in found} == {person.pk for person in people}
    assert found[0].url == f"/arkiv/konto/{capture.account.pk}/lamna/"


def test_without_administrators_the_manager_is_asked_and_without_one_communications():
    manager, office = PersonFactory(manager=True), PersonFactory(communications=True)
    CaptureFactory(needs_help=True, account__unit=manager.unit)
    CaptureFactory(needs_help=True, account=AccountFactory(unit=None, ownerless=False))
    assert [one.recipient_id for one in due()] == [manager.pk, office.pk] or {one.recipient_id for one in due()} == {
        manager.pk,
        office.pk,
    }


def test_when_the_day_has_passed_they_are_told_once_more():
    capture = CaptureFactory(needs_help=True, due_on=timezone.localdate(NOW) - timedelta(days=2))
    AssignmentFactory(account=capture.account)
    assert [one.kind for one in due()] == ["capture_needs_help", "capture_overdue"]


def test_nobody_is_told_of_a_capture_that_a_later_one_has_settled():
    capture = CaptureFactory(needs_help=True, ordered_at=NOW - timedelta(days=3))
    AssignmentFactory(account=capture.account)
    CaptureFactory(account=capture.account)
    assert due() == []
    assert notices.still_waits(CaptureFactory(), {}) is False


@pytest.mark.parametrize(
    ("profile", "rule"), [("atvidaberg", "ATV-44"), ("osby", "OSB-18"), ("valdemarsvik", "VAL-08")]
)
def test_which_rule_a_notice_follows_the_adopted_guidelines_say(profile, rule):
    assert str(kinds.get("capture_needs_help").rule) == ""
    adopted(profile)
    assert str(kinds.get("capture_needs_help").rule) == rule
    assert str(kinds.get("capture_overdue").rule) == rule
