"""*Skicka vidare*, *Skicka till registrator*, *Larma*: someone else gets to know."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moderation.errors import ModerationError
from moderation.forms import AlarmForm, ForwardForm, RegistrarForm
from moderation.models import Item
from moderation.page import item_page
from moderation.selectors.routes import ways_in_use
from moderation.services import alarms, forwarding, records
from moderation.services.routes import SETS_ROUTES
from moderation.views.frame import REFUSALS, answerable, pane, to_item
from socialgov.diary.mailboxes import NoMailbox
from socialgov.look.toasts import toast
from socialgov.organisation.permissions import holds
from socialgov.organisation.web import typed
from socialgov.transitions import IllegalTransition

WANTED = {"records_request": "records", "fault_report": "fault", "damage": "damage"}


@require_http_methods(["GET", "POST"])
def forward(request: HttpRequest, pk: int) -> HttpResponse:
    """*Skicka vidare*: a colleague gets a mail and need not sign in."""
    now = timezone.now()
    row = answerable(request, pk, now)
    ways = ways_in_use()
    route = request.GET.get("vag", "")
    initial = {"route": route if route in ways else WANTED.get(row.suggestion, "")}
    form = ForwardForm(typed(request), item=row, now=now, ways=ways, initial=initial)
    if request.method == "POST" and form.is_valid():
        cleaned = {key: value for key, value in form.cleaned_data.items() if key != "token"}
        try:
            sent = forwarding.forward(item=row, actor=request.actor, now=now, **cleaned)
        except (ModerationError, IllegalTransition) as problem:
            field = {"to": "address"}.get(getattr(problem, "field", None) or "", getattr(problem, "field", None))
            form.add_error(field if field in form.fields else None, str(problem))
        else:
            done = _("Forwarded to %(address)s.") % {"address": sent.address}
            toast(request, f"{done} {_('A text to the one who wrote stands in the reply.')}" if sent.citizen else done)
            return to_item(request, pk)
    context = {
        "form": form,
        "item": row,
        "latest": item_page(row, actor=request.actor, now=now)["latest"],
        "may_set_routes": holds(request.actor, *SETS_ROUTES, now=now),
    }
    status = 422 if form.errors else 200
    return pane(request, "moderation/includes/_forward.html", context, now=now, status=status, title=_("Forward"))


@require_http_methods(["GET", "POST"])
def registrar(request: HttpRequest, pk: int) -> HttpResponse:
    """*Skicka till registrator*. The number comes back by itself."""
    now = timezone.now()
    row = answerable(request, pk, now)
    latest = item_page(row, actor=request.actor, now=now)["latest"]
    words = "" if row.secrecy or latest is None else Truncator(" ".join(latest.text.split())).chars(60)
    subject = f"{row.get_kind_display()}: {words}" if words else str(row.get_kind_display())
    form = RegistrarForm(typed(request), initial={"subject": subject, "case_number": row.case_number})
    if request.method == "POST" and form.is_valid():
        try:
            records.to_registrar(
                item=row,
                subject=form.cleaned_data["subject"],
                case_number=form.cleaned_data["case_number"],
                actor=request.actor,
                now=now,
            )
        except NoMailbox as problem:
            form.add_error(None, str(problem))
        except ModerationError as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            toast(request, _("Sent to the registrar. The number comes here when it is registered."))
            return to_item(request, pk)
    context = {"form": form, "item": row, "latest": latest, "why": records.stands_on(row)}
    status = 422 if form.errors else 200
    return pane(
        request, "moderation/includes/_registrar.html", context, now=now, status=status, title=_("Send to registrar")
    )


@require_http_methods(["GET", "POST"])
def alarm(request: HttpRequest, pk: int) -> HttpResponse:
    """*Larma*: several people are told at the same moment."""
    now = timezone.now()
    row = answerable(request, pk, now)
    form = AlarmForm(typed(request), initial={"kind": _kind_guess(row)})
    if request.method == "POST" and form.is_valid():
        try:
            raised = alarms.raise_alarm(
                item=row, kind=form.cleaned_data["kind"], note=form.cleaned_data["note"], actor=request.actor, now=now
            )
        except REFUSALS as problem:
            messages.error(request, str(problem))
            return redirect(request.path)
        names = ", ".join(person.name for person in raised.told.all()[:4])
        toast(request, _("The alarm is raised. Told: %(names)s.") % {"names": names})
        return to_item(request, pk)
    told = alarms.to_be_told(row, now=now).values()
    context = {"form": form, "item": row, "told": list(told)}
    status = 422 if form.errors else 200
    return pane(request, "moderation/includes/_alarm.html", context, now=now, status=status, title=_("Raise the alarm"))


def _kind_guess(row: Item) -> str:
    return {"threat": "threat", "distress": "life", "fraud": "fraud", "impostor": "fraud"}.get(row.suggestion, "")
