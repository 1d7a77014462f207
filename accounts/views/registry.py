"""Konton: the list, one account, entering and changing it, who runs it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import selectors
from accounts.errors import AccountError
from accounts.forms import AccountForm, AddAccountForm, AssignForm, CloseForm
from accounts.models import Account, Assignment
from accounts.page import account_page
from accounts.services import registry
from socialgov.look import once
from socialgov.look.forms import StaleVersion
from socialgov.organisation.web import typed
from socialgov.platforms.addresses import NotRecognised
from socialgov.policy import selectors as policy


def _readable(request: HttpRequest, pk: int) -> Account:
    return get_object_or_404(
        Account.objects.visible_to(request.actor, now=timezone.now()).select_related("unit__parent"), pk=pk
    )


def _changeable(request: HttpRequest, pk: int) -> Account:
    return get_object_or_404(
        Account.objects.changeable_by(request.actor, now=timezone.now()).select_related("unit"), pk=pk
    )


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account the person may see, with what is missing said first."""
    now = timezone.now()
    table = selectors.accounts_table(actor=request.actor, now=now)
    query = request.GET.get("q", "").replace("\0", "").strip()[:100]
    if query:
        table = table.filter(selectors.matching(query))
    shown = request.GET.get("visa", "")
    if shown == "mina":
        table = table.filter(pk__in=Account.objects.run_by(request.actor, now=now).values("pk"))
    rows = selectors.with_gaps(table, now=now)
    if shown == "saknas":
        rows = [row for row in rows if row.gaps]
    return render(request, "accounts/accounts.html", {"rows": rows, "query": query, "shown": shown})


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Paste an address, or write a name."""
    form = AddAccountForm(typed(request))
    if request.method == "POST" and form.is_valid():
        data, now = form.cleaned_data, timezone.now()
        try:
            with transaction.atomic():
                once.claim(token=data["token"], person_id=request.user.pk, now=now)
                account = registry.add(
                    name=data["name"],
                    address=data["address"],
                    platform=data["platform"],
                    unit=data["unit"],
                    actor=request.actor,
                    now=now,
                )
                once.led_to(token=data["token"], url=reverse("accounts:account", args=[account.pk]))
        except once.AlreadySent as sent:
            return redirect(sent.url or "accounts:accounts")
        except AccountError as problem:
            form.add_error(problem.field, str(problem))
        except NotRecognised as problem:
            form.add_error("address", str(problem))
        else:
            messages.success(request, _("%(name)s is in the registry.") % {"name": account})
            return redirect("accounts:account", account.pk)
    return render(request, "accounts/add.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: what has to be done, and each room's own section."""
    return render(
        request,
        "accounts/account.html",
        account_page(_readable(request, pk), actor=request.actor, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the entry. The list that is published stays as it is until a new version is."""
    row = _changeable(request, pk)
    form = AccountForm(typed(request), initial=AccountForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        changes = dict(form.cleaned_data)
        version, address = changes.pop("version"), changes.pop("address")
        try:
            registry.change(
                account=row, changes=changes, address=address, version=version, actor=request.actor, now=timezone.now()
            )
        except StaleVersion as stale:
            form.add_stale(stale)
            form.renew(Account.objects.values_list("version", flat=True).get(pk=pk))
        except AccountError as problem:
            form.add_error(problem.field, str(problem))
        except NotRecognised as problem:
            form.add_error("address", str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:account", pk)
    return render(request, "accounts/change.html", {"form": form, "account": row}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who runs the account."""
    row = _changeable(request, pk)
    now = timezone.now()
    form = AssignForm(typed(request), labels=policy.label)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            registry.assign(
                account=row,
                person=data["person"],
                role=data["role"],
                starts_on=data["starts_on"],
                actor=request.actor,
                now=now,
            )
        except AccountError as problem:
            form.add_error(problem.field, str(problem))
        else:
            messages.success(request, _("%(name)s has been added.") % {"name": data["person"].name})
            return redirect("accounts:people", pk)
    held = (
        selectors.current_assignments(timezone.localdate(now))
        .filter(account=row)
        .select_related("person__unit")
        .order_by("role", "person__sort_key")
    )
    context = {"form": form, "account": row, "assignments": [(part, policy.label(part.role)) for part in held]}
    return render(request, "accounts/people.html", context, status=422 if form.errors else 200)


@require_POST
def unassign(request: HttpRequest, pk: int, assignment: int) -> HttpResponse:
    """End a part today."""
    row = _changeable(request, pk)
    part = get_object_or_404(Assignment.objects.select_related("person"), pk=assignment, account=row)
    now = timezone.now()
    registry.unassign(assignment=part, last_day=timezone.localdate(now), actor=request.actor, now=now)
    messages.success(request, _("%(name)s no longer has that part after today.") % {"name": part.person.name})
    return redirect("accounts:people", pk)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """The account runs from today, or did already when it was entered here."""
    found = bool(request.POST.get("runs_already"))
    try:
        registry.start(account=_changeable(request, pk), actor=request.actor, now=timezone.now(), runs_already=found)
    except AccountError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The account is running. It can be published on the channel list now."))
    return redirect("accounts:account", pk)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the account for good."""
    row = _changeable(request, pk)
    form = CloseForm(typed(request))
    if request.method == "POST" and form.is_valid():
        registry.close(account=row, closed_on=form.cleaned_data["closed_on"], actor=request.actor, now=timezone.now())
        messages.success(request, _("The account is closed. It moves to earlier channels with the next version."))
        return redirect(reverse("accounts:account", args=[pk]))
    return render(request, "accounts/close.html", {"form": form, "account": row}, status=422 if form.errors else 200)
