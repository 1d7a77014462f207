"""Who leaves takes nothing along: what they still have is seen, and ends with their last day."""

from datetime import UTC, datetime

import pytest

from accounts.models import Assignment, Custody
from socialgov.organisation.collectors import holdings_of, holdings_of_unit
from socialgov.organisation.events import PersonLeft
from socialgov.wiring import events
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_every_part_and_every_private_phone_is_named_with_where_to_mend_it():
    adopted()
    part = AssignmentFactory(account=AccountFactory(name="Tallbackaskolan", platform="instagram"))
    Custody.objects.create(
        account=part.account, form="personal", code_is_private=True, code_recipient="Linas mobil", deposited_at=NOW,
        deposited_by=part.person,
    )  # fmt: skip
    texts = [holding.text for holding in holdings_of(person=part.person, now=NOW) if "Tallbacka" in holding.text]
    assert texts == [
        "Tallbackaskolan, Instagram: administratör",
        "Tallbackaskolan, Instagram: engångskoden går till Linas mobil",
    ]


def test_a_unit_still_has_its_accounts():
    account = AccountFactory(name="Kulturskolan")
    assert str(account) in [holding.text for holding in holdings_of_unit(unit=account.unit, now=NOW)]


def test_whoever_has_left_runs_no_account_any_more():
    part = AssignmentFactory()
    events.emit(PersonLeft(person_id=part.person_id), now=NOW)
    events.deliver(now=NOW)
    assert Assignment.objects.get().ends_on == NOW.date()
