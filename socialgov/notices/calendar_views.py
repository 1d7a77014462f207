"""One's own calendar of what is due: the page with its address, and what other calendars fetch."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from socialgov.look.toasts import toast
from socialgov.notices import calendar
from socialgov.organisation.actor import Actor
from socialgov.organisation.web import SignedInRequest
from socialgov.policy.ics import MEDIA_TYPE


def own_page() -> list[tuple[str, str]]:
    """For the person's own page."""
    return [(_("My calendar"), reverse("notices:calendar"))]


@require_GET
@never_cache
def own(request: SignedInRequest) -> HttpResponse:
    """The address of one's own calendar, and what stands in it."""
    now = timezone.now()
    address = calendar.own_address(request.actor.own_id)
    url = ""
    if address and not request.session.get("shared_tablet"):
        url = request.build_absolute_uri(reverse("notices:calendar_feed", args=[calendar.token_of(address)]))
    days = sorted(calendar.due_days(actor=Actor(request.actor.own_id), now=now), key=lambda due: (due.day, due.title))
    return render(request, "notices/calendar.html", {"address": address, "url": url, "days": days})


@require_POST
def open_address(request: SignedInRequest) -> HttpResponse:
    """Make an address."""
    calendar.open_address(actor=request.actor, now=timezone.now())
    toast(request, _("The address is ready. Keep it to yourself."))
    return redirect("notices:calendar")


@require_POST
def end_address(request: SignedInRequest) -> HttpResponse:
    """End it."""
    calendar.end_address(actor=request.actor, now=timezone.now())
    toast(request, _("The address no longer works."))
    return redirect("notices:calendar")


@login_not_required
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What other calendars fetch. Titles and days; nothing a citizen wrote, and no citizen's name."""
    person = calendar.person_of(token)
    if person is None:
        raise Http404
    now = timezone.now()
    with translation.override(person.language):
        days = calendar.due_days(actor=Actor(person.pk), now=now)
    response = HttpResponse(calendar.as_ics(days, person=person, now=now), content_type=MEDIA_TYPE)
    patch_cache_control(response, private=True, max_age=3600)
    return response
