"""The published list and its versions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections, transaction
from django.db.utils import InternalError, ProgrammingError

from accounts.errors import ListChanged, NothingToPublish
from accounts.models import ListRelease
from accounts.services import channel_list
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.selectors import actor_for
from tests.factories.accounts import AccountFactory, PartyLinkFactory
from tests.factories.organisation import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def karin(now):
    return actor_for(PersonFactory(communications=True), now=now)


def publish(actor, now):
    return channel_list.publish(seen_digest=channel_list.digest_of(channel_list.compose(now=now)), actor=actor, now=now)


@pytest.mark.rule("ATV-04", "ATV-05")
def test_each_publishing_is_a_new_number_and_the_one_before_stays_as_it_was(karin, now):
    account = AccountFactory(name="Ljungsele kommun")
    first = publish(karin, now)
    account.name = "Ljungsele"
    account.save()
    second = publish(karin, now)
    assert (first.number, second.number) == (1, 2)
    assert ListRelease.objects.get(number=1).content["channels"][0]["name"] == "Ljungsele kommun"


def test_nothing_is_published_when_nothing_has_changed(karin, now):
    AccountFactory()
    publish(karin, now)
    with pytest.raises(NothingToPublish):
        publish(karin, now)


def test_what_changed_behind_the_publishers_back_is_shown_before_it_is_published(karin, now):
    AccountFactory()
    seen = channel_list.digest_of(channel_list.compose(now=now))
    AccountFactory()
    with pytest.raises(ListChanged):
        channel_list.publish(seen_digest=seen, actor=karin, now=now)
    assert not ListRelease.objects.exists()


def test_only_the_communications_office_publishes(now):
    AccountFactory()
    with pytest.raises(NotPermitted):
        publish(actor_for(PersonFactory(), now=now), now)


def test_planned_closed_and_private_accounts_are_not_among_the_channels(now):
    AccountFactory(planned=True)
    AccountFactory(closed=True, name="Ljungsele Näringsliv")
    AccountFactory(audience="closed")
    content = channel_list.compose(now=now)
    assert content["channels"] == []
    assert [entry["name"] for entry in content["former"]] == ["Ljungsele Näringsliv"]


@pytest.mark.rule("ATV-06")
def test_only_parties_that_said_yes_are_linked_in_swedish_order(now):
    PartyLinkFactory(name="Östra listan")
    PartyLinkFactory(name="Byabygdens Vänner")
    PartyLinkFactory(name="Ljungsele Samling", answer="declined", address="")
    PartyLinkFactory(name="Förra mandatet", term_starts_on=date(2022, 10, 15), term_ends_on=date(2026, 10, 14))
    assert [party["name"] for party in channel_list.compose(now=now)["parties"]] == [
        "Byabygdens Vänner",
        "Östra listan",
    ]


def test_differences_name_what_a_reader_would_notice(now):
    account = AccountFactory(name="Kojan")
    old = channel_list.compose(now=now)
    account.purpose = "Något annat"
    account.save()
    AccountFactory(name="Ny kanal")
    changes = channel_list.differences(old, channel_list.compose(now=now))
    assert [(change.kind, change.name, change.fields) for change in changes] == [
        ("changed", "Kojan", ("purpose",)),
        ("added", "Ny kanal", ()),
    ]


def test_a_version_can_neither_be_changed_nor_taken_away(karin, now):
    AccountFactory()
    release = publish(karin, now)
    for attempt in (lambda: ListRelease.objects.update(number=9), release.delete):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            attempt()


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_the_same_moment_make_one_version(now):
    actor = actor_for(PersonFactory(communications=True), now=now)
    AccountFactory()
    seen = channel_list.digest_of(channel_list.compose(now=now))

    def attempt(_):
        try:
            return channel_list.publish(seen_digest=seen, actor=actor, now=now).number
        except NothingToPublish:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, range(2)), key=str) == [1, None]
    assert ListRelease.objects.count() == 1
