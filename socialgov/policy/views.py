"""Riktlinjer: what is in force, earlier versions, and the year's working days. Readable by everyone signed in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from socialgov.look import times
from socialgov.policy import selectors, sentences, year
from socialgov.policy.models import Adopted
from socialgov.policy.worktime import STOCKHOLM

FIRST_YEAR, YEARS_AHEAD = 2015, 5


@require_GET
def guidelines(request: HttpRequest) -> HttpResponse:
    """The guidelines in force."""
    try:
        return _read(request, selectors.current())
    except selectors.NothingAdopted:
        return render(request, "policy/nothing_adopted.html")


@require_GET
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, in force or earlier."""
    return _read(request, get_object_or_404(Adopted, pk=pk))


def _read(request: HttpRequest, adopted: Adopted) -> HttpResponse:
    versions = list(selectors.versions().defer("content"))
    context = {
        "adopted": adopted,
        "about": adopted.document.about,
        "sections": sentences.sections(adopted.document),
        "versions": versions,
        "in_force": adopted.pk == versions[0].pk,
    }
    return render(request, "policy/guidelines.html", context)


@require_GET
def calendar(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Which days count as working days in a year, and which the municipality has closed."""
    this_year = timezone.now().astimezone(STOCKHOLM).year
    number = this_year if number is None else number
    if not FIRST_YEAR <= number <= this_year + YEARS_AHEAD:
        raise Http404
    try:
        days = selectors.calendar_for()
    except selectors.NothingAdopted:
        return render(request, "policy/nothing_adopted.html")
    notes = dict(selectors.closures().filter(day__year=number).values_list("day", "note"))
    months = year.months(number, days, notes=notes, language=get_language() or "sv")
    context = {
        "year": number,
        "months": months,
        "special_days": year.special_days(months),
        "weekdays": [(times.weekday(day, short=True), times.weekday(day)) for day in year.A_WEEK],
        "workdays": sum(month.workdays for month in months),
        "earlier": number - 1 if number > FIRST_YEAR else None,
        "later": number + 1 if number < this_year + YEARS_AHEAD else None,
    }
    return render(request, "policy/calendar.html", context)
