"""Aktivitetsplaner: the list, one plan as a form or a paper, and each step of its way."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from activityplans import selectors
from activityplans.errors import PlanError, Unanswered
from activityplans.forms import ConsultForm, FollowUpForm, PlanForm, ReturnForm, StartForm
from activityplans.models import FollowUp, Plan
from activityplans.page import plan_page
from activityplans.paper import as_pdf
from activityplans.services import approval, drafting
from socialgov.look import times
from socialgov.organisation.models import Person
from socialgov.organisation.signing import NeedsReauthentication
from socialgov.organisation.web import authenticated_at, is_htmx, to_reauthentication
from socialgov.transitions import IllegalTransition


def _readable(request: HttpRequest, pk: int) -> Plan:
    plans = Plan.objects.visible_to(request.actor, now=timezone.now())
    return get_object_or_404(plans.select_related("unit__parent", "account", "drafted_by__unit"), pk=pk)


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Plans under way first, then those in force."""
    now = timezone.now()
    table = selectors.plans_table(Plan.objects.visible_to(request.actor, now=now))
    under_way = [plan for plan in table if plan.state in selectors.UNDER_WAY]
    rest = [plan for plan in table if plan.state not in selectors.UNDER_WAY]
    return render(
        request,
        "activityplans/plans.html",
        {"under_way": [(plan, selectors.waits_for(plan, now=now)) for plan in under_way], "rest": rest},
    )


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin a plan: only the operation is asked."""
    person = get_object_or_404(Person, pk=request.actor.person_id)
    form = StartForm(request.POST or None, initial={"unit": person.unit_id})
    if request.method == "POST" and form.is_valid():
        plan = drafting.start(unit=form.cleaned_data["unit"], actor=request.actor, now=timezone.now())
        return redirect("activityplans:plan", plan.pk)
    return render(request, "activityplans/start.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan: a form for those who may write in it, else as it reads. POST saves what was typed."""
    row = _readable(request, pk)
    now = timezone.now()
    form = None
    if Plan.objects.writable_by(request.actor, now=now).filter(pk=pk).exists():
        revision = row.latest_revision
        form = PlanForm(request.POST or None, questions=selectors.asked(row), answers=revision.answers)
        if request.method == "POST" and form.is_valid():
            drafting.save_answers(plan=row, answers=form.answers, actor=request.actor, now=now)
            if is_htmx(request):
                saved = {"saved_at": times.clock(now), "progress": selectors.progress(_readable(request, pk))}
                return render(request, "activityplans/includes/_saved.html", saved)
            messages.success(request, _("Saved %(when)s") % {"when": times.clock(now)})
            return redirect("activityplans:plan", pk)
    elif request.method == "POST":
        messages.error(request, _("The plan has gone on, so it can not be written in now."))
        return redirect("activityplans:plan", pk)
    if form is not None and form.errors and is_htmx(request):
        return render(request, "activityplans/includes/_saved.html", {"problems": form.errors}, status=200)
    left = request.session.pop(f"left:{pk}", None)
    context = plan_page(row, form=form, consult_form=ConsultForm(), actor=request.actor, now=now, left=left)
    return render(request, "activityplans/plan.html", context, status=422 if form and form.errors else 200)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was typed, then send the plan on."""
    row = _readable(request, pk)
    now = timezone.now()
    form = PlanForm(request.POST, questions=selectors.asked(row))
    try:
        if not form.is_valid():
            context = plan_page(row, form=form, consult_form=ConsultForm(), actor=request.actor, now=now, left=None)
            return render(request, "activityplans/plan.html", context, status=422)
        drafting.save_answers(plan=row, answers=form.answers, actor=request.actor, now=now)
        drafting.send(plan=row, actor=request.actor, now=now)
    except Unanswered as problem:
        request.session[f"left:{pk}"] = problem.missing
    except IllegalTransition as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The plan has been sent."))
    return redirect("activityplans:plan", pk)


def _step(request: HttpRequest, pk: int, act, done: str) -> HttpResponse:
    """One step of the way: act, and say what was done or what is in the way."""
    try:
        act(_readable(request, pk), timezone.now())
    except NeedsReauthentication:
        return to_reauthentication(request)
    except (PlanError, IllegalTransition) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect("activityplans:plan", pk)


@require_POST
def consult(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the consultation."""
    form = ConsultForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(sentence for errors in form.errors.values() for sentence in errors))
        return redirect("activityplans:plan", pk)
    note = form.cleaned_data["note"]
    return _step(
        request,
        pk,
        lambda row, now: approval.consult(plan=row, note=note, actor=request.actor, now=now),
        _("The consultation is recorded. Those who sign have been asked."),
    )


@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the plan with what needs to change."""
    row = _readable(request, pk)
    form = ReturnForm(request.POST or None, questions=selectors.asked(row))
    if request.method == "POST" and form.is_valid():
        try:
            approval.give_back(
                plan=row, note=form.cleaned_data["note"], notes=form.notes, actor=request.actor, now=timezone.now()
            )
        except PlanError as problem:
            form.add_error(problem.field, str(problem))
        except IllegalTransition as problem:
            messages.error(request, str(problem))
            return redirect("activityplans:plan", pk)
        else:
            messages.success(request, _("%(name)s has been told.") % {"name": row.drafted_by.name})
            return redirect("activityplans:plan", pk)
    return render(
        request, "activityplans/give_back.html", {"form": form, "plan": row}, status=422 if form.errors else 200
    )


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign what was read."""
    seen = request.POST.get("digest", "")
    return _step(
        request,
        pk,
        lambda row, now: approval.sign(
            plan=row, seen_digest=seen, reauthenticated_at=authenticated_at(request), actor=request.actor, now=now
        ),
        _("You have signed the plan."),
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the plan back."""
    return _step(
        request,
        pk,
        lambda row, now: drafting.withdraw(plan=row, actor=request.actor, now=now),
        _("The plan has been withdrawn."),
    )


@require_http_methods(["GET", "POST"])
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the follow-up that waits."""
    row = get_object_or_404(Plan.objects.follow_up_by(request.actor, now=timezone.now()), pk=pk)
    waiting = get_object_or_404(FollowUp.objects.filter(plan=row, done_at=None).order_by("due_on"))
    form = FollowUpForm(request.POST or None, initial={"results": waiting.results})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        new = approval.follow_up(
            follow_up=waiting, results=data["results"], outcome=data["outcome"], actor=request.actor, now=timezone.now()
        )
        messages.success(request, _("The follow-up is done."))
        return redirect(approval.next_place(new))
    return render(
        request,
        "activityplans/follow_up.html",
        {"form": form, "plan": row, "goals": row.latest_revision.answers.get("goals", ""), "waiting": waiting},
        status=422 if form.errors else 200,
    )


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as PDF/A, with its signatures."""
    row = _readable(request, pk)
    return HttpResponse(
        as_pdf(row, now=timezone.now()),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="aktivitetsplan-{row.pk}.pdf"'},
    )
