"""The invented municipality shows each state that the notes promise, whatever day it starts."""

from datetime import UTC, datetime

import pytest

from accounts.gaps import Gap
from accounts.models import Account, ListRelease
from accounts.selectors import accounts_table, with_gaps
from activityplans.models import Plan
from activityplans.page import todos
from activityplans.selectors import waiting_signers
from socialgov.local import sample
from socialgov.local.sample.accounts import account, person
from socialgov.organisation.selectors import actor_for

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("test_sample_main_job")]
FRIDAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
MIDSUMMER = datetime(2027, 6, 25, 6, tzinfo=UTC)


@pytest.fixture(scope="module", params=[FRIDAY, MIDSUMMER], ids=["20 November 2026", "Midsummer's Eve 2027"])
def now(request, kept):
    with kept():
        sample.load(now=request.param)
        yield request.param


def gaps_of(key: str, now) -> list[Gap]:
    actor = actor_for(person("Karin"), now=now)
    return next(
        row for row in with_gaps(accounts_table(actor=actor, now=now), now=now) if row.account == account(key)
    ).gaps


def test_loading_twice_doubles_nothing(now):
    sample.load(now=now)
    assert Account.objects.count() == 12
    assert Plan.objects.filter(is_sample=True).count() == 11
    assert ListRelease.objects.count() == 2


def test_the_accounts_show_what_is_missing(now):
    assert [gap.key for gap in gaps_of("K4", now)] == ["administrators"]
    assert next(gap.key for gap in gaps_of("K12", now)) == "owner"
    assert gaps_of("K10", now) == []
    assert gaps_of("K1", now) == []


def test_someone_who_leaves_and_a_private_phone_are_seen_in_time(now):
    keys = [gap.key for gap in gaps_of("K5", now)]
    assert keys == ["leaves:Lina Pennfors", "code"]


def test_the_three_plans_stand_where_they_should(now):
    a, b, c = (
        Plan.objects.get(unit__name=name)
        for name in ("Ljungsele bibliotek", "Björkdungens äldreboende", "Fritidsgården Kojan")
    )
    assert (a.state, b.state, c.state) == ("in_force", "signing", "returned")
    assert [signer.person.name for signer in waiting_signers(b, now=now)] == ["Anneli Kaffegren"]
    assert c.notes.count() == 3


def test_anneli_is_asked_to_sign_and_pia_to_follow_up(now):
    anneli = todos(actor=actor_for(person("Anneli"), now=now), now=now)
    assert "Skriv under" in [row.next_label for row in anneli]
    pia = todos(actor=actor_for(person("Pia"), now=now), now=now)
    assert "Följ upp" in [row.next_label for row in pia]


def test_versions_six_and_seven_of_the_list_are_public(now):
    six, seven = (ListRelease.objects.get(number=number).content for number in (6, 7))
    assert len(seven["channels"]) == 10
    assert "Ljungsele Näringsliv" in [entry["name"] for entry in six["channels"]]
    assert "Ljungsele Näringsliv" in [entry["name"] for entry in seven["former"]]
