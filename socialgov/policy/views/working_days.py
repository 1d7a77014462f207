"""The year's working days, closing days and opening them again, and the closed days for other calendars."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from socialgov.look import municipality, times
from socialgov.look.toasts import toast
from socialgov.organisation.web import SignedInRequest, typed
from socialgov.policy import ics, selectors, services, year
from socialgov.policy.forms.closing import YEARS_AHEAD, ClosingForm, SqueezeForm
from socialgov.policy.models import LocalClosure
from socialgov.policy.permissions import closing_days, may_close_days

FIRST_YEAR = 2015
LOOKED_AT_FROM = 10  # October: the year after is planned


@require_GET
def calendar(request: SignedInRequest, number: int | None = None) -> HttpResponse:
    """Which days count as working days in a year, and which the municipality has closed."""
    today = timezone.localdate()
    number = today.year if number is None else _known(number)
    days = selectors.calendar_for()
    notes = dict(selectors.closures().filter(day__year=number).values_list("day", "note"))
    months = year.months(number, days, notes=notes, language=get_language() or "sv")
    may_close = may_close_days(request.actor, now=timezone.now())
    context = {
        "year": number,
        "today": today,
        "months": months,
        "special_days": year.special_days(months),
        "weekdays": [(times.weekday(day, short=True), times.weekday(day)) for day in year.A_WEEK],
        "workdays": sum(month.workdays for month in months),
        "earlier": number - 1 if number > FIRST_YEAR else None,
        "later": number + 1 if number < today.year + YEARS_AHEAD else None,
        "may_close": may_close,
        "coming": selectors.coming_closures(today=today) if may_close else (),
        "feed_url": request.build_absolute_uri(reverse("policy:closed_days_feed", args=[ics.token()])),
    }
    context |= _squeeze_days(number, today) | _next_year(number, today)
    return render(request, "policy/calendar.html", context)


def _known(number: int) -> int:
    if not FIRST_YEAR <= number <= timezone.localdate().year + YEARS_AHEAD:
        raise Http404
    return number


def _squeeze_days(number: int, today: date) -> dict:
    """The suggestion of squeeze days for a year that has days left."""
    return {"squeeze_days": selectors.squeeze_days_left(number, today=today) if number >= today.year else []}


def _next_year(number: int, today: date) -> dict:
    """From October on this year's page says what the next one looks like."""
    if number != today.year or today.month < LOOKED_AT_FROM:
        return {}
    coming = today.year + 1
    days = selectors.calendar_for()
    return {
        "next_year": coming,
        "next_workdays": year.workdays(coming, days),
        "next_squeeze_days": selectors.squeeze_days_left(coming, today=today),
        "next_closed": selectors.closures().filter(day__year=coming).count(),
    }


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest) -> HttpResponse:
    """Close a day, several days, or a day from a time on."""
    now = timezone.now()
    actor = closing_days(request.actor, now=now)
    form = ClosingForm(typed(request), initial={"first_day": _day_of(request)})
    if request.method == "POST" and form.is_valid():
        try:
            closed = services.close_days(**form.cleaned_data, actor=actor, now=now)
        except services.ClosureRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _closed(closed))
            return redirect("policy:calendar_year", closed[0].day.year)
    context = {"form": form, "coming": selectors.coming_closures(today=timezone.localdate(now))}
    return render(request, "policy/close_days.html", context, status=422 if form.errors else 200)


def _day_of(request: HttpRequest) -> str:
    """The day that the page was asked for, if it is one."""
    try:
        return date.fromisoformat(request.GET.get("dag", "")).isoformat()
    except ValueError:
        return ""


def _closed(closed: list[LocalClosure]) -> str:
    first, count = closed[0], len(closed)
    today = timezone.localdate()
    if count == 1:
        words = {"day": times.date_short(first.day, today=today)}
        return _("Closed %(day)s. Open clocks are counted again, and none gets a shorter time.") % words
    said = ngettext("Closed %(days)s, %(count)d working day.", "Closed %(days)s, %(count)d working days.", count)
    said %= {"days": times.days(first.day, closed[-1].day, today=today), "count": count}
    return f"{said} {_('Open clocks are counted again, and none gets a shorter time.')}"


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """The day is an ordinary one again."""
    now = timezone.now()
    actor = closing_days(request.actor, now=now)
    get_object_or_404(LocalClosure, pk=pk)
    try:
        closure = services.withdraw_closure(closure_id=pk, actor=actor, now=now)
    except services.ClosureRefused as refused:
        messages.error(request, str(refused))
        return redirect("policy:calendar")
    words = {"day": times.date_short(closure.day, today=timezone.localdate())}
    toast(request, _("%(day)s is an ordinary day again.") % words)
    return redirect("policy:calendar_year", closure.day.year)


@require_POST
def close_squeeze_days(request: SignedInRequest) -> HttpResponse:
    """Close the squeeze days of a year, with one press."""
    form = SqueezeForm(request.POST)
    if not form.is_valid():
        closing_days(request.actor, now=timezone.now())
        messages.error(request, _("Choose a year."))
        return redirect("policy:calendar")
    number = _known(form.cleaned_data["year"])
    closed = services.close_squeeze_days(year=number, actor=request.actor, now=timezone.now())
    toast(request, _closed_squeeze_days(closed))
    return redirect("policy:calendar_year", number)


def _closed_squeeze_days(closed: list[LocalClosure]) -> str:
    if not closed:
        return _("The squeeze days are closed already.")
    today = timezone.localdate()
    return _("Closed: %(days)s.") % {"days": ", ".join(times.date_short(row.day, today=today) for row in closed)}


# --- For other calendars ----------------------------------------------------------------------------------------------
@require_GET
def closed_days_file(request: HttpRequest, number: int) -> HttpResponse:
    """One year's closed days as a file."""
    number = _known(number)
    text = _closed_days(date(number, 1, 1), date(number, 12, 31))
    response = HttpResponse(text, content_type=ics.MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="stangda-dagar-{number}.ics"'
    return response


@login_not_required
@require_GET
def closed_days_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The closed days, to subscribe to: last year's, this year's and two more. Nothing personal."""
    if not ics.is_token(token):
        raise Http404
    this_year = timezone.localdate().year
    response = HttpResponse(
        _closed_days(date(this_year - 1, 1, 1), date(this_year + 2, 12, 31)), content_type=ics.MEDIA_TYPE
    )
    patch_cache_control(response, private=True, max_age=3600)
    return response


def _closed_days(first_day: date, last_day: date) -> bytes:
    try:
        days = selectors.closed_days(first_day, last_day)
    except selectors.NothingAdopted:
        days = []
    return ics.closed_days(days, municipality=municipality.name(), made_at=timezone.now())
