"""Kanallistan for staff: what has changed since the version in force, publishing, the parties' links."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import asked_for, selectors
from accounts.errors import AccountError
from accounts.forms import PartyForm
from accounts.models import ListRelease, PartyLink
from accounts.permissions import may_publish_list
from accounts.services import channel_list, parties
from socialgov.look.forms import StaleVersion
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.web import typed


@require_GET
def draft(request: HttpRequest) -> HttpResponse:
    """The next version beside the one in force."""
    now = timezone.now()
    content = channel_list.compose(now=now)
    release = selectors.release()
    return render(
        request,
        "accounts/channel_list.html",
        {
            "release": release,
            "changes": channel_list.differences(release.content if release else None, content),
            "digest": channel_list.digest_of(content),
            "may_publish": may_publish_list(request.actor, now=now),
            "parties": PartyLink.objects.all(),
            "parties_offered": asked_for.parties_are_offered(),
            "is_published": asked_for.list_is_published(),
            "releases": ListRelease.objects.select_related("published_by"),
            "next_number": (release.number if release else 0) + 1,
        },
    )


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish what was shown."""
    try:
        release = channel_list.publish(
            seen_digest=request.POST.get("digest", ""), actor=request.actor, now=timezone.now()
        )
    except AccountError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Version %(number)d is published.") % {"number": release.number})
    return redirect("accounts:channel_list")


@require_http_methods(["GET", "POST"])
def party(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Enter or change a party's answer."""
    if not may_publish_list(request.actor, now=timezone.now()):
        raise NotPermitted
    known = get_object_or_404(PartyLink, pk=pk) if pk is not None else None
    names = ("name", "answer", "address", "term_starts_on", "term_ends_on", "version")
    form = PartyForm(typed(request), initial={name: getattr(known, name) for name in names} if known else None)
    if request.method == "POST" and form.is_valid():
        try:
            parties.set_party(party=known, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except StaleVersion as stale:
            form.add_stale(stale)
            form.renew(PartyLink.objects.values_list("version", flat=True).get(pk=pk))
        except AccountError as problem:
            form.add_error(problem.field, str(problem))
        else:
            messages.success(request, _("Saved. It is public with the next version of the list."))
            return redirect("accounts:channel_list")
    return render(request, "accounts/party.html", {"form": form, "party": known}, status=422 if form.errors else 200)
