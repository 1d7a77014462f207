"""Diarium: what is with the registrar, since when, and its number."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from socialgov.diary import cases, collecting, selectors, services
from socialgov.diary import mailboxes as boxes
from socialgov.diary.combining import NotPdfA
from socialgov.diary.forms import CaseForm, CollectedForm, MailboxForm, NumberForm
from socialgov.diary.mailboxes import NoMailbox
from socialgov.diary.models import CollectedCase, Dispatch, Mailbox
from socialgov.diary.querysets import SETS_MAILBOXES
from socialgov.organisation.models import Unit
from socialgov.organisation.permissions import NotPermitted, holds
from socialgov.organisation.stale import Stale
from socialgov.organisation.web import typed

ON_A_PAGE = 50
CHOICES = {"vantar": True, "klara": False, "": None}


@require_GET
def dispatches(request: HttpRequest) -> HttpResponse:
    """Everything sent to the registrar; what waits first when asked for (?visa=vantar)."""
    now = timezone.now()
    chosen = request.GET.get("visa", "")
    found = selectors.dispatches(request.actor, now=now, waiting=CHOICES.get(chosen))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("sida"))
    openable = set(
        Dispatch.objects.openable_by(request.actor, now)
        .filter(pk__in=[d.pk for d in page])
        .values_list("pk", flat=True)
    )
    rows = [
        {
            "dispatch": dispatch,
            "title": selectors.title_of(dispatch, with_secrets=dispatch.pk in openable),
            "number": selectors.number_of(dispatch),
        }
        for dispatch in page
    ]
    context = {
        "page": page,
        "rows": rows,
        "chosen": chosen if chosen in CHOICES else "",
        "collected": selectors.collected(request.actor, now=now),
        "may_set_mailboxes": holds(request.actor, *SETS_MAILBOXES, now=now),
        "has_mailbox": Mailbox.objects.exists(),
        "now": now,
    }
    return render(request, "diary/dispatches.html", context)


@require_POST
def send_collected(request: HttpRequest) -> HttpResponse:
    """Samla dagens: what waits of one kind, in one mail with one number."""
    form = CollectedForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    try:
        sent = collecting.send_collected(actor=request.actor, now=timezone.now(), **form.cleaned_data)
    except (collecting.NothingCollected, NoMailbox, NotPdfA) as error:
        messages.error(request, str(error))
        return redirect("diary:dispatches")
    messages.success(request, _("Sent to the registrar: %(what)s.") % {"what": selectors.title_of(sent)})
    return redirect("diary:dispatch", pk=sent.pk)


@require_GET
@never_cache
def dispatch(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing sent."""
    return _dispatch_page(request, pk, NumberForm())


@require_POST
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """The number, written in by someone signed in, for example when the registrar has called."""
    now = timezone.now()
    found = get_object_or_404(Dispatch.objects.visible_to(request.actor, now), pk=pk)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _dispatch_page(request, pk, form, status=422)
    written = form.cleaned_data["number"]
    services.receive_number(dispatch=found, number=written, actor=request.actor, now=now)
    messages.success(request, _("Diary number %(number)s is saved.") % {"number": written})
    return redirect("diary:dispatch", pk=pk)


