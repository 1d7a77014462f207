"""What is answered where nothing can be judged because no guidelines are adopted yet."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from socialgov.policy.permissions import may_adopt
from socialgov.policy.selectors import NothingAdopted, one_reading


class GuidelinesNeededMiddleware:
    """A page that stands on guidelines leads to adopting them, and a form that does is told so (409); none fails.

    A page is judged by one version from its first row to its last.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_reading():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NothingAdopted):
            return None
        may = request.user.is_authenticated and may_adopt(request.actor, now=timezone.now())
        status = 200 if request.method in ("GET", "HEAD") else 409
        return render(request, "policy/nothing_adopted.html", {"may_adopt": may}, status=status)
