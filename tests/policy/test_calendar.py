from datetime import date, time, timedelta

import pytest

from socialgov.journal.selectors import history_of
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.collectors import Closing
from socialgov.policy import loading, selectors, services
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.worktime import Window
from socialgov.wiring.models import OutboxEvent
from tests.factories.policy import ADOPTED_AT, adopted, closure
from tests.policy.moments import at, local

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _guidelines():
    adopted()


def test_the_calendar_has_the_guidelines_hours():
    assert local(selectors.calendar_for().one_day(at("2026-11-20 10:00"))) == "2026-11-23 17:00"


def test_an_accounts_own_window_takes_their_place():
    library = Window.of(time(10), time(17), [2, 3, 4, 5])
    assert local(selectors.calendar_for(library).one_day(at("2026-11-20 10:00"))) == "2026-11-24 17:00"


def test_a_local_closing_moves_what_is_due():
    closure(date(2026, 11, 23))
    assert local(selectors.calendar_for().one_day(at("2026-11-20 10:00"))) == "2026-11-24 17:00"


def test_closing_early_the_day_before_christmas_eve():
    closure(date(2026, 12, 23), time(12))
    assert local(selectors.calendar_for().one_day(at("2026-12-22 16:00"))) == "2026-12-23 12:00"


def test_a_withdrawn_closing_no_longer_counts_and_the_day_can_be_closed_again():
    first = closure(date(2026, 11, 23))
    services.withdraw_closure(closure_id=first.pk, actor=SYSTEM, now=ADOPTED_AT)
    services.withdraw_closure(closure_id=first.pk, actor=SYSTEM, now=ADOPTED_AT + timedelta(days=1))
    first.refresh_from_db()
    assert first.withdrawn_at == ADOPTED_AT
    assert selectors.calendar_for().is_workday(date(2026, 11, 23))
    assert closure(date(2026, 11, 23)).pk != first.pk


def test_closing_the_same_day_twice_is_harmless_and_differently_is_refused():
    assert closure(date(2026, 11, 23)) == closure(date(2026, 11, 23))
    with pytest.raises(services.ClosureRefused, match="på ett annat sätt"):
        closure(date(2026, 11, 23), time(12))


def test_a_closing_that_does_not_exist_is_refused():
    with pytest.raises(services.ClosureRefused):
        services.withdraw_closure(closure_id=0, actor=SYSTEM, now=ADOPTED_AT)


def changed(**working_days) -> Guidelines:
    data = loading.as_data(loading.load("atvidaberg"))
    data["calendar"]["working_days"] |= working_days
    return loading.from_data(data, file="changed")


def test_squeeze_days_may_be_closed_every_year():
    assert selectors.calendar_for(guidelines=changed()).is_workday(date(2027, 5, 7))
    assert not selectors.calendar_for(guidelines=changed(squeeze_days_closed=True)).is_workday(date(2027, 5, 7))


def test_short_days_may_close_early_every_year():
    document = changed(short_days={"dagen_fore_julafton": "12:00", "skartorsdag": "15:00"})
    calendar = selectors.calendar_for(guidelines=document)
    assert calendar.early_closings[date(2027, 12, 23)] == time(12)
    assert calendar.early_closings[date(2027, 3, 25)] == time(15)


def test_saturday_may_be_a_working_day():
    assert selectors.calendar_for(guidelines=changed(saturday_is_workday=True)).is_workday(date(2026, 11, 21))


def test_peoples_hours_hear_of_holidays_eves_and_closings():
    closure(date(2026, 12, 23), time(12))
    closure(date(2026, 12, 28))
    found = selectors.closings_between(first_day=date(2026, 12, 21), last_day=date(2027, 1, 1))
    assert found == [
        Closing(date(2026, 12, 23), time(12)),
        Closing(date(2026, 12, 24)),
        Closing(date(2026, 12, 25)),
        Closing(date(2026, 12, 26)),
        Closing(date(2026, 12, 28)),
        Closing(date(2026, 12, 31)),
        Closing(date(2027, 1, 1)),
    ]


def test_each_change_of_the_calendar_is_journaled_and_told_once():
    closed = closure(date(2026, 11, 23))
    closure(date(2026, 11, 23))
    for _ in range(2):
        services.withdraw_closure(closure_id=closed.pk, actor=SYSTEM, now=ADOPTED_AT)
    assert [entry.verb for entry in history_of(closed).order_by("pk")] == ["calendar.closed", "calendar.opened"]
    assert OutboxEvent.objects.filter(name="policy.CalendarChanged").count() == 2
