"""What each platform lets its page owners do, as shared/domain/platforms.md says."""

import pytest
from django.utils import translation

from socialgov.platforms import catalogue


@pytest.mark.parametrize("slug", ["x", "mastodon", "bluesky", "tiktok"])
def test_removal_is_never_offered_where_the_platform_refuses_it(slug):
    platform = catalogue.get(slug)
    assert not platform.abilities.can_remove
    assert platform.removal_word == ""
    assert platform.name in platform.removal_note


def test_youtube_only_rejects_and_says_that_it_cannot_be_undone():
    youtube = catalogue.get("youtube")
    assert (youtube.abilities.can_delete, youtube.abilities.can_hide, youtube.abilities.can_reject) == (
        False,
        False,
        True,
    )
    with translation.override("sv"):
        assert youtube.removal_word == "Avvisa"
        assert youtube.removal_note == "Går inte att ångra i YouTube."


def test_the_words_are_those_of_the_vocabulary():
    with translation.override("sv"):
        assert catalogue.get("facebook").removal_word == "Ta bort"
        assert catalogue.get("instagram").hide_note == "Syns inte för andra. Går att ångra."
        assert catalogue.get("x").report_word == "Anmäl till X"
        assert str(catalogue.get("wordpress")) == "Blogg (WordPress)"
        assert catalogue.get("blog").name_for_public == "Blogg"


@pytest.mark.parametrize("slug", ["facebook", "instagram", "linkedin", "x"])
def test_pages_behind_a_sign_in_are_not_expected_to_be_capturable(slug):
    assert not catalogue.get(slug).capturable


def test_a_host_belongs_to_one_platform():
    hosts = [host for platform in catalogue.PLATFORMS for host in (*platform.hosts, *platform.post_hosts)]
    assert len(hosts) == len(set(hosts))
    assert all(host == host.lower() for host in hosts)


def test_slugs_are_unique_and_a_retired_platform_is_still_found_but_not_offered(monkeypatch):
    slugs = [platform.slug for platform in catalogue.PLATFORMS]
    assert len(slugs) == len(set(slugs))
    assert set(slugs) == {catalogue.get(slug).slug for slug, _name in catalogue.choices()}
    assert all(not platform.retired for platform in catalogue.offered())


@pytest.mark.parametrize("platform", catalogue.PLATFORMS, ids=lambda p: p.slug)
def test_hiding_that_nobody_can_see_through_is_not_promised(platform):
    abilities = platform.abilities
    assert bool(platform.hide_note) == abilities.can_hide
    assert not (abilities.hide_is_reversible and not abilities.can_hide)
    assert not (abilities.can_delete and abilities.can_reject)
    if not abilities.known:
        assert not (abilities.can_reply or abilities.can_hide or abilities.can_remove)
