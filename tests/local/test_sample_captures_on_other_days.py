"""The sample's half-yearly captures keep their distances whatever day the demo starts."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from archiving import schedule
from socialgov.local import sample
from socialgov.local.sample.accounts import account
from tests.local.test_sample_captures import due_of
from tests.local.test_sample_main_job import FRIDAY

pytestmark = pytest.mark.django_db


def test_in_the_reference_week_each_account_was_taken_on_its_day():
    sample.load(now=FRIDAY)
    last = {key: timezone.localdate(due_of(key, FRIDAY).last.kept_at) for key in ("K1", "K2", "K4", "K5", "K8")}
    assert last == {
        "K1": date(2026, 10, 15),
        "K2": date(2026, 5, 18),
        "K4": date(2026, 9, 2),
        "K5": date(2026, 8, 17),
        "K8": date(2026, 5, 27),
    }
    assert due_of("K2", FRIDAY).due_on == date(2026, 11, 18)
    assert due_of("K6", FRIDAY).due_on == date(2027, 2, 24)


@pytest.mark.parametrize("days", range(7))
def test_whatever_weekday_it_starts_the_late_one_is_late_by_a_few_days_and_nothing_else_is(days):
    at = FRIDAY + timedelta(days=17 * 7 + days)
    sample.load(now=at)
    overdue = [due for due in schedule.due_for_all(schedule.scheduled(), now=at) if due.is_overdue]
    assert [due.account for due in overdue] == [account("K2")]
    assert 1 <= (timezone.localdate(at) - overdue[0].due_on).days <= 9
