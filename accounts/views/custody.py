"""Inloggningar: how a login is kept, and opening one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import asked_for, selectors
from accounts.errors import AccountError
from accounts.forms import CustodyForm, OpenLoginForm
from accounts.models import Account, Custody
from accounts.services import custody
from socialgov.look.forms import StaleVersion
from socialgov.organisation.signing import NeedsReauthentication
from socialgov.organisation.web import authenticated_at, to_reauthentication, typed
from socialgov.policy.citing import cite


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how the login is kept."""
    now = timezone.now()
    account = get_object_or_404(Account.objects.changeable_by(request.actor, now=now), pk=pk)
    kept = selectors.custody_of(account)
    initial = {"form": asked_for.custody_form(), "version": 0}
    if kept:
        initial = {
            name: getattr(kept, name)
            for name in ("form", "vault_reference", "code_recipient", "code_is_private", "recovery_email", "version")
        } | {"full_control": kept.full_control.all()}
    form = CustodyForm(
        typed(request),
        initial=initial,
        candidates=selectors.custody_candidates(account, now=now),
        has_deposit=bool(kept and kept.deposit),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        login = custody.Login(data["user_name"], data["password"]) if data["password"] else None
        try:
            custody.keep(
                account=account,
                form=data["form"],
                login=login,
                vault_reference=data["vault_reference"],
                full_control=tuple(data["full_control"]),
                code_recipient=data["code_recipient"],
                code_is_private=data["code_is_private"],
                recovery_email=data["recovery_email"],
                version=data["version"],
                actor=request.actor,
                now=now,
            )
        except StaleVersion as stale:
            form.add_stale(stale)
            form.renew(Custody.objects.values_list("version", flat=True).get(account=account))
        except AccountError as problem:
            form.add_error(problem.field, str(problem))
        else:
            messages.success(request, _("Saved. The password is kept encrypted.") if login else _("Saved."))
            return redirect("accounts:account", pk)
    return render(
        request,
        "accounts/custody.html",
        {"form": form, "account": account, "kept": kept, "asked": str(cite("custody"))},
        status=422 if form.errors else 200,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def open_login(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a deposited login once, to a custodian who has just signed in again and says why."""
    now = timezone.now()
    account = get_object_or_404(Account.objects.custody_of(request.actor, now=now), pk=pk)
    form = OpenLoginForm(typed(request))
    login = None
    if request.method == "POST" and form.is_valid():
        try:
            login = custody.open_login(
                account=account,
                why=form.cleaned_data["why"],
                reauthenticated_at=authenticated_at(request),
                actor=request.actor,
                now=now,
            )
        except NeedsReauthentication:
            return to_reauthentication(request)
        except AccountError as problem:
            form.add_error(problem.field, str(problem))
    return render(
        request,
        "accounts/open_login.html",
        {"form": form, "account": account, "login": login},
        status=422 if form.errors else 200,
    )


@require_POST
def tried(request: HttpRequest, pk: int) -> HttpResponse:
    """The login was tried today and works."""
    now = timezone.now()
    kept = Account.objects.changeable_by(request.actor, now=now).filter(custody__isnull=False)
    account = get_object_or_404(kept, pk=pk)
    custody.record_trial(account=account, tried_on=timezone.localdate(now), actor=request.actor, now=now)
    messages.success(request, _("Noted: the login works today."))
    return redirect("accounts:account", pk)
