from datetime import time

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from socialgov.organisation import hours


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ons–fre 8–12", "Wed–Fri 8–12"),
        ("Ons - Fre kl. 08.00-12:00", "Wed–Fri 8–12"),
        ("vardagar 8–17", "Mon–Fri 8–17"),
        ("alla dagar 9-16", "Mon–Sun 9–16"),
        ("måndag, onsdag 8–12 och 13–17", "Mon 8–12 13–17, Wed 8–12 13–17"),
        ("mån–tor 7.30–16.15; fre 7.30–12", "Mon–Thu 7.30–16.15, Fri 7.30–12"),
        ("mån 8 till 12", "Mon 8–12"),
        ("tis 22–7", "Tue 22–7"),
        ("sön 22–6, mån 8–12", "Mon 8–12, Sun 22–6"),
        ("lör–mån 10–14", "Mon 10–14, Sat–Sun 10–14"),
        ("fre 16–24", "Fri 16–24"),
        ("mon-fri 8-12 13-17", "Mon–Fri 8–12 13–17"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_working_hours_are_read_as_people_write_them_and_shown_short(text, shown):
    assert hours.show(hours.parse(text)) == shown


@pytest.mark.parametrize(
    "text",
    [
        "8–12",
        "ons",
        "ons 8",
        "ons 25–26",
        "ons 8.75–12",
        "ons 8–8",
        "onx 8–12",
        "ons 8–12 !",
        "ons 8–12 9–13",
        "<b>",
        "x" * 401,
        *("\0", "ons 8–12\0", "ons 123–456", "-", "ons–xyz 8–12", "8-12 ons", "ons 8-12-16"),
    ],
)
def test_what_can_not_be_read_is_answered_with_a_sentence(text):
    with pytest.raises(hours.NotHours) as caught:
        hours.parse(text)
    assert str(caught.value).endswith(".")


def test_a_night_shift_is_two_spans():
    assert hours.parse("tis 22–7") == [(2, time(22), hours.MIDNIGHT), (3, time(0), time(7))]


minutes = st.integers(0, 95)


@given(st.sets(st.tuples(st.integers(1, 7), minutes, st.integers(1, 96)).filter(lambda s: s[1] < s[2]), max_size=6))
def test_what_is_shown_can_be_read_again_and_says_the_same(drawn):
    spans, last = [], {}
    for day, opens, closes in sorted(drawn):
        if opens > last.get(day, -1):
            spans.append((day, hours._time(opens * 15), hours._time(closes * 15)))
            last[day] = closes
    assert hours.parse(hours.show(spans)) == spans


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    try:
        hours.parse(text)
    except hours.NotHours:
        pass
