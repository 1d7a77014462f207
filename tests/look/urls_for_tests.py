"""The project's addresses and some pages that only tests need: a public page, a form, failures."""

from pathlib import Path

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template import engines
from django.urls import path
from django.utils import timezone

from socialgov.look import once, toasts
from socialgov.look.forms import HouseForm, Once, Versioned
from socialgov.look.style_sample import NOW, clocks
from socialgov.urls import handler400, handler403, handler404
from socialgov.urls import urlpatterns as real

__all__ = ["handler400", "handler403", "handler404", "urlpatterns"]
done: list[str] = []


class ReplyForm(Once, Versioned, HouseForm):
    text = forms.CharField(label="Svar", max_length=200, widget=forms.Textarea, help_text="Svara kort.")
    secret = forms.CharField(label="Lösenord", required=False, widget=forms.PasswordInput)


class ReportForm(HouseForm):
    what = forms.CharField(
        label="Vad vill du anmäla?", help_text="Beskriv kort.", widget=forms.Textarea(attrs={"rows": 2})
    )
    why = forms.ChoiceField(label="Varför?", choices=[("a", "Hot"), ("b", "Reklam")])
    sure = forms.BooleanField(label="Jag vill ha svar", required=False)


def _page(request, name, context):
    source = (Path(__file__).parent / "pages" / name).read_text(encoding="utf-8")
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def form(request):
    filled = ReplyForm(request.POST or None, initial={"version": 3})
    if request.method == "POST" and filled.is_valid():
        token = filled.cleaned_data["token"]
        try:
            with transaction.atomic():
                once.claim(token=token, person_id=request.user.pk, now=timezone.now())
                done.append(filled.cleaned_data["text"])
                url = once.led_to(token=token, url="/style/")
        except once.AlreadySent as sent:
            url = sent.url
        else:
            toasts.toast(request, "Svaret skickas om 20 sek.", undo_url="/prov/undo/")
        return redirect(url)
    return _page(request, "form.html", {"form": filled})


def part(request):
    return HttpResponse("<h2>Ny del</h2><p>Innehåll</p>")


def undo(request):
    toasts.toast(request, "Ångrat.")
    return redirect("/style/")


@login_not_required
def public(request):
    report = ReportForm({"what": ""})
    report.is_valid()
    return _page(request, "public.html", {"form": report, "clock": clocks()[4][0], "now": NOW})


def forbidden(request):
    raise PermissionDenied


@login_not_required
def bad(request):
    raise SuspiciousOperation


@login_not_required
def broken(request):
    raise RuntimeError("meant")


@login_not_required
def too_many(request):
    return render(request, "429.html", status=429)


urlpatterns = [
    *real,
    path("prov/form/", form),
    path("prov/part/", part),
    path("prov/undo/", undo),
    path("prov/public/", public),
    path("prov/forbidden/", forbidden),
    path("prov/bad/", bad),
    path("prov/broken/", broken),
    path("prov/too-many/", too_many),
]
