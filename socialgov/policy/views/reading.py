"""Riktlinjer and Så gör vi. Readable by everyone signed in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from socialgov.look.forms import StaleVersion
from socialgov.look.toasts import toast
from socialgov.organisation.web import typed
from socialgov.policy import draft_page, drafting, loading, selectors, sentences, services
from socialgov.policy import guidance as handbook
from socialgov.policy.forms.adopting import AdoptForm
from socialgov.policy.models import Adopted
from socialgov.policy.permissions import adopting, may_adopt
from socialgov.policy.views.drafts import as_file


@require_GET
def guidelines(request: HttpRequest) -> HttpResponse:
    """The guidelines in force."""
    return _read(request, selectors.current())


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest) -> HttpResponse:
    """Put one of the profiles in force, as the municipality has decided."""
    now = timezone.now()
    actor = adopting(request.actor, now=now)
    latest = selectors.versions().first()
    form = AdoptForm(typed(request), initial={"version": latest.pk if latest else 0})
    if request.method == "POST" and form.is_valid():
        decision = dict(form.cleaned_data)
        try:
            services.adopt_profile(actor=actor, now=now, seen=decision.pop("version"), **decision)
        except StaleVersion as stale:
            form.add_stale(stale, now)
            form.renew(selectors.versions().values_list("pk", flat=True).first() or 0)
        except services.AdoptionRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("The guidelines are in force."))
            return redirect("policy:guidelines")
    return render(request, "policy/adopt.html", {"form": form, "in_force": latest}, status=422 if form.errors else 200)


@require_GET
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, in force or earlier."""
    return _read(request, get_object_or_404(Adopted, pk=pk))


@require_GET
def version_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A version as a file, for who keeps or copies guidelines."""
    adopted = get_object_or_404(Adopted, pk=pk)
    return as_file(loading.as_data(adopted.document), name=f"riktlinjer-{adopted.decided_on}-{adopted.pk}.toml")


def _read(request: HttpRequest, adopted: Adopted) -> HttpResponse:
    versions = list(selectors.versions().defer("content"))
    may = may_adopt(request.actor, now=timezone.now())
    context = {
        "adopted": adopted,
        "about": adopted.document.about,
        "sections": sentences.sections(adopted.document),
        "versions": versions,
        "in_force": adopted.pk == versions[0].pk,
        "differences": draft_page.changed_since(adopted),
        "has_draft": may and drafting.living() is not None,
        "may_adopt": may,
    }
    return render(request, "policy/guidelines.html", context)


@require_GET
def guidance(request: HttpRequest) -> HttpResponse:
    """Så gör vi: the handbook, and the button that says one has read it."""
    document = selectors.current().document
    context = {
        "chapters": handbook.chapters(document),
        "minutes": handbook.minutes(document),
        "content_hash": handbook.digest(document),
        "confirmed_at": selectors.confirmed_at(request.actor.own_id, document=document),
        "first": bool(request.GET.get("forst")),
    }
    return render(request, "policy/guidance.html", context)


@require_POST
def confirm_guidance(request: HttpRequest) -> HttpResponse:
    """One has read it."""
    try:
        services.confirm_guidance(
            content_hash=request.POST.get("content_hash", ""), actor=request.actor, now=timezone.now()
        )
    except services.TextHasChanged as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Thank you. We ask again only when the text changes."))
        if request.POST.get("forst"):
            return redirect(settings.LOGIN_REDIRECT_URL)
    return redirect("policy:guidance")
