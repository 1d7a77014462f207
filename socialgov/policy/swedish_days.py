"""Sweden's red days, the three eves that count as them, and days that a municipality may close. Pure."""

from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=256)
def free_days(year: int) -> frozenset[date]:
    """Public holidays (lag 1989:253) and midsommarafton, julafton and nyårsafton (lag 1930:173, 2 §), without Sundays.

    Of the categories in `holidays`, `public` and `de_facto` are exactly these; `bank` and `optional` hold short days.
    """
    return frozenset(holidays.Sweden(years=year, categories=("public", "de_facto")))


@lru_cache(maxsize=64)
def names_of_free_days(year: int, language: str = "sv") -> dict[date, str]:
    """The same days with their names, for the year's calendar."""
    return dict(
        holidays.Sweden(years=year, categories=("public", "de_facto"), language="sv" if language == "sv" else "en_US")
    )


def is_free(day: date) -> bool:
    """Whether the whole country is free: a Sunday, a public holiday or one of the three eves."""
    return day.isoweekday() == 7 or day in free_days(day.year)


def squeeze_days(year: int) -> list[date]:
    """Klämdagar: single Mondays to Fridays with free days (or the weekend) on both sides."""

    def off(day: date) -> bool:
        return day.isoweekday() == 6 or is_free(day)

    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))
    return [d for d in days if not off(d) and off(d - timedelta(days=1)) and off(d + timedelta(days=1))]


SHORT_DAYS = ("trettondagsafton", "skartorsdag", "valborg", "allhelgonaafton", "dagen_fore_julafton")


def short_day(name: str, year: int) -> date:
    """The date of one of SHORT_DAYS, on which some municipalities close early. By itself an ordinary working day."""
    named = {name: day for day, name in names_of_free_days(year).items()}
    return {
        "trettondagsafton": date(year, 1, 5),
        "skartorsdag": named["Långfredagen"] - timedelta(days=1),
        "valborg": date(year, 4, 30),
        "allhelgonaafton": named["Alla helgons dag"] - timedelta(days=1),
        "dagen_fore_julafton": date(year, 12, 23),
    }[name]
