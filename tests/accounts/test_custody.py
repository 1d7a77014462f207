"""Logins in custody: kept encrypted, opened with a reason by those who keep them."""

from datetime import timedelta

import pytest

from accounts.errors import NoDeposit
from accounts.models import Custody, CustodyOpening
from accounts.services import custody
from accounts.services.custody import Login
from socialgov.journal.models import Entry
from socialgov.notices.models import Notice
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.selectors import actor_for
from socialgov.organisation.signing import NeedsReauthentication
from socialgov.organisation.stale import Stale
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.organisation import PersonFactory

pytestmark = pytest.mark.django_db
LOGIN = Login("ljungsele", "hemligt lösenord")


@pytest.fixture
def account():
    return AccountFactory()


@pytest.fixture
def karin(now):
    return actor_for(PersonFactory(communications=True, name="Karin Lingonstig"), now=now)


@pytest.fixture
def kept(account, karin, now):
    return custody.keep(account=account, form="deposit", login=LOGIN, version=0, actor=karin, now=now)


def open_it(account, actor, now, *, signed_in=timedelta(minutes=1), why="Prov"):
    return custody.open_login(account=account, why=why, reauthenticated_at=now - signed_in, actor=actor, now=now)


@pytest.mark.rule("ATV-21")
def test_what_was_deposited_comes_back_and_the_opening_is_kept_with_its_reason(account, kept, karin, now):
    assert open_it(account, karin, now, why="Lina är sjuk") == LOGIN
    assert CustodyOpening.objects.get().why == "Lina är sjuk"


def test_neither_table_nor_journal_holds_it_in_clear(account, kept):
    assert b"hemligt" not in bytes(Custody.objects.get().deposit)
    assert "hemligt" not in str(list(Entry.objects.values()))
    assert "hemligt" not in repr(LOGIN)


def test_opening_asks_for_the_password_again(account, kept, karin, now):
    with pytest.raises(NeedsReauthentication):
        open_it(account, karin, now, signed_in=timedelta(minutes=6))
    assert not CustodyOpening.objects.exists()


def test_an_administrator_of_the_account_does_not_open_it(account, kept, now):
    with pytest.raises(NotPermitted):
        open_it(account, actor_for(AssignmentFactory(account=account).person, now=now), now)


def test_the_other_custodians_are_told_and_not_the_one_who_opened(account, kept, karin, now):
    jonas = PersonFactory(communications=True)
    open_it(account, karin, now)
    assert list(Notice.objects.values_list("person_id", flat=True)) == [jonas.pk]


def test_changing_to_personal_roles_erases_the_deposit(account, kept, karin, now):
    custody.keep(account=account, form="personal", version=kept.version, actor=karin, now=now)
    assert Custody.objects.get().deposit is None
    with pytest.raises(NoDeposit):
        open_it(account, karin, now)


def test_an_empty_password_keeps_the_login_already_here(account, kept, karin, now):
    custody.keep(
        account=account, form="deposit", code_recipient="Skolans mobil", version=kept.version, actor=karin, now=now
    )
    assert open_it(account, karin, now) == LOGIN


def test_someone_elses_change_is_not_overwritten(account, kept, karin, now):
    with pytest.raises(Stale, match="Karin Lingonstig"):
        custody.keep(account=account, form="personal", version=0, actor=karin, now=now)
