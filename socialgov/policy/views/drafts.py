"""The draft of the next guidelines: read, changed setting by setting, and adopted. For who may adopt."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from socialgov.look.forms import StaleVersion
from socialgov.look.toasts import toast
from socialgov.organisation.web import typed
from socialgov.policy import draft_page, drafting, loading, previewing, selectors, services, spoken
from socialgov.policy.editing import arranging, checking, toml, tree
from socialgov.policy.editing.units import UNITS, unit_of
from socialgov.policy.forms.drafts import AdoptDraftForm, DiscardForm, SettingForm, StartForm, UploadForm
from socialgov.policy.models import Draft, Preview
from socialgov.policy.permissions import adopting


@require_GET
def draft(request: HttpRequest) -> HttpResponse:
    """The draft as it reads, each setting with its button; without one, the ways to begin."""
    adopting(request.actor, now=timezone.now())
    return _page(request)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a draft: from what is in force, or from a profile."""
    now = timezone.now()
    actor = adopting(request.actor, now=now)
    form = StartForm(request.POST)
    from_profile = "profile" in request.POST or not selectors.guidelines_adopted()
    if from_profile and not form.is_valid():
        return _page(request, start_form=form, status=422)
    drafting.start(profile=form.cleaned_data["profile"] if from_profile else "", actor=actor, now=now)
    return redirect("policy:draft")


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take in a file as the draft."""
    now = timezone.now()
    actor = adopting(request.actor, now=now)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            drafting.upload(
                text=form.cleaned_data["text"], file=form.cleaned_data["file"].name,
                version=form.cleaned_data["version"], actor=actor, now=now,
            )  # fmt: skip
        except loading.ProfileError as error:
            form.refuse(error)
        except StaleVersion as stale:
            form.add_stale(stale, now)
            form.renew(_version())
        except drafting.DraftRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("The file is read. It is the draft now."))
            return redirect("policy:draft")
    return _page(request, upload_form=form, status=422)


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Throw the draft away."""
    now = timezone.now()
    actor = adopting(request.actor, now=now)
    form = DiscardForm(request.POST)
    if form.is_valid():
        try:
            drafting.discard(version=form.cleaned_data["version"], actor=actor, now=now)
        except StaleVersion as stale:
            form.add_stale(stale, now)
            form.renew(_version())
        else:
            toast(request, _("The draft is thrown away. What is in force is as it was."))
            return redirect("policy:guidelines")
    return _page(request, discard_form=form, status=422)


def _version() -> int:
    standing = drafting.living()
    return standing.version if standing else 0


def _page(request: HttpRequest, *, status: int = 200, **forms) -> HttpResponse:
    standing = drafting.living()
    version = {"version": standing.version if standing else 0}
    context = {
        "draft": standing,
        "page": draft_page.read(standing) if standing else None,
        "in_force": selectors.guidelines_adopted(),
        "start_form": StartForm(),
        "upload_form": UploadForm(initial=version),
        "discard_form": DiscardForm(initial=version, auto_id="discard_%s"),
    }
    return render(request, "policy/draft.html", context | forms, status=status)


@require_http_methods(["GET", "POST"])
def setting(request: HttpRequest, path: str) -> HttpResponse:
    """One setting. What is typed is kept, whole or not; a value that cannot be at all is refused."""
    now = timezone.now()
    actor = adopting(request.actor, now=now)
    if path not in UNITS:
        raise Http404
    standing = drafting.living()
    if standing is None:
        return redirect("policy:draft")
    of = tree.node(standing.content, path)
    form = SettingForm(of, request.POST if request.method == "POST" else _as_typed(standing, of))
    valid = form.is_valid()
    if request.method == "POST" and valid:
        do = request.POST.get("do", "")
        wish = arranging.wish(do, of, form.new_keys)
        try:
            drafting.save(
                path=path, new=tree.read(of, form.cleaned_data), version=form.cleaned_data["version"], wish=wish,
                actor=actor, now=now,
            )  # fmt: skip
        except StaleVersion as stale:
            form.add_stale(stale, now)
            form.renew(_version())
        except drafting.DraftRefused as refused:
            form.add_error(None, str(refused))
        else:
            return _saved(request, path, stay=bool(do))
    elif request.method == "GET":
        form.show(_faults_of(standing, path))
    refused = request.method == "POST"
    context = {"form": form, "of": of, "unit": UNITS[path], "draft": standing, "refused": refused}
    return render(request, "policy/draft_setting.html", context, status=422 if refused else 200)


