"""What views ask of a request: who acts, when they last proved who they are, what address they meant to reach."""

from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from socialgov.organisation.actor import Actor


class SignedInRequest(HttpRequest):
    """For annotations: a request that the middleware let through."""

    actor: Actor


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is nothing at all; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def page_of(request: HttpRequest) -> str:
    """The page the person is looking at: where to come back to after sign-in."""
    if is_htmx(request):
        address = request.headers.get("HX-Current-URL", "")
    elif request.method in ("GET", "HEAD"):
        return request.get_full_path()
    else:
        address = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(address)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return "/"


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; for htmx 401 with HX-Redirect, since a redirect would land inside the page."""
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page_of(request)})}"
    if is_htmx(request):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def authenticated_at(request: HttpRequest) -> datetime | None:
    """When the person last proved who they are in this session. For `signing.sign`."""
    moments = [record["at"] for record in get_authentication_records(request, request.user) if record.get("at")]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def to_reauthentication(request: HttpRequest) -> HttpResponse:
    """Ask for the password again, then back to the page that asked for it."""
    address = f"{reverse('account_reauthenticate')}?{urlencode({'next': page_of(request)})}"
    if is_htmx(request):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
