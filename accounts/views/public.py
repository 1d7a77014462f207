"""What everyone may read: the list in force, checking an address, earlier versions, open data."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_GET

from accounts import selectors
from accounts.asked_for import list_is_published, party_disclaimer
from accounts.models import ListRelease
from accounts.public_list import as_open_data, by_area, by_platform, search
from accounts.verify import verify
from socialgov.policy.selectors import house_rules_title

MAX_ASKED = 500


def _etag(request: HttpRequest, number: int | None = None) -> str | None:
    release = selectors.release(number)
    if release is None or not list_is_published():
        return None
    asked = f"{release.number}:{release.digest}:{request.get_full_path()}:{request.LANGUAGE_CODE}"
    return f'"{hashlib.sha256(asked.encode()).hexdigest()[:32]}"'


def _public(response: HttpResponse) -> HttpResponse:
    if list_is_published():
        patch_cache_control(response, public=True, max_age=60)
    else:  # what one may read depends on who one is
        patch_cache_control(response, private=True, no_store=True)
    return response


def _kept_inside(request: HttpRequest) -> bool:
    """Whether the list is not for this visitor: the guidelines want it kept, not published (FAR-05)."""
    return not list_is_published() and not request.user.is_authenticated


@login_not_required
@require_GET
def channels(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The list in force, or an earlier version by its number."""
    inside = _kept_inside(request)
    release = None if inside else selectors.release(number)
    if number is not None and release is None:
        raise Http404
    content = release.content if release else {"channels": [], "former": [], "parties": []}
    query = request.GET.get("q", "").replace("\0", "").strip()[:100]
    grouping = "omrade" if request.GET.get("visa") == "omrade" else "plattform"
    found = search(content["channels"], query)
    asked = request.GET.get("adress", "").replace("\0", "").strip()[:MAX_ASKED]
    current = None if inside else selectors.release()
    return _public(
        render(
            request,
            "accounts/public_list.html",
            {
                "release": release,
                "is_current": current is not None and release is not None and release.number == current.number,
                "current": current,
                "groups": by_area(found) if grouping == "omrade" else by_platform(found),
                "found": len(found),
                "content": content,
                "kept_inside": inside,
                "disclaimer": party_disclaimer(),
                "query": query,
                "grouping": grouping,
                "asked": asked,
                "rules_word": house_rules_title(),
                "verdict": verify(asked, content=current.content if current else None) if asked else None,
            },
        )
    )


@login_not_required
@require_GET
def versions(request: HttpRequest) -> HttpResponse:
    """Every version that has been published (ATV-05)."""
    if _kept_inside(request):
        raise Http404
    return _public(
        render(request, "accounts/public_versions.html", {"releases": ListRelease.objects.order_by("-number")})
    )


@login_not_required
@require_GET
@condition(etag_func=_etag)
def open_data(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """A version as JSON: the list itself, its number, date and digest."""
    release = None if _kept_inside(request) else selectors.release(number)
    if release is None:
        raise Http404
    return _public(JsonResponse(as_open_data(release), json_dumps_params={"ensure_ascii": False}))
