"""Anmäl en kommentar, anmäl falskt konto, and what became of a report. Without sign-in and without script."""

import hashlib
import logging

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Account
from moderation.errors import ModerationError
from moderation.models import Item
from moderation.public_forms import ImpostorForm, ReportForm, StatusForm
from moderation.selectors.detail import report_status
from moderation.services.reports import report_content
from moderation.wording import receipt

log = logging.getLogger(__name__)
MOST_REPORTS, MOST_LOOKUPS, WITHIN = 10, 60, 600  # per sender, seconds


def _too_many(request: HttpRequest, what: str, most: int) -> bool:
    """Whether this sender has asked too often. Without Redis nobody is turned away: a report matters more."""
    sender = hashlib.sha256(f"{settings.SECRET_KEY}{get_adapter().get_client_ip(request)}".encode()).hexdigest()[:32]
    key = f"public:{what}:{sender}"
    try:
        cache.add(key, 0, WITHIN)
        return cache.incr(key) > most
    except Exception as problem:
        log.warning("reports are not counted: %s", type(problem).__name__)
        return False


def _account(request: HttpRequest) -> Account | None:
    asked = request.GET.get("konto", "")
    if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
        return None
    return Account.objects.on_list().filter(pk=int(asked)).first()


@login_not_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """*Anmäl en kommentar* (ATV-30)."""
    start = {"account": _account(request), "address": request.GET.get("adress", "")[:1000]}
    form = ReportForm(request.POST or None, initial=start)
    return _received(request, form, "moderation/public/report.html", impostor=False)


@login_not_required
@require_http_methods(["GET", "POST"])
def impostor(request: HttpRequest) -> HttpResponse:
    """*Anmäl falskt konto*."""
    form = ImpostorForm(request.POST or None, initial={"address": request.GET.get("adress", "")[:1000]})
    return _received(request, form, "moderation/public/impostor.html", impostor=True)


def _received(request: HttpRequest, form: Form, template: str, *, impostor: bool) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["website"]:
            return redirect("moderation:report_status")
        if _too_many(request, "report", MOST_REPORTS):
            form.add_error(None, _("Many reports have come from your network. Wait ten minutes and send again."))
        else:
            try:
                item = report_content(
                    text=data["text"],
                    address=data["address"],
                    account=data.get("account"),
                    email=data["email"],
                    impostor=impostor,
                    now=timezone.now(),
                )
            except ModerationError as problem:
                form.add_error(getattr(problem, "field", None), str(problem))
            else:
                return redirect("moderation:report_received", number=item.receipt)
    return render(request, template, {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_GET
def received(request: HttpRequest, number: int) -> HttpResponse:
    """The receipt: the number to keep."""
    if not Item.objects.filter(kind=Item.Kind.REPORT, receipt=number).exists():
        return redirect("moderation:report_status")
    return render(request, "moderation/public/received.html", {"receipt": receipt(number)})


@login_not_required
@require_GET
def status(request: HttpRequest) -> HttpResponse:
    """What became of a report, by its number. Nothing of what anyone wrote is told."""
    form = StatusForm(request.GET if "nummer" in request.GET else None)
    answer = None
    if form.is_bound and form.is_valid():
        if _too_many(request, "status", MOST_LOOKUPS):
            form.add_error(None, _("Many questions have come from your network. Wait ten minutes and ask again."))
        else:
            answer = report_status(form.cleaned_data["nummer"], now=timezone.now())
            if answer is None:
                form.add_error("nummer", _("We find no report with that number. Look at the receipt again."))
    return render(
        request, "moderation/public/status.html", {"form": form, "answer": answer}, status=422 if form.errors else 200
    )
