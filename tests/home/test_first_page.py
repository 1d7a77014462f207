"""The first page: what is due, for whom, under which rule."""

from datetime import UTC, datetime

import pytest

from socialgov.home.work import THINGS_A_WEEK, work_of
from socialgov.local import sample
from socialgov.local.sample.accounts import person
from socialgov.organisation.selectors import actor_for

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("test_first_page")]
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def ljungsele(kept):
    """The invented municipality."""
    with kept():
        sample.load(now=NOW)
        yield


def titles(name: str, part: str) -> list[str]:
    return [todo.title for todo in getattr(work_of(actor_for(person(name), now=NOW), now=NOW), part)]


def test_anneli_is_asked_to_sign_today(ljungsele):
    assert "Björkdungens äldreboende" in titles("Anneli", "today")


def test_pia_meets_the_follow_up_that_waits(ljungsele):
    assert "Ljungsele bibliotek" in titles("Pia", "plans")


def test_the_office_sees_five_things_and_how_many_more(ljungsele):
    work = work_of(actor_for(person("Karin"), now=NOW), now=NOW)
    assert len(work.week) == THINGS_A_WEEK
    assert work.more > 0


def test_every_row_says_under_which_rule_and_leads_on(ljungsele):
    work = work_of(actor_for(person("Karin"), now=NOW), now=NOW)
    for todo in (*work.week, *work.plans):
        assert todo.url
        assert todo.rule.startswith("rad "), todo.title


def test_dennis_sees_his_returned_plan_and_nobody_elses(ljungsele):
    assert titles("Dennis", "plans") == ["Kojan Ljungsele"]
    assert titles("Dennis", "week") == []
