from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from socialgov.journal.selectors import history_of
from socialgov.policy import loading, selectors, services
from socialgov.policy.models import Adopted
from socialgov.wiring.models import OutboxEvent
from tests.factories.policy import ADOPTED_AT, adopted

pytestmark = pytest.mark.django_db
LATER = ADOPTED_AT + timedelta(days=100)


def test_before_the_first_adoption_nothing_can_be_judged():
    with pytest.raises(selectors.NothingAdopted):
        selectors.current()
    assert selectors.version_in_force(ADOPTED_AT) is None


def test_an_adopted_profile_is_what_is_in_force():
    version = adopted()
    assert selectors.current() == version
    assert selectors.guidelines() == loading.load("atvidaberg")
    assert (version.decided_by, version.diary_number) == ("Kommunfullmäktige, § 41", "KS 2026-00112")


@pytest.mark.rule("FAR-01")
def test_the_next_revision_is_counted_from_the_decision():
    assert adopted().revise_by == date(2030, 3, 25)


def test_the_municipality_may_set_the_next_revision_itself():
    assert adopted(revise_by=date(2028, 1, 1)).revise_by == date(2028, 1, 1)


def test_a_new_version_follows_the_old_which_stays_readable():
    first = adopted()
    second = adopted("osby", now=LATER, decided_on=date(2026, 6, 1))
    assert selectors.current() == second
    assert second.previous == first
    assert selectors.version_in_force(LATER - timedelta(days=1)) == first
    assert selectors.version_in_force(LATER).document.about.municipality == "Osby kommun"
    assert [v.pk for v in selectors.versions()] == [second.pk, first.pk]


def test_adopting_the_same_twice_leaves_one_version():
    assert adopted() == adopted(now=LATER)
    assert Adopted.objects.count() == 1


def test_the_hash_is_of_what_was_adopted():
    first = adopted()
    assert first.content_hash != adopted("osby", now=LATER).content_hash
    assert loading.from_data(Adopted.objects.get(pk=first.pk).content, file="stored") == loading.load("atvidaberg")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"decided_by": "  "}, "vem som"),
        ({"decided_on": date(2026, 12, 1)}, "framtiden"),
        ({"revise_by": date(2026, 1, 1)}, "efter beslutet"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_a_sentence(change, sentence):
    with pytest.raises(services.AdoptionRefused, match=sentence):
        adopted(**change)
    assert not Adopted.objects.exists()


def test_an_unknown_profile_is_refused_with_the_ones_there_are():
    with pytest.raises(loading.ProfileError, match="atvidaberg"):
        adopted("ljungsele")


def test_an_adopted_version_cannot_be_changed_or_removed():
    version = adopted()
    for change in (
        lambda: Adopted.objects.filter(pk=version.pk).update(decided_by="Någon annan"),
        lambda: Adopted.objects.filter(pk=version.pk).delete(),
        lambda: Adopted.objects.raw("truncate policy_adopted")[0],
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_two_versions_cannot_follow_the_same_one():
    first = adopted()
    adopted("osby", now=LATER)
    copy = {name: getattr(first, name) for name in ("content", "profile", "decided_on", "decided_by")}
    with pytest.raises(DatabaseError), transaction.atomic():
        Adopted.objects.create(**copy, content_hash="0" * 64, adopted_at=LATER, previous=first)
    with pytest.raises(DatabaseError), transaction.atomic():
        Adopted.objects.create(**copy, content_hash="0" * 64, adopted_at=LATER, previous=None)


def test_reading_what_is_in_force_costs_one_small_query(django_assert_num_queries):
    adopted()
    selectors.current()
    with django_assert_num_queries(1):
        selectors.current().document  # noqa: B018


def test_a_page_asks_once_which_guidelines_are_in_force_however_many_rows_it_judges(django_assert_num_queries):
    version = adopted()
    selectors.current()
    with selectors.one_reading(), django_assert_num_queries(1):
        assert [selectors.current() for _row in range(3)] == [version] * 3


def test_the_next_page_sees_what_was_adopted_meanwhile():
    adopted()
    with selectors.one_reading():
        selectors.current()
    later = adopted("osby", now=LATER)
    with selectors.one_reading():
        assert selectors.current() == later


def test_the_page_that_adopts_goes_on_with_what_it_adopted():
    adopted()
    with selectors.one_reading():
        selectors.current()
        assert adopted("osby", now=LATER) == selectors.current()


def test_an_adoption_is_in_the_journal_and_told_to_the_rooms_above():
    version = adopted()
    assert [entry.verb for entry in history_of(version)] == ["guidelines.adopted"]
    assert [e.payload for e in OutboxEvent.objects.all()] == [{"adopted_id": version.pk}]
    adopted(now=LATER)
    assert OutboxEvent.objects.count() == 1
