"""How accounts stand with the half-yearly capture."""

from datetime import UTC, date, datetime, timedelta

import pytest

from archiving.schedule import AHEAD
from socialgov.policy.judging import Status
from tests.factories.accounts import AccountFactory
from tests.factories.archiving import CaptureFactory
from tests.factories.judging import verdict
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db
TAKEN = datetime(2026, 5, 18, 8, tzinfo=UTC)
DUE = date(2026, 11, 18)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


@pytest.mark.rule("OSB-18")
@pytest.mark.rule("VAL-08")
@pytest.mark.parametrize("profile", ["osby", "valdemarsvik"])
@pytest.mark.parametrize(
    "day, status",
    [
        (DUE - AHEAD - timedelta(days=1), Status.MET),
        (DUE - AHEAD, Status.AT_RISK),
        (DUE, Status.AT_RISK),
        (DUE + timedelta(days=1), Status.NOT_MET),
    ],
)
def test_a_capture_is_due_half_a_year_after_the_last(profile, day, status):
    adopted(profile)
    account = CaptureFactory(ordered_at=TAKEN, kept_at=TAKEN).account
    found = verdict("captured", account, now=noon(day))
    assert (found.status, found.by) == (status, DUE)


@pytest.mark.rule("ATV-44")
def test_in_atvidaberg_a_late_capture_is_a_missed_aim():
    adopted()
    account = CaptureFactory(ordered_at=TAKEN, kept_at=TAKEN).account
    found = verdict("captured", account, now=noon(DUE + timedelta(days=1)))
    assert (found.status, found.aim) == (Status.AT_RISK, True)


def test_an_old_account_that_was_never_captured_is_grey_until_half_a_year_after_the_guidelines():
    adopted("osby")  # 1 April 2026
    account = AccountFactory(started_on=date(2021, 5, 10))
    assert verdict("captured", account, now=noon(date(2026, 10, 1))).status is Status.UNCHECKED
    assert verdict("captured", account, now=noon(date(2026, 10, 2))).status is Status.NOT_MET


def test_a_capture_that_failed_is_none():
    adopted("osby")
    account = CaptureFactory(failed=True, ordered_at=TAKEN).account
    assert verdict("captured", account).status is not Status.MET


def test_what_the_public_can_not_read_is_not_captured():
    adopted("osby")
    assert verdict("captured", AccountFactory(audience="closed")).status is Status.NOT_APPLICABLE


@pytest.mark.parametrize("profile", ["fargelanda", "ljusnarsberg"])
def test_where_the_guidelines_say_no_interval_a_miss_is_no_breach(profile):
    adopted(profile)
    account = CaptureFactory(ordered_at=TAKEN, kept_at=TAKEN).account
    found = verdict("captured", account, now=noon(DUE + timedelta(days=1)))
    assert (found.status, found.aim) == (Status.AT_RISK, True)
