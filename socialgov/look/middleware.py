"""Language by the person's own choice, and the shared tablet that signs out by itself."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers

LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME
TABLET_IDLE = timedelta(minutes=2)
TABLET_GRACE = timedelta(seconds=15)  # the browser's own clock signs out first; ours only catches what it missed
LAST_ACTIVE = "last_active"
BACKGROUND_HEADER = "X-Background"


class LanguageMiddleware:
    """Swedish unless the person (or, signed out, this browser) has chosen English. The browser's own wish is not asked:
    a Swedish authority answers in Swedish, and staff with an English browser expect it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = self.choose(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    @staticmethod
    def choose(request) -> str:
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            wish = getattr(user, "language", "")
        else:
            wish = request.COOKIES.get(LANGUAGE_COOKIE, "")
        return wish if wish in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class SharedTabletMiddleware:
    """On a shared tablet two minutes without a tap sign the person out. Pages of signed-in people are never cached for
    the next one: on a tablet not stored at all, elsewhere asked for anew.

    Requests that a page makes by itself (polling) carry `X-Background` and do not count as activity.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        shared = bool(request.session.get("shared_tablet"))
        if shared and self.idle_too_long(request):
            logout(request)  # SignInRequiredMiddleware sends the request on to the sign-in page
            return self.get_response(request)
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, **({"no_store": True} if shared else {"no_cache": True}))
            patch_vary_headers(response, ["Cookie"])
        return response

    @staticmethod
    def idle_too_long(request) -> bool:
        now = timezone.now().timestamp()
        last = request.session.get(LAST_ACTIVE)
        if last is not None and now - last > (TABLET_IDLE + TABLET_GRACE).total_seconds():
            return True
        if last is None or not request.headers.get(BACKGROUND_HEADER):
            request.session[LAST_ACTIVE] = now
        return False
