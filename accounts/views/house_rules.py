"""The rules for comments: the public page with its earlier versions, and noting that they stand in a profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Account
from accounts.panels import public_links
from accounts.services.house_rules import note_pasted
from socialgov.look import municipality
from socialgov.policy import house_rules as rules
from socialgov.policy import selectors as policy


@login_not_required
@require_GET
def house_rules(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The rules in force for every channel, or an earlier version by its number (ATV-29, ATV-46)."""
    versions = policy.validities()
    if not versions and number is None:
        return _public(render(request, "accounts/house_rules.html", {"title": _("Rules for comments")}))
    wanted = len(versions) if number is None else number
    shown = next((version for version in versions if version.number == wanted), None)
    if shown is None:
        raise Http404
    adopted = policy.version(shown.pk)
    context = {
        "adopted": adopted,
        "title": rules.title(adopted.document),
        "parts": rules.parts(adopted.document, municipality=municipality.name()),
        "shown": shown,
        "versions": versions[::-1],
        "report": next(iter(public_links(kind="report", account_id=None, address="")), None),
    }
    return _public(render(request, "accounts/house_rules.html", context))


def _public(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=60)
    return response


@require_POST
def pasted(request: HttpRequest, pk: int) -> HttpResponse:
    """They stand in the profile from today."""
    now = timezone.now()
    account = get_object_or_404(Account.objects.answerable_by(request.actor, now=now), pk=pk)
    note_pasted(account=account, actor=request.actor, now=now)
    messages.success(request, _("Noted."))
    return redirect("accounts:account", pk)
