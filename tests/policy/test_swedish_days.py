from datetime import date

import pytest

from socialgov.policy.swedish_days import SHORT_DAYS, free_days, names_of_free_days, short_day, squeeze_days


def test_the_free_days_of_2026_are_the_law_and_the_three_eves_and_nothing_else():
    assert " ".join(sorted(day.strftime("%m-%d") for day in free_days(2026))) == (
        "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31"
    )


def test_the_free_days_of_2027_follow_easter():
    assert " ".join(sorted(day.strftime("%m-%d") for day in free_days(2027))) == (
        "01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-06 06-25 06-26 11-06 12-24 12-25 12-26 12-31"
    )


@pytest.mark.parametrize("year", range(2012, 2060))
def test_midsummer_and_all_saints_fall_in_their_legal_weeks(year):
    names = {name: day for day, name in names_of_free_days(year).items()}
    assert date(year, 6, 20) <= names["Midsommardagen"] <= date(year, 6, 26)
    assert names["Midsommardagen"].isoweekday() == names["Alla helgons dag"].isoweekday() == 6
    assert date(year, 10, 31) <= names["Alla helgons dag"] <= date(year, 11, 6)


def test_days_have_names_in_both_languages():
    assert names_of_free_days(2026)[date(2026, 6, 19)] == "Midsommarafton"
    assert names_of_free_days(2026, "en")[date(2026, 6, 19)] == "Midsummer Eve"


def test_squeeze_days_stand_alone_between_free_days():
    assert squeeze_days(2026) == [date(2026, 1, 2), date(2026, 1, 5), date(2026, 5, 15)]
    assert date(2027, 5, 7) in squeeze_days(2027)


def test_short_days_are_dated_and_none_is_free_by_itself():
    dates = {name: short_day(name, 2026) for name in SHORT_DAYS}
    assert [d.strftime("%m-%d") for d in dates.values()] == ["01-05", "04-02", "04-30", "10-30", "12-23"]
    assert not set(dates.values()) & free_days(2026)
