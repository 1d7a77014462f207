"""Is this address one of the municipality's channels?"""

import pytest

from accounts.verify import verify

OURS = "https://www.facebook.com/ljungselekommun.exempel"
LEFT = "https://x.com/ljungsele_nl_ex"


@pytest.fixture
def content():
    from socialgov.platforms.recognise import recognise

    def entry(address, **more):
        found = recognise(address)
        return {"name": "Ljungsele kommun", "address": found.canonical_address, "key": found.key, **more}

    return {"channels": [entry(OURS, unit="Kommunikation")], "former": [entry(LEFT, left_on="2026-10-30")]}


@pytest.mark.parametrize(
    "asked",
    [
        "facebook.com/ljungselekommun.exempel",
        "https://www.facebook.com/ljungselekommun.exempel?fbclid=x",
        "m.facebook.com/ljungselekommun.exempel/",
    ],
)
def test_the_exact_account_is_official_however_it_is_written(asked, content):
    assert verify(asked, content=content).answer == "official"


def test_one_we_left_is_said_to_be_left(content):
    assert verify("x.com/ljungsele_nl_ex", content=content).answer == "formerly"


def test_a_look_alike_is_never_official_and_ours_is_named(content):
    verdict = verify("facebook.com/ljungsele.kommun.kundservice.exempel", content=content)
    assert verdict.answer == "alike"
    assert verdict.entry["name"] == "Ljungsele kommun"


@pytest.mark.parametrize("asked", ["facebook.com/nagonannan", "hej", "javascript:alert(1)", "https://", "\u202e"])
def test_strangers_and_nonsense_are_unknown(asked, content):
    assert verify(asked, content=content).answer == "unknown"


def test_before_the_first_version_nothing_is_official():
    assert verify(OURS, content=None).answer == "unknown"
