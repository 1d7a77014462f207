"""Absence: one's own and others', and who stands in."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from socialgov.look.toasts import toast
from socialgov.organisation import overviews, services
from socialgov.organisation.forms import AbsenceChangeForm, AbsenceForm
from socialgov.organisation.models import Absence, Person
from socialgov.organisation.permissions import NotPermitted, capacity
from socialgov.organisation.stale import Stale
from socialgov.organisation.web import typed


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    changeable = set(Absence.objects.changeable_by(request.actor, now).values_list("pk", flat=True))
    context = {"lists": overviews.absence_lists(request.actor, now=now), "changeable": changeable}
    return render(request, "organisation/absence.html", context)


def _whose(request: HttpRequest, now: datetime) -> Person | None:
    """The person named in the address; else oneself, unless there is a choice."""
    people = Person.objects.presence_changeable_by(request.actor, now)
    asked = request.GET.get("person", "")
    if asked:
        person = get_object_or_404(Person.objects.visible_to(request.actor, now), pk=asked if asked.isdecimal() else 0)
        if not people.filter(pk=person.pk).exists():
            raise NotPermitted
        return person
    return None if people.count() > 1 else people.get(pk=request.actor.person_id)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    person = _whose(request, now)
    form = AbsenceForm(
        typed(request), actor=request.actor, now=now, person=person, initial={"person": request.actor.person_id}
    )
    if request.method == "POST" and form.is_valid():
        wanted = {"person": person} | form.cleaned_data
        absence = _attempt(form, lambda: services.add_absence(**wanted, actor=request.actor, now=now))
        if absence:
            return _done(request, absence)
    return render(request, "organisation/absence_form.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    absence = _changeable(request, pk, now)
    names = ("first_day", "last_day", "substitute", "version")
    initial = {name: getattr(absence, name) for name in names}
    form = AbsenceChangeForm(typed(request), actor=request.actor, now=now, person=absence.person, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            changed = _attempt(
                form,
                lambda: services.change_absence(absence=absence, **form.cleaned_data, actor=request.actor, now=now),
            )
        except Stale as error:
            form.add_stale(error, now)
            form.renew(error.row.version)
        else:
            if changed:
                return _done(request, changed)
    context = {"form": form, "person": absence.person, "absence": absence}
    return render(request, "organisation/absence_form.html", context)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    absence = get_object_or_404(
        Absence.objects.visible_to(request.actor, now).select_related("person", "substitute"), pk=pk
    )
    capacity(lambda who: Person.objects.presence_changeable_by(who, now), absence.person, request.actor)
    if request.method == "POST":
        services.cancel_absence(absence=absence, actor=request.actor, now=now)
        toast(request, _("The absence is taken away."))
        return redirect("organisation:absence")
    return render(request, "organisation/absence_cancel.html", {"absence": absence})


def _changeable(request: HttpRequest, pk: int, now: datetime) -> Absence:
    visible = Absence.objects.visible_to(request.actor, now).select_related("person__unit", "substitute")
    absence = get_object_or_404(visible, pk=pk)
    capacity(lambda who: Absence.objects.changeable_by(who, now), absence, request.actor)
    return absence


def _attempt(form: AbsenceForm, do) -> Absence | None:
    """What the service answers; its refusals beside the fields they are about."""
    try:
        return do()
    except services.NoSubstitute as error:
        form.add_error("substitute", str(error))
    except services.AbsenceOverlaps as error:
        form.add_error("first_day", str(error))
    except services.AbsenceIsOver as error:
        form.add_error("last_day", str(error))
    return None


def _done(request: HttpRequest, absence: Absence) -> HttpResponse:
    if absence.substitute:
        words = {"name": absence.person.name, "substitute": absence.substitute.name}
        toast(request, _("Saved. %(substitute)s stands in for %(name)s.") % words)
    else:
        toast(request, _("Saved. No one stands in."))
    return redirect("organisation:absence")