@require_GET
@never_cache
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF as it was sent. Secret ones are not opened on a shared tablet."""
    now = timezone.now()
    found = get_object_or_404(Dispatch.objects.visible_to(request.actor, now), pk=pk)
    if found.secrecy and request.session.get("shared_tablet"):
        raise NotPermitted(_("Secret documents are not shown on a shared tablet. Sign in on a computer of your own."))
    copy = services.open_file(dispatch=found, actor=request.actor, now=now)
    response = HttpResponse(bytes(copy.content), content_type=copy.media_type)
    response["Content-Disposition"] = f'attachment; filename="{selectors.file_name(found)}"'
    return response


def _dispatch_page(request: HttpRequest, pk: int, form: NumberForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    found = get_object_or_404(selectors.dispatches(request.actor, now=now), pk=pk)
    may_open = Dispatch.objects.openable_by(request.actor, now).filter(pk=pk).exists()
    context = {
        "dispatch": found,
        "title": selectors.title_of(found, with_secrets=may_open),
        "number": selectors.number_of(found),
        "sender": selectors.sent_by(found),
        "form": form,
        "may_open": may_open,
        "may_register": Dispatch.objects.registrable_by(request.actor, now).filter(pk=pk).exists(),
        "now": now,
    }
    return render(request, "diary/dispatch.html", context, status=status)


@require_GET
def mailboxes(request: HttpRequest) -> HttpResponse:
    """Where each unit's registrar receives things."""
    units = _units(request)
    known = {mailbox.unit_id: mailbox for mailbox in Mailbox.objects.filter(unit__in=units)}
    rows = [{"unit": unit, "mailbox": known.get(unit.pk)} for unit in units]
    return render(request, "diary/mailboxes.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """Change one of them."""
    unit = get_object_or_404(_units(request), pk=unit_pk)
    known = Mailbox.objects.filter(unit=unit).first()
    initial = {"version": known.version if known else 0}
    if request.method != "POST":
        form = MailboxForm(instance=known, initial=initial | ({} if known else {"address": unit.email}))
        return render(request, "diary/mailbox.html", {"unit": unit, "form": form})
    form = MailboxForm(request.POST, instance=known)
    if form.is_valid():
        try:
            boxes.set_mailbox(unit=unit, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The registrar's mailbox is saved."))
            return redirect("diary:mailboxes")
        except boxes.StaleMailbox as error:
            form.renew(error.mailbox.version)
            form.add_error(None, str(error))
    return render(request, "diary/mailbox.html", {"unit": unit, "form": form}, status=422)


@require_GET
def collected_cases(request: HttpRequest) -> HttpResponse:
    """The numbers of this year's and the next year's collective cases."""
    units = list(_units(request))
    year = timezone.localdate().year
    known = {
        (case.unit_id, case.year): case.number for case in CollectedCase.objects.filter(unit__in=units, year__gte=year)
    }
    years = [year, year + 1]
    rows = [{"unit": unit, "numbers": [(y, known.get((unit.pk, y), "")) for y in years]} for unit in units]
    return render(request, "diary/cases.html", {"rows": rows, "years": years})


@require_http_methods(["GET", "POST"])
def collected_case(request: HttpRequest, unit_pk: int, year: int) -> HttpResponse:
    """Write in one of them."""
    now = timezone.now()
    unit = get_object_or_404(_units(request), pk=unit_pk)
    if year not in (timezone.localdate(now).year, timezone.localdate(now).year + 1):
        raise Http404
    known = CollectedCase.objects.filter(unit=unit, year=year).first()
    initial = {"number": known.number if known else "", "version": known.version if known else 0}
    form = CaseForm(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            cases.set_case(unit=unit, year=year, actor=request.actor, now=now, **form.cleaned_data)
        except Stale as stale:
            if stale.row.number == form.cleaned_data["number"]:
                return redirect("diary:cases")
            form.add_stale(stale)
            form.renew(stale.row.version)
        else:
            messages.success(request, _("The number of the collective case is saved."))
            return redirect("diary:cases")
    context = {"unit": unit, "year": year, "form": form}
    return render(request, "diary/case.html", context, status=422 if form.errors else 200)


def _units(request: HttpRequest):
    """Boards and the municipality, where the actor may set the mailbox. Raises NotPermitted when nowhere."""
    now = timezone.now()
    if not holds(request.actor, *SETS_MAILBOXES, now=now):
        raise NotPermitted
    units = Unit.objects.where(request.actor, *SETS_MAILBOXES, now=now).filter(closed_on=None)
    return units.filter(kind__in=[Unit.Kind.MUNICIPALITY, Unit.Kind.BOARD])
