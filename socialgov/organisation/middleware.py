"""Who acts in a request, and what an unsigned request is answered."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from socialgov.organisation.actor import Actor
from socialgov.organisation.permissions import NotPermitted, one_reading
from socialgov.organisation.selectors import actor_for
from socialgov.organisation.web import to_sign_in


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every page is closed unless its view says `login_not_required`."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        return to_sign_in(request)


class ActorMiddleware:
    """Sets `request.actor`, found when first asked for. A public page that asks for it is refused.

    A page that only looks asks each question of rights once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: self.actor_of(request))
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_reading():
            return self.get_response(request)

    @staticmethod
    def actor_of(request: HttpRequest) -> Actor:
        if not request.user.is_authenticated:
            raise NotPermitted
        return actor_for(request.user, now=timezone.now())
