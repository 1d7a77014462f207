"""Units: a new one, a changed one, a closed one."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from socialgov.look.toasts import toast
from socialgov.organisation import services
from socialgov.organisation.forms import UnitChangeForm, UnitForm
from socialgov.organisation.models import Unit
from socialgov.organisation.permissions import NotPermitted, capacity
from socialgov.organisation.stale import Stale
from socialgov.organisation.web import typed


def _changeable(request: HttpRequest, pk: int, now: datetime) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.actor, now).select_related("parent"), pk=pk)
    capacity(lambda who: Unit.objects.changeable_by(who, now), unit, request.actor)
    return unit


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    if not Unit.objects.open().changeable_by(request.actor, now).exists():
        raise NotPermitted
    form = UnitForm(typed(request), actor=request.actor, now=now, initial={"parent": request.GET.get("under", "")[:20]})
    if request.method == "POST" and form.is_valid():
        try:
            unit = services.create_unit(**form.cleaned_data, actor=request.actor, now=now)
        except services.NotAPlace as error:
            form.add_error("parent", str(error))
        except services.UnitExists as error:
            if all(getattr(error.unit, name) == value for name, value in form.cleaned_data.items()):
                return redirect("organisation:people")  # sent twice
            form.add_error("name", str(error))
        else:
            toast(request, _("%(name)s is added.") % {"name": unit.name})
            return redirect("organisation:people")
    return render(request, "organisation/unit_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    unit = _changeable(request, pk, now)
    names = ("name", "kind", "email", "phone", "has_secrecy", "version")
    initial = {name: getattr(unit, name) for name in names} | {"parent": str(unit.parent_id or "")}
    form = UnitChangeForm(typed(request), actor=request.actor, now=now, unit=unit, initial=initial)
    if request.method == "POST" and form.is_valid():
        wanted = {"kind": unit.kind, "parent": unit.parent} | form.cleaned_data
        try:
            services.change_unit(unit=unit, **wanted, actor=request.actor, now=now)
        except Stale as error:
            form.add_stale(error, now)
            form.renew(error.row.version)
        except services.NotAPlace as error:
            form.add_error("parent", str(error))
        except services.UnitExists as error:
            form.add_error("name", str(error))
        else:
            toast(request, _("Saved."))
            return redirect("organisation:people")
    return render(request, "organisation/unit_form.html", {"form": form, "unit": unit})


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    unit = _changeable(request, pk, now)
    refused = ""
    if request.method == "POST":
        try:
            services.close_unit(unit=unit, actor=request.actor, now=now)
        except (services.UnitInUse, services.NotAPlace) as error:
            refused = str(error)
        else:
            toast(request, _("%(name)s is closed.") % {"name": unit.name})
            return redirect("organisation:people")
    context = {"unit": unit, "refused": refused, "left": services.what_is_left(unit, now=now)}
    return render(request, "organisation/unit_close.html", context)
