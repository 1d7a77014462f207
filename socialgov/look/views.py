"""The style page, the choices of language and theme, staying signed in on a shared tablet, and the failure pages."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from socialgov.look import colour, municipality
from socialgov.look.style_sample import style_sample
from socialgov.look.theme import A_YEAR, COOKIE, THEMES


def _back(request) -> HttpResponse:
    url = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return redirect(url if allowed else "/")


@login_not_required
@require_POST
def choose_language(request):
    response = _back(request)
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            get_user_model().objects.filter(pk=request.user.pk).update(language=language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=A_YEAR, samesite="Lax", secure=request.is_secure()
        )
    return response


@login_not_required
@require_POST
def choose_theme(request):
    response = _back(request)
    theme = request.POST.get("theme")
    if theme in THEMES:
        response.set_cookie(COOKIE, theme, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    return response


@require_POST
def stay(request):
    """Someone is at the tablet: the middleware has noted the time."""
    return HttpResponse(status=204)


@login_not_required
@require_GET
def colour_css(request):
    """The municipality's own colour, in the place of spruce; empty while it has none that can be read."""
    response = HttpResponse(colour.style_sheet(municipality.facts.colour()), content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=300)
    return response


@require_GET
def style(request):
    """Every part in every state, as it is on the pages."""
    return render(request, "look/style.html", style_sample())


def _failure(request, status: int, template: str) -> HttpResponse:
    return render(request, template, status=status)


def bad_request(request, exception=None):
    return _failure(request, 400, "400.html")


def permission_denied(request, exception=None):
    return render(request, "403.html", {"reason": str(exception) if exception and exception.args else ""}, status=403)


def page_not_found(request, exception=None):
    return _failure(request, 404, "404.html")


def csrf_failure(request, reason=""):
    return _failure(request, 403, "403_csrf.html")