def _as_typed(standing: Draft, of: tree.Node):
    data = tree.typed(of)
    data["version"] = str(standing.version)
    return data


def _faults_of(standing: Draft, path: str) -> list[loading.Fault]:
    return [one for one in checking.faults(standing.content, standing.origin) if unit_of(one.key) == path]


def _saved(request: HttpRequest, path: str, *, stay: bool) -> HttpResponse:
    standing = drafting.living()
    left = standing is not None and _faults_of(standing, path)
    if left and not stay:
        toast(request, _("Saved in the draft. Something is left to put right."))
    elif not stay:
        toast(request, _("Saved in the draft. It holds when it is adopted."))
    if stay or left:
        return redirect("policy:draft_setting", path)
    return redirect(f"{reverse('policy:draft')}#{path}")


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest) -> HttpResponse:
    """What changes, and the decision that puts it in force."""
    now = timezone.now()
    actor = adopting(request.actor, now=now)
    standing = drafting.living()
    if standing is None and request.method == "GET":
        return redirect("policy:draft")
    latest = selectors.versions().first()
    seen = latest.pk if latest else 0
    page = draft_page.read(standing) if standing else None
    every = page.document.revision.counted if page else None
    form = AdoptDraftForm(
        typed(request),
        every=spoken.span(every) if every else "",
        initial={"version": standing.version if standing else 0, "seen": seen},
    )
    if request.method == "POST" and form.is_valid():
        try:
            drafting.adopt(actor=actor, now=now, **form.cleaned_data)
        except StaleVersion as stale:
            form.add_stale(stale, now)
            form.renew(_version())
            form.renew_seen(seen)
        except (drafting.DraftRefused, services.AdoptionRefused) as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("The guidelines are in force."))
            return redirect("policy:guidelines")
    context = {"form": form, "draft": standing, "page": page, "in_force": latest}
    return render(request, "policy/draft_adopt.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def changes(request: HttpRequest) -> HttpResponse:
    """What the draft would change, worked out in the background; asked for with the button."""
    now = timezone.now()
    actor = adopting(request.actor, now=now)
    standing = drafting.living()
    if standing is None:
        return redirect("policy:draft")
    refused = ""
    if request.method == "POST":
        try:
            previewing.ask(actor=actor, now=now)
        except drafting.DraftRefused as error:
            refused = str(error)
        else:
            return redirect("policy:draft_changes")
    work = previewing.latest_of(standing)
    etag = _etag(standing, work)
    if request.headers.get("If-None-Match") == etag and not refused:
        return HttpResponseNotModified()
    context = {
        "draft": standing,
        "work": work,
        "refused": refused,
        "outdated": work is not None and previewing.is_outdated(work, standing),
        "groups": previewing.groups_of(work) if work and work.state == Preview.State.DONE else [],
    }
    response = render(request, "policy/draft_changes.html", context, status=409 if refused else 200)
    response["ETag"] = etag
    return response


def _etag(standing: Draft, work: Preview | None) -> str:
    latest = selectors.versions().values_list("pk", flat=True).first()
    seen = (standing.pk, standing.version, latest, *((work.pk, work.state, work.done, work.total) if work else ()))
    return f'"{"-".join(map(str, seen))}"'


@require_GET
def changes_of(request: HttpRequest, group: str) -> HttpResponse:
    """Everything of one kind that the draft would change."""
    adopting(request.actor, now=timezone.now())
    standing = drafting.living()
    work = previewing.latest_of(standing) if standing else None
    found = previewing.groups_of(work, only=group) if work else []
    if not found:
        raise Http404
    return render(request, "policy/draft_changes_of.html", {"group": found[0], "work": work})


@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The draft as a file that can be read in again."""
    adopting(request.actor, now=timezone.now())
    standing = drafting.living()
    if standing is None:
        raise Http404
    return as_file(standing.content, name=f"riktlinjer-utkast-{standing.version}.toml")


def as_file(content: dict, *, name: str) -> HttpResponse:
    """Guidelines as TOML to keep."""
    response = HttpResponse(toml.write(content), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
