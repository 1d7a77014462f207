"""Which clock an item gets, from the profile and not from the code."""

import pytest

from socialgov.policy import loading
from socialgov.policy.clocks import limit_after, target_after
from socialgov.policy.schema.base import Modality
from socialgov.policy.spans import Span, Unit
from tests.policy.moments import ORDINARY, at, local
from tests.policy.test_worktime_sample import COMMENTS

ATVIDABERG = loading.load("atvidaberg")


@pytest.mark.rule("ATV-35", "ATV-40")
@pytest.mark.parametrize(("comment", "platform", "received", "target", "limit"), COMMENTS, ids=[c[0] for c in COMMENTS])
def test_a_sample_comment_gets_its_clock_from_the_profile(comment, platform, received, target, limit):
    platform = "instagram" if platform == "other" else platform
    deadlines = ATVIDABERG.clock_for(platform).deadlines(at(received), ORDINARY)
    assert local(deadlines.target) == target
    assert deadlines.limit == at(f"{limit} 23:59:59")
    assert at(received) <= deadlines.warning <= deadlines.target
    assert deadlines.due_at == min(deadlines.target, deadlines.plan_by)


def test_a_clock_says_where_it_stands_and_that_a_target_only_aims():
    clock = ATVIDABERG.clock_for("facebook")
    assert (clock.target_rule, clock.target_lines) == (("ATV-40",), "245")
    assert clock.target_modality is Modality.SHOULD
    assert (clock.limit_rule, str(clock.limit)) == (("ATV-35",), "5 days")


def test_a_guideline_without_a_number_counts_what_is_assumed_and_says_so():
    clock = loading.load("osby").clock_for("facebook")
    assert clock.target_is_assumed
    assert clock.limit is None
    deadlines = clock.deadlines(at("2026-11-20 10:00"), ORDINARY)
    assert (deadlines.limit, deadlines.plan_by) == (None, None)
    assert deadlines.due_at == deadlines.target


@pytest.mark.parametrize(
    ("span", "target"),
    [
        (Span(6, Unit.HOURS), "2026-11-23 13:00"),
        (Span(6, Unit.WEEKDAY_HOURS), "2026-11-20 22:00"),
        (Span(1, Unit.WORKING_DAYS), "2026-11-23 17:00"),
        (Span(1, Unit.ROLLING_DAYS), "2026-11-23 16:00"),
    ],
)
def test_the_unit_chooses_the_reading(span, target):
    assert local(target_after(span, at("2026-11-20 16:00"), ORDINARY)) == target


def test_a_limit_counts_the_days_that_its_unit_names():
    t = at("2026-12-22 16:00")
    assert local(limit_after(Span(5, Unit.DAYS), t, ORDINARY).limit)[:10] == "2026-12-27"
    assert local(limit_after(Span(5, Unit.WORKING_DAYS), t, ORDINARY).limit)[:10] == "2027-01-04"


def test_a_length_of_time_that_is_no_target_or_limit_is_refused():
    with pytest.raises(ValueError, match="no response target"):
        target_after(Span(6, Unit.MONTHS), at("2026-11-20 16:00"), ORDINARY)
    with pytest.raises(ValueError, match="no hard limit"):
        limit_after(Span(6, Unit.HOURS), at("2026-11-20 16:00"), ORDINARY)
