"""The alternative readings at the end of the deadline algorithm (domain.md), each a setting of the guidelines."""

from datetime import date, time

import pytest

from socialgov.organisation.actor import SYSTEM
from socialgov.policy import loading, selectors, sentences, services
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.worktime import Window
from tests.factories.policy import ADOPTED_AT
from tests.policy.moments import at, local

pytestmark = pytest.mark.django_db
FRIDAY, BEFORE_CHRISTMAS = "2026-11-20 16:00", "2026-12-22 16:00"


def in_force(path: str = "", value: object = None, *more: tuple[str, object]) -> Guidelines:
    """Åtvidaberg's guidelines, with a setting or several read in another way, adopted."""
    data = loading.as_data(loading.load("atvidaberg"))
    for where, what in ([(path, value)] if path else []) + list(more):
        *steps, last = where.split(".")
        part = data
        for step in steps:
            part = part[step]
        assert last in part, where
        part[last] = what
    document = loading.from_data(data, file="read otherwise")
    services.adopt(document=document, decided_on=date(2026, 3, 25), decided_by="KF, § 41", actor=SYSTEM, now=ADOPTED_AT)
    return document


def deadlines(received: str, platform: str = "x"):
    return selectors.clock_for(platform).deadlines(at(received), selectors.calendar_for())


def test_six_hours_are_watched_hours_unless_the_reading_is_hours_of_weekdays():
    in_force()
    assert local(deadlines(FRIDAY).target) == "2026-11-23 13:00"
    in_force("answering.platforms.x.within", "6 weekday hours")
    assert local(deadlines(FRIDAY).target) == "2026-11-20 22:00"


def test_one_working_day_ends_at_closing_time_unless_the_reading_is_rolling():
    in_force()
    assert local(deadlines("2026-11-19 10:30", "facebook").target) == "2026-11-20 17:00"
    in_force("answering.platforms.facebook.within", "1 rolling working day")
    assert local(deadlines("2026-11-19 10:30", "facebook").target) == "2026-11-20 10:30"


def test_five_days_are_calendar_days_unless_the_reading_is_working_days():
    in_force()
    assert local(deadlines(BEFORE_CHRISTMAS).limit) == "2026-12-27 23:59"
    in_force("answering.limit.within", "5 working days")
    found = deadlines(BEFORE_CHRISTMAS)
    assert local(found.limit) == "2027-01-04 23:59"
    assert local(found.plan_by) == "2027-01-04 17:00"


SATURDAY = "calendar.working_days.saturday_is_workday"


def test_a_saturday_that_counts_has_hours_and_is_a_day():
    in_force()
    assert local(deadlines(FRIDAY, "facebook").target) == "2026-11-23 17:00"
    in_force(SATURDAY, True)
    assert local(deadlines(FRIDAY, "facebook").target) == "2026-11-21 17:00"
    assert local(deadlines(FRIDAY, "x").target) == "2026-11-21 13:00"
    assert local(deadlines("2026-11-20 18:00", "flickr").target) == "2026-11-21 18:00"


def test_a_saturday_that_counts_counts_for_a_limit_in_working_days():
    in_force(SATURDAY, True, ("answering.limit.within", "5 working days"))
    assert local(deadlines("2026-11-16 10:00").limit) == "2026-11-21 23:59"


def test_an_account_with_hours_of_its_own_keeps_them_when_saturday_counts():
    in_force(SATURDAY, True)
    calendar = selectors.calendar_for(Window.of(time(8), time(17)))
    assert local(selectors.clock_for("facebook").deadlines(at(FRIDAY), calendar).target) == "2026-11-23 17:00"


def test_squeeze_days_may_be_closed_every_year():
    in_force()
    assert local(deadlines("2027-05-05 10:00", "facebook").target) == "2027-05-07 17:00"
    in_force("calendar.working_days.squeeze_days_closed", True)
    assert local(deadlines("2027-05-05 10:00", "facebook").target) == "2027-05-10 17:00"


@pytest.mark.parametrize(
    ("name", "received", "target"),
    [
        ("trettondagsafton", "2027-01-04 10:00", "2027-01-05 12:00"),
        ("skartorsdag", "2027-03-24 10:00", "2027-03-25 12:00"),
        ("valborg", "2027-04-29 10:00", "2027-04-30 12:00"),
        ("allhelgonaafton", "2026-10-29 10:00", "2026-10-30 12:00"),
        ("dagen_fore_julafton", "2026-12-22 10:00", "2026-12-23 12:00"),
    ],
)
def test_each_short_day_may_close_early_every_year(name, received, target):
    in_force()
    assert local(deadlines(received, "facebook").target) == target.replace("12:00", "17:00")
    in_force(f"calendar.working_days.short_days.{name}", "12:00")
    assert local(deadlines(received, "facebook").target) == target


def test_the_hours_are_a_setting_and_an_accounts_own_go_before_them():
    in_force("calendar.hours.closes", "16:30", ("calendar.hours.weekdays", [1, 2, 3, 4]))
    assert local(deadlines("2026-11-19 10:00", "facebook").target) == "2026-11-23 16:30"
    fridays = selectors.calendar_for(Window.of(time(10), time(15), [5]))
    assert (
        local(selectors.clock_for("facebook").deadlines(at("2026-11-19 10:00"), fridays).target) == "2026-11-20 15:00"
    )


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("answering.platforms.x.within", "6 days"),
        ("answering.limit.within", "5 hours"),
        ("answering.limit.within", "5 rolling working days"),
        ("calendar.hours.weekdays", [6, 7]),
        ("calendar.hours.closes", "07:00"),
        ("calendar.working_days.short_days.valborg", "12.00"),
    ],
)
def test_a_reading_that_does_not_fit_is_refused(path, value):
    with pytest.raises(loading.ProfileError, match=path.rsplit(".", 1)[0]):
        in_force(path, value)


def test_what_was_stored_before_a_setting_existed_still_loads_with_its_default():
    data = loading.as_data(loading.load("atvidaberg"))
    for name in ("saturday_is_workday", "squeeze_days_closed", "short_days"):
        del data["calendar"]["working_days"][name]
    settings = loading.from_data(data, file="stored").calendar.working_days
    assert (settings.saturday_is_workday, settings.squeeze_days_closed) == (False, False)
    assert not any(settings.short_days.model_dump().values())


def test_the_guidelines_page_says_how_the_days_are_read():
    document = in_force(SATURDAY, True, ("calendar.working_days.squeeze_days_closed", True))
    days = in_force("calendar.working_days.short_days.valborg", "12:00")
    told = {s.key: " ".join(line.text for line in s.sentences) for s in sentences.sections(document)}["calendar"]
    assert "Lördag räknas som arbetsdag." in told
    assert "Kommunen har stängt på klämdagar." in told
    told = {s.key: " ".join(line.text for line in s.sentences) for s in sentences.sections(days)}["calendar"]
    assert "Valborgsmässoafton: stänger kl.\N{NO-BREAK SPACE}12.00." in told
