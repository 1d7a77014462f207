"""Aktivitetsplaner: the list, one plan as a form or a paper, and each step of its way."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Account
from activityplans import selectors
from activityplans.errors import PlanError, Unanswered
from activityplans.forms import ConsultForm, FollowUpForm, PlanForm, ReturnForm, StartForm
from activityplans.models import FollowUp, Plan
from activityplans.page import plan_page
from activityplans.paper import as_pdf
from activityplans.services import approval, drafting
from activityplans.workflow import WRITABLE
from socialgov.look import once, times
from socialgov.look.forms import StaleVersion
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person
from socialgov.organisation.signing import NeedsReauthentication
from socialgov.organisation.web import authenticated_at, is_htmx, to_reauthentication, typed
from socialgov.policy import selectors as policy
from socialgov.transitions import IllegalTransition


def _readable(request: HttpRequest, pk: int) -> Plan:
    plans = Plan.objects.visible_to(request.actor, now=timezone.now())
    return get_object_or_404(plans.select_related("unit__parent", "account", "drafted_by__unit", "guidelines"), pk=pk)


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
        {
            "under_way": [(plan, selectors.waits_for(plan, now=now)) for plan in under_way],
            "rest": rest,
            "plan_required": policy.guidelines().starting.plan.required,
            "by_signing": selectors.is_signed(),
        },
    )


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin a plan: only the operation is asked. For an account that runs (`?konto=`) what is known is filled in."""
    now = timezone.now()
    person = get_object_or_404(Person, pk=request.actor.person_id)
    account = _account(request, now)
    form = StartForm(typed(request), initial={"unit": account.unit_id if account else person.unit_id})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                once.claim(token=data["token"], person_id=person.pk, now=now)
                begun = drafting.start(
                    unit=data["unit"], account=account, answers=selectors.known_of(account, now=now),
                    actor=request.actor, now=now,
                )  # fmt: skip
                url = once.led_to(token=data["token"], url=reverse("activityplans:plan", args=[begun.pk]))
        except once.AlreadySent as sent:
            url = sent.url or reverse("activityplans:plans")
        return redirect(url)
    context = {"form": form, "account": account}
    return render(request, "activityplans/start.html", context, status=422 if form.errors else 200)


def _account(request: HttpRequest, now: datetime) -> Account | None:
    """The running account that the address names, if the actor may change it."""
    asked = request.GET.get("konto", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        return None
    return Account.objects.changeable_by(request.actor, now=now).running().filter(pk=asked).first()


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan: a form for those who may write in it, else as it reads. POST saves what was typed."""
    row = _readable(request, pk)
    now = timezone.now()
    form = None
    if Plan.objects.writable_by(request.actor, now=now).filter(pk=pk).exists():
        revision = row.latest_revision
        form = PlanForm(
            typed(request), questions=selectors.asked(row), answers=revision.answers, version=row.version,
            administrators=selectors.minimum_administrators(row),
        )  # fmt: skip
        if request.method == "POST" and form.is_valid() and _saved(form, row, request.actor, now):
            row = _readable(request, pk)
            if is_htmx(request):
                saved = {"saved_at": times.clock(now), "progress": selectors.progress(row), "version": row.version}
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


def _saved(form: PlanForm, row: Plan, actor: Actor, now: datetime) -> bool:
    """Keep what was typed; False when someone else was faster, which the form then tells."""
    try:
        drafting.save_answers(
            plan=row, answers=form.answers, version=form.cleaned_data["version"], actor=actor, now=now
        )
    except StaleVersion as stale:
        form.add_stale(stale, now)
        form.renew(Plan.objects.values_list("version", flat=True).get(pk=row.pk))
        return False
    return True


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was typed, then send the plan on."""
    row = _readable(request, pk)
    now = timezone.now()
    if row.state not in WRITABLE:
        messages.error(request, _("The plan has gone on, so it can not be written in now."))
        return redirect("activityplans:plan", pk)
    least = selectors.minimum_administrators(row)
    form = PlanForm(request.POST, questions=selectors.asked(row), administrators=least)
    try:
        if not form.is_valid() or not _saved(form, row, request.actor, now):
            context = plan_page(row, form=form, consult_form=ConsultForm(), actor=request.actor, now=now, left=None)
            return render(request, "activityplans/plan.html", context, status=422)
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
        row, now = _readable(request, pk), timezone.now()
        context = plan_page(row, form=None, consult_form=form, actor=request.actor, now=now, left=None)
        return render(request, "activityplans/plan.html", context, status=422)
    note = form.cleaned_data["note"]
    return _step(
        request,
        pk,
        lambda row, now: approval.consult(plan=row, note=note, actor=request.actor, now=now),
        _("The consultation is recorded. Those who sign have been asked.")
        if selectors.is_signed()
        else _("The consultation is recorded. Whoever approves has been asked."),
    )


@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on without the consultation, which the guidelines only aim at."""
    return _step(
        request,
        pk,
        lambda row, now: approval.go_on(plan=row, actor=request.actor, now=now),
        _("The plan has gone on without consultation."),
    )


@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the plan with what needs to change."""
    row = _readable(request, pk)
    form = ReturnForm(typed(request), questions=selectors.asked(row))
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
    """Sign, or approve, what was read."""
    seen = request.POST.get("digest", "")
    return _step(
        request,
        pk,
        lambda row, now: approval.sign(
            plan=row, seen_digest=seen, reauthenticated_at=authenticated_at(request), actor=request.actor, now=now
        ),
        _("You have signed the plan.") if selectors.is_signed() else _("You have approved the plan."),
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
    waiting = FollowUp.objects.filter(plan=row, done_at=None).order_by("due_on").first()
    if waiting is None:
        raise Http404
    form = FollowUpForm(typed(request), initial={"results": waiting.results, "waiting": waiting.pk})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if done := FollowUp.objects.filter(pk=data["waiting"], plan=row).exclude(done_at=None).first():
            return redirect(approval.next_place(done))
        new = approval.follow_up(
            follow_up=waiting, results=data["results"], outcome=data["outcome"], actor=request.actor, now=timezone.now()
        )
        messages.success(request, _("The follow-up is done."))
        return redirect(approval.next_place(new))
    return render(
        request,
        "activityplans/follow_up.html",
        {
            "form": form,
            "plan": row,
            "goals": row.latest_revision.answers.get("goals", ""),
            "waiting": waiting,
            "asked": policy.guidelines().follow_up,
        },
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
