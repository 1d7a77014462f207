"""People: the tree with everyone in it, a person's page, and what can be changed there."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from socialgov.journal.selectors import history_of
from socialgov.look.toasts import toast
from socialgov.organisation import overviews, services
from socialgov.organisation.collectors import holdings_of, own_pages
from socialgov.organisation.forms import (
    HoursForm,
    LastDayForm,
    PackageEndForm,
    PersonChangeForm,
    PersonForm,
    RolesForm,
)
from socialgov.organisation.histories import told
from socialgov.organisation.models import Absence, Person, Role, Unit
from socialgov.organisation.permissions import NotPermitted, allows, capacity, holds
from socialgov.organisation.selectors import absence_today, managers_of
from socialgov.organisation.services import PACKAGES
from socialgov.organisation.stale import Stale
from socialgov.organisation.web import typed

SEARCH_LETTERS = 100


def _visible(request: HttpRequest, pk: int, now: datetime) -> Person:
    people = Person.objects.visible_to(request.actor, now).select_related("unit__parent")
    return get_object_or_404(people, pk=pk)


def _changeable(request: HttpRequest, pk: int, now: datetime) -> Person:
    person = _visible(request, pk, now)
    capacity(lambda who: Person.objects.changeable_by(who, now), person, request.actor)
    return person


def _units(request: HttpRequest, now: datetime) -> QuerySet[Unit]:
    return Unit.objects.open().changeable_by(request.actor, now)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    now, text = timezone.now(), request.GET.get("q", "").replace("\0", "").strip()[:SEARCH_LETTERS]
    found = overviews.search(request.actor, text, now=now) if text else None
    context = {
        "text": text,
        "found": found,
        "found_at_most": overviews.FOUND_AT_MOST,
        "tree": overviews.tree_with_people(request.actor, now=now) if found is None else None,
        "to_see_to": overviews.to_see_to(request.actor, now=now) if found is None else None,
        "left": overviews.how_many_have_left(request.actor, now=now),
        "may_add": _units(request, now).exists(),
    }
    return render(request, "organisation/people.html", context)


@require_GET
def those_who_left(request: HttpRequest) -> HttpResponse:
    people = Person.objects.visible_to(request.actor, timezone.now()).filter(is_active=False).select_related("unit")
    return render(request, "organisation/those_who_left.html", {"people": people})


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    person = _visible(request, pk, now)
    actor = request.actor
    may_change = allows(lambda who: Person.objects.changeable_by(who, now), person, actor)
    may_set_presence = allows(lambda who: Person.objects.presence_changeable_by(who, now), person, actor)
    absences = Absence.objects.not_over(now).filter(person=person).visible_to(actor, now)
    context = {
        "person": person,
        "is_me": person.pk == actor.person_id,
        "own_pages": own_pages() if person.pk == actor.person_id else (),
        "may_change": may_change,
        "may_set_presence": may_set_presence,
        "may_set_day": may_change and person.is_active,
        "invited": person.is_active and not person.has_usable_password() and person.last_login is None,
        "packages": overviews.packages_held(person, now=now),
        "system_too": holds(actor, Role.SYSTEM_ADMINISTRATOR, now=now),
        "hours": overviews.hours_text(person),
        "absences": absences.select_related("substitute"),
        "away": absence_today(person, now=now),
        "managers": managers_of(person.unit, now=now).exclude(pk=person.pk) if person.is_active else (),
        "holdings": holdings_of(person=person, now=now) if person.leaves_on or not person.is_active else [],
        "history": told(history_of(person), now=now) if may_change else None,
    }
    return render(request, "organisation/person.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    if not _units(request, now).exists():
        raise NotPermitted
    form = PersonForm(typed(request), actor=request.actor, now=now, initial={"unit": request.GET.get("unit", "")[:20]})
    if request.method == "POST" and form.is_valid():
        try:
            person = services.create_person(**form.cleaned_data, actor=request.actor, now=now)
        except services.EmailTaken as error:
            other, given = error.person, form.cleaned_data
            if (other.name, other.unit_id) == (given["name"], given["unit"].pk) and other.is_active:
                return redirect("organisation:person", other.pk)  # sent twice
            form.add_error("email", _("%(name)s has this e-mail address.") % {"name": other.name})
        except services.UnitIsClosed as error:
            form.add_error("unit", str(error))
        else:
            toast(request, _("%(name)s gets a mail with a link for choosing a password.") % {"name": person.name})
            return redirect("organisation:person_roles", person.pk)
    return render(request, "organisation/person_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    person = _changeable(request, pk, now)
    initial = {name: getattr(person, name) for name in ("name", "email", "title", "phone", "unit", "version")}
    form = PersonChangeForm(typed(request), actor=request.actor, now=now, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_person(person=person, **form.cleaned_data, actor=request.actor, now=now)
        except Stale as error:
            form.add_stale(error, now)
            form.renew(error.row.version)
        except services.EmailTaken as error:
            form.add_error("email", _("%(name)s has this e-mail address.") % {"name": error.person.name})
        except services.UnitIsClosed as error:
            form.add_error("unit", str(error))
        else:
            toast(request, _("Saved."))
            return redirect("organisation:person", pk)
    return render(request, "organisation/person_form.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    person = _visible(request, pk, now)
    capacity(lambda who: Person.objects.presence_changeable_by(who, now), person, request.actor)
    initial = {"hours": overviews.hours_text(person), "version": person.version}
    form = HoursForm(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.set_working_hours(
                person=person, version=given["version"], text=given["hours"], actor=request.actor, now=now
            )
        except Stale as error:
            form.add_stale(error, now)
            form.renew(error.row.version)
        else:
            works = overviews.hours_text(person) or _("office hours")
            toast(request, _("%(name)s works %(hours)s.") % {"name": person.name, "hours": works})
            return redirect("organisation:person", pk)
    return render(request, "organisation/hours_form.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
def last_day(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    person = _changeable(request, pk, now)
    form = LastDayForm(typed(request), initial={"leaves_on": person.leaves_on, "version": person.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.set_last_day(person=person, **form.cleaned_data, actor=request.actor, now=now)
        except Stale as error:
            form.add_stale(error, now)
            form.renew(error.row.version)
        except services.LastSystemAdministrator as error:
            form.add_error("leaves_on", str(error))
        else:
            toast(request, _("Saved."))
            return redirect("organisation:person", pk)
    context = {"form": form, "person": person, "holdings": holdings_of(person=person, now=now)}
    return render(request, "organisation/last_day_form.html", context)


@require_http_methods(["GET", "POST"])
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    person = _changeable(request, pk, now)
    if request.method == "POST":
        try:
            services.deactivate_person(person=person, actor=request.actor, now=now)
        except services.LastSystemAdministrator as error:
            return _ask_to_deactivate(request, person, now, str(error))
        toast(request, _("%(name)s is signed out and can't sign in any more.") % {"name": person.name})
        return redirect("organisation:person", pk)
    return _ask_to_deactivate(request, person, now)


def _ask_to_deactivate(request: HttpRequest, person: Person, now: datetime, refused: str = "") -> HttpResponse:
    context = {"person": person, "refused": refused, "holdings": holdings_of(person=person, now=now)}
    return render(request, "organisation/deactivate.html", context)


@require_POST
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    person = _changeable(request, pk, now)
    try:
        services.reactivate_person(person=person, actor=request.actor, now=now)
    except services.UnitIsClosed:
        toast(request, _("The unit is closed. Choose another unit first."), level=30)
        return redirect("organisation:person_change", pk)
    toast(request, _("%(name)s gets a mail with a link for choosing a password.") % {"name": person.name})
    return redirect("organisation:person", pk)


@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    person = _changeable(request, pk, now)
    services.send_invitation(person=person, actor=request.actor, now=now)
    toast(request, _("%(name)s gets a mail with a link for choosing a password.") % {"name": person.name})
    return redirect("organisation:person", pk)


@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    person = _changeable(request, pk, now)
    system_too = holds(request.actor, Role.SYSTEM_ADMINISTRATOR, now=now)
    form = RolesForm(
        typed(request),
        actor=request.actor,
        now=now,
        packages=[name for name in PACKAGES if system_too or name != "system_administrator"],
        words=overviews.words_for_packages(now),
        initial={"unit": str(person.unit_id)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.grant_package(person=person, **form.cleaned_data, actor=request.actor, now=now)
        except services.NotActive as error:
            form.add_error(None, str(error))
        else:
            toast(request, _("Saved."))
            return redirect("organisation:person", pk)
    context = {
        "form": form,
        "person": person,
        "packages": overviews.packages_held(person, now=now),
        "explained": [(label, PACKAGES[name].help_text) for name, label in form.fields["package"].choices],
    }
    return render(request, "organisation/roles_form.html", context)


@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    person = _changeable(request, pk, now)
    form = PackageEndForm(request.POST)
    if form.is_valid():
        unit = get_object_or_404(Unit.objects.visible_to(request.actor, now), pk=form.cleaned_data["unit"])
        try:
            services.end_package(
                person=person, package=form.cleaned_data["package"], unit=unit, actor=request.actor, now=now
            )
        except services.LastSystemAdministrator as error:
            toast(request, str(error), level=30)
        else:
            toast(request, _("Saved."))
    return redirect("organisation:person", pk)
