"""Several comments at once: first which they are and what will happen, then one button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from moderation import together as several
from moderation.forms import TogetherForm
from moderation.views.frame import pane
from socialgov.look.toasts import toast
from socialgov.organisation.web import typed
from socialgov.policy import selectors as policy


@require_http_methods(["GET", "POST"])
def together(request: HttpRequest) -> HttpResponse:
    """The chosen ones, each shown, with one measure for all."""
    now = timezone.now()
    asked = request.POST.get("ids", "").split(",") if request.method == "POST" else request.GET.getlist("id")
    rows = several.chosen(asked[: TogetherForm.MOST], actor=request.actor, now=now)
    if not rows:
        return redirect("moderation:queue")
    measure = request.POST.get("measure") or {"dolj": "hide", "ta-bort": "remove"}.get(
        request.GET.get("gor", ""), "no_answer"
    )
    categories = policy.removal_categories()
    form = TogetherForm(
        typed(request),
        categories=categories,
        initial={
            "ids": ",".join(str(row.item.pk) for row in rows),
            "measure": measure,
            "category": several.alike(rows),
        },
    )
    if request.method == "POST" and form.is_valid():
        result = several.perform(
            rows,
            measure=form.cleaned_data["measure"],
            why=form.cleaned_data["why"],
            category=form.cleaned_data["category"],
            actor=request.actor,
            now=now,
        )
        if result.done:
            words = ngettext("%(count)s comment is done.", "%(count)s comments are done.", result.done)
            toast(request, words % {"count": result.done})
        if not result.refused:
            return redirect("moderation:queue")
        context = {"rows": [r for r in rows if r.item.pk in result.refused], "refused": result.refused.items()}
        return pane(
            request,
            "moderation/includes/_together_refused.html",
            context,
            now=now,
            status=422,
            title=_("Several at once"),
        )
    context = {
        "form": form,
        "rows": rows,
        "measure": measure,
        "action": reverse("moderation:together"),
        "impossible": several.impossible(rows, measure),
    }
    status = 422 if form.errors else 200
    return pane(
        request, "moderation/includes/_together.html", context, now=now, status=status, title=_("Several at once")
    )
