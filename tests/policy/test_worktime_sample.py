"""The twenty-five comments of the sample municipality get the targets and limits that its notes say."""

import pytest

from tests.policy.moments import ORDINARY, at, local

BY_PLATFORM = {
    "facebook": ORDINARY.one_day,
    "blog": ORDINARY.one_day,
    "x": lambda t: ORDINARY.add_hours(t, 6),
    "other": ORDINARY.within_day,
}
COMMENTS = [
    ("C01", "facebook", "2026-11-19 08:12", "2026-11-20 17:00", "2026-11-24"),
    ("C03", "facebook", "2026-11-17 19:40", "2026-11-18 17:00", "2026-11-22"),
    ("C11", "facebook", "2026-11-18 15:27", "2026-11-19 17:00", "2026-11-23"),
    ("C12", "facebook", "2026-11-19 13:50", "2026-11-20 17:00", "2026-11-24"),
    ("C13", "other", "2026-11-20 09:10", "2026-11-23 09:10", "2026-11-25"),
    ("C14", "other", "2026-11-18 10:35", "2026-11-19 10:35", "2026-11-23"),
    ("C15", "facebook", "2026-11-20 09:22", "2026-11-23 17:00", "2026-11-25"),
    ("C16", "facebook", "2026-11-19 17:48", "2026-11-20 17:00", "2026-11-24"),
    ("C17", "blog", "2026-11-15 22:03", "2026-11-16 17:00", "2026-11-20"),
    ("C18", "facebook", "2026-11-15 10:26", "2026-11-16 17:00", "2026-11-20"),
    ("C19", "x", "2026-11-19 16:10", "2026-11-20 13:10", "2026-11-24"),
    ("C21", "facebook", "2026-11-20 08:55", "2026-11-23 17:00", "2026-11-25"),
    ("C24", "x", "2026-11-20 07:40", "2026-11-20 14:00", "2026-11-25"),
]


@pytest.mark.parametrize(("comment", "platform", "received", "target", "limit"), COMMENTS, ids=[c[0] for c in COMMENTS])
def test_a_comment_gets_its_target_and_limit(comment, platform, received, target, limit):
    t = at(received)
    assert local(BY_PLATFORM[platform](t)) == target
    assert ORDINARY.five_days(t).limit == at(f"{limit} 23:59:59")
