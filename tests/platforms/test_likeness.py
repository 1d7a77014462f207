"""An address that can be taken for one of ours is told apart, and a stranger's is not accused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgov.platforms.likeness import Why, edit_distance, looks_alike
from socialgov.platforms.recognise import recognise

OURS = [
    recognise(address)
    for address in (
        "facebook.com/ljungselekommun.exempel",
        "instagram.com/tallbackaskolan.exempel",
        "x.com/ljungsele_ex",
        "facebook.com/bjorkdungen.exempel",
        "@biblioteket@social.ljungsele.example",
        "skolbloggen.ljungsele.example",
        "youtube.com/@ljungselekulturskola-exempel",
    )
]


@pytest.mark.parametrize(
    ("address", "ours", "why"),
    [
        ("facebook.com/ljungsele.kommun.kundservice.exempel", 0, Why.ADDED_WORD),
        ("facebook.com/ljungsele.kommun.exempel", 0, Why.SAME_LETTERS),
        ("facebook.com/Ijungselekommun.exempel", 0, Why.SAME_LETTERS),  # a large I for an l
        ("facebook.com/ljungselekomun.exempel", 0, Why.MISSPELT),
        ("facebook.com/ljungselekommun.exempel.officiell", 0, Why.ADDED_WORD),
        ("fаcebook.com/ljungselekommun.exempel", 0, Why.SAME_LETTERS),
        ("facebook.com.logga-in.example/ljungselekommun.exempel", 0, Why.SAME_LETTERS),
        ("facebook.com/ljungsele.kommun.exempel/posts/1", 0, Why.SAME_LETTERS),
        ("instagram.com/bjorkdungen.exempel", 3, Why.OTHER_PLATFORM),
        ("x.com/ljungse1e_ex", 2, Why.SAME_LETTERS),
        ("x.com/ljungsleex", 2, Why.MISSPELT),
        ("@biblioteket@social.ljungseIe.example", 4, Why.SAME_LETTERS),
        ("skolbloggen-ljungsele.example", 5, Why.SAME_LETTERS),
        ("skolblogen.ljungsele.example", 5, Why.MISSPELT),
        ("https://skolbloggen.ljungsele.example@elak.se/", 5, Why.SAME_LETTERS),
    ],
)
def test_an_impostor_is_seen(address, ours, why):
    found = looks_alike(address, OURS)
    assert found is not None
    assert (found.known, found.why) == (OURS[ours], why)


@pytest.mark.parametrize(
    "address",
    [
        "facebook.com/ljungselehembygdsforening",
        "facebook.com/osbykommun",
        "instagram.com/kvarnmyraif",
        "x.com/goteborgsstad",
        "www.ljungsele.example",
        "elstod-utbetalning.example",
        "@nagon@mastodon.social",
        "",
        "hej hej",
    ],
)
def test_a_strangers_address_is_not_accused(address):
    assert looks_alike(address, OURS) is None


@pytest.mark.parametrize("account", OURS)
def test_our_own_address_does_not_resemble_ours(account):
    assert looks_alike(account.canonical_address, OURS) is None
    assert looks_alike(account.short_address.upper().replace("EXEMPEL", "exempel"), [account]) is None


@given(st.sampled_from(OURS), st.data())
def test_one_slip_of_the_finger_is_still_seen(account, data):
    handle = account.handle.strip("@")
    if account.kind == "site" or "@" in handle:
        return
    at = data.draw(st.integers(1, len(handle) - 1))
    letter = data.draw(st.sampled_from("aeiknrst"))
    slipped = account.canonical_address.replace(handle, handle[:at] + letter + handle[at:])
    try:
        if recognise(slipped).key == account.key:
            return
    except ValueError:
        return  # one letter too many for the platform
    assert looks_alike(slipped, OURS) is not None


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_the_distance_is_the_same_both_ways_and_zero_only_for_equals(a, b):
    there, back = edit_distance(a, b, at_most=9), edit_distance(b, a, at_most=9)
    assert there == back
    assert (there == 0) == (a == b)
    assert there <= max(len(a), len(b))
    assert (edit_distance(a, b, at_most=2) <= 2) == (there <= 2)


@given(st.text(max_size=120))
def test_no_text_makes_the_comparison_fail(text):
    looks_alike(text, OURS)
