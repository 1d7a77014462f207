"""The ready-made routes under *Skicka vidare*: where each goes, and what is written in them."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from moderation.errors import ModerationError
from moderation.forms import RouteForm
from moderation.models import ReadyRoute
from moderation.selectors.routes import OTHER, Way, ways
from moderation.services.routes import SETS_ROUTES, new_code, set_route
from socialgov.look.toasts import toast
from socialgov.organisation.permissions import NotPermitted, holds
from socialgov.organisation.stale import Stale
from socialgov.organisation.web import typed


@require_GET
def routes(request: HttpRequest) -> HttpResponse:
    """Every route, and where it goes."""
    _guard(request)
    return render(request, "moderation/routes.html", {"ways": [way for way in ways().values() if way.code != OTHER]})


@require_http_methods(["GET", "POST"])
def route(request: HttpRequest, code: str) -> HttpResponse:
    """Change one of them."""
    _guard(request)
    way = ways().get(code)
    if way is None or code == OTHER:
        raise Http404
    return _form(request, code, way)


@require_http_methods(["GET", "POST"])
def new_route(request: HttpRequest) -> HttpResponse:
    """One of the municipality's own."""
    _guard(request)
    return _form(request, "", None)


def _guard(request: HttpRequest) -> None:
    if not holds(request.actor, *SETS_ROUTES, now=timezone.now()):
        raise NotPermitted


def _form(request: HttpRequest, code: str, way: Way | None) -> HttpResponse:
    form = RouteForm(typed(request), initial=_initial(way))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in RouteForm.Meta.fields}
        token: uuid.UUID | None = form.cleaned_data["token"]
        try:
            saved = set_route(
                code=code or new_code(token),
                version=form.cleaned_data["version"],
                actor=request.actor,
                now=timezone.now(),
                **values,
            )
        except Stale as stale:
            if _is_the_same(stale.row, values):
                return redirect("moderation:routes")
            form.add_stale(stale)
            form.renew(stale.row.version)
        except ModerationError as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            toast(request, _("The route %(name)s is saved.") % {"name": saved.name})
            return redirect("moderation:routes")
    status = 422 if form.errors else 200
    return render(request, "moderation/route.html", {"form": form, "way": way}, status=status)


def _initial(way: Way | None) -> dict:
    if way is None:
        return {"version": 0, "in_use": True}
    return {
        "name": way.label,
        "unit": way.unit,
        "address": way.address,
        "question": way.question,
        "citizen": way.citizen,
        "hours": way.hours,
        "in_use": way.in_use,
        "version": way.version,
    }


def _is_the_same(row: ReadyRoute, values: dict) -> bool:
    """The same form sent twice: what it asks for is already so."""
    return all(getattr(row, name) == value for name, value in values.items())
