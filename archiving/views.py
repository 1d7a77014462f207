"""Pages of the archive: what is due when, one account's captures, one capture, its files, handing in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Account
from archiving import blobs, captures, schedule, seals, selectors, sending, uploads
from archiving.forms import HandInForm
from archiving.models import Capture, CaptureFile
from archiving.permissions import capturable_by
from socialgov.diary import cases
from socialgov.diary import selectors as diary
from socialgov.diary.mailboxes import NoMailbox
from socialgov.look.forms import StaleVersion
from socialgov.look.toasts import toast
from socialgov.organisation.permissions import allows

SHOWN_COPIES = 50
SHOWN_INLINE = frozenset({"image/png", "application/pdf"})


@require_GET
def overview(request):
    now = timezone.now()
    rows = selectors.overview(request.actor, now=now)
    page = Paginator(rows, 50).get_page(request.GET.get("sida"))
    may = set(capturable_by(request.actor, now=now).values_list("pk", flat=True))
    return render(request, "archiving/overview.html", {"page": page, "may_capture": may, "now": now})


@require_GET
def account(request, pk):
    now = timezone.now()
    shown = get_object_or_404(Account.objects.visible_to(request.actor, now=now).select_related("unit"), pk=pk)
    context = {
        "account": shown,
        "due": schedule.due_for(shown, now=now),
        "captures": selectors.captures_of(shown),
        "evidence": selectors.evidence_of(shown, actor=request.actor, now=now)[:SHOWN_COPIES],
        "may_capture": _may(request, shown, now),
        "now": now,
    }
    return render(request, "archiving/account.html", context)


@require_GET
def capture(request, pk):
    now = timezone.now()
    shown = get_object_or_404(
        Capture.objects.visible_to(request.actor, now=now).select_related("account__unit", "ordered_by", "kept_by"),
        pk=pk,
    )
    files = list(shown.files.select_related("blob"))
    context = {
        "capture": shown,
        "pictures": [file for file in files if file.role == CaptureFile.Role.PICTURE],
        "documents": [file for file in files if file.role != CaptureFile.Role.PICTURE],
        "seal": seals.seal_of(shown),
        "case": cases.case_for(shown.account.unit, now=shown.kept_at or now),
        "with_registrar": diary.under_way(shown, kind=sending.KIND),
        "numbers": diary.numbers_of(shown),
        "may_capture": _may(request, shown.account, now),
        "now": now,
    }
    return render(request, "archiving/capture.html", context)


@require_GET
@cache_control(private=True, max_age=3600, immutable=True)
def file(request, pk, file_pk):
    now = timezone.now()
    held = get_object_or_404(Capture.objects.visible_to(request.actor, now=now), pk=pk)
    kept = get_object_or_404(held.files.select_related("blob"), pk=file_pk)
    etag = f'"{kept.blob.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    try:
        content = blobs.open(kept.blob)
    except (blobs.StorageUnavailable, blobs.FileDamaged) as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    name = f"{held.account.name} {timezone.localdate(held.kept_at or held.ordered_at)} {kept.name}"
    inline = kept.blob.media_type in SHOWN_INLINE and "ladda-ned" not in request.GET
    return FileResponse(
        content,
        as_attachment=not inline,
        filename=name,
        content_type=kept.blob.media_type if kept.blob.media_type in SHOWN_INLINE else "application/octet-stream",
        headers={"ETag": etag, "Content-Length": str(kept.blob.size)},
    )


@require_POST
def send(request, pk):
    now = timezone.now()
    kept = get_object_or_404(Capture.objects.visible_to(request.actor, now=now).select_related("account__unit"), pk=pk)
    try:
        sending.send(capture=kept, actor=request.actor, now=now)
    except (sending.NothingToSend, NoMailbox, blobs.StorageUnavailable, blobs.FileDamaged) as error:
        toast(request, str(error), level=messages.ERROR)
    else:
        toast(request, _("Sent to the registrar. The number comes here when it is registered."))
    return redirect("archiving:capture", pk=pk)


@require_POST
def order(request, pk):
    now = timezone.now()
    wanted = get_object_or_404(Account.objects.visible_to(request.actor, now=now), pk=pk)
    try:
        ordered = captures.order(account=wanted, kind=Capture.Kind.ORDERED, actor=request.actor, now=now)
    except captures.NothingToCapture as error:
        toast(request, str(error), level=messages.ERROR)
        return redirect("archiving:account", pk=pk)
    toast(request, _("The picture is ordered. You can leave the page."))
    return redirect("archiving:capture", pk=ordered.pk)


@require_http_methods(["GET", "POST"])
def hand_in(request, pk):
    now = timezone.now()
    target = get_object_or_404(capturable_by(request.actor, now=now).select_related("unit"), pk=pk)
    waiting = selectors.waiting_for_help(target)
    start = {"capture": waiting.pk, "version": waiting.version} if waiting else {}
    form = HandInForm(request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            kept = captures.hand_in(
                account=target,
                files=form.cleaned_data["files"],
                kind=form.cleaned_data["kind"],
                capture=selectors.capture_of(target, form.cleaned_data["capture"]),
                version=form.cleaned_data["version"],
                actor=request.actor,
                now=now,
            )
        except uploads.BadUpload as error:
            form.add_error("files", str(error))
        except StaleVersion as error:
            form.add_stale(error, now)
        except (blobs.StorageUnavailable, blobs.FileDamaged) as error:
            form.add_error(None, str(error))
        else:
            toast(request, _("The pictures are saved. They are sealed within a few minutes."))
            return redirect("archiving:capture", pk=kept.pk)
    context = {"account": target, "form": form, "waiting": waiting, "now": now}
    return render(request, "archiving/hand_in.html", context, status=200 if not form.errors else 422)


def _may(request, of: Account, now) -> bool:
    return allows(lambda who: capturable_by(who, now=now), of, request.actor)
