"""A saved copy's own page: what was kept, when and from where, its card, its seal, and a check of it all."""

import base64

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from archiving import blobs, checking, seals, selectors
from archiving import evidence as copies
from archiving.models import Evidence
from socialgov.look.toasts import toast
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.web import SignedInRequest
from socialgov.pdf import pictures
from socialgov.policy.categories import KNOWN

AWAY = (blobs.StorageUnavailable, blobs.FileDamaged)
MOST_SHEETS = 6


@require_http_methods(["GET", "POST"])
@never_cache
def evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """The copy. A sensitive one shows what it says only when asked for by POST, and the opening is journaled."""
    now = timezone.now()
    kept = _kept(request, pk, now)
    sensitive = copies.is_sensitive(kept)
    shown, sheets, problem = None, [], ""
    if not sensitive or request.method == "POST":
        _not_on_a_shared_tablet(request, kept)
        try:
            shown = selectors.saved(copies.read(kept, actor=request.actor, now=now))
            sheets = _sheets(kept, inline=sensitive)
        except AWAY as error:
            problem = str(error)
    known = KNOWN.get(kept.category)
    context = {
        "kept": kept,
        "shown": shown,
        "sheets": sheets,
        "problem": problem,
        "sensitive": sensitive,
        "never_copied": kept.category in copies.NEVER_COPIED,
        "category": known.label if known else "",
        "seal": seals.seal_of(kept),
        "readers": selectors.readers_of(kept) if kept.secrecy else [],
        "last_check": checking.last_check(kept),
        "about_url": next(iter(_pages(request, kept, now)), ""),
        "now": now,
    }
    return render(request, "archiving/evidence.html", context)


@require_POST
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """*Kontrollera*: hash what is kept anew, and say whether it is the same."""
    now = timezone.now()
    try:
        result = checking.check(_kept(request, pk, now), actor=request.actor, now=now)
    except blobs.StorageUnavailable as error:
        toast(request, str(error), level=messages.ERROR)
    else:
        if result.holds:
            toast(request, _("It is the same as when it was saved."))
        else:
            toast(request, _("It is not the same as when it was saved."), level=messages.ERROR)
    return redirect("archiving:evidence", pk)


@require_http_methods(["GET", "POST"])
@never_cache
def card(request: SignedInRequest, pk: int) -> HttpResponse:
    """The card as the PDF that was sealed. A sensitive one only by POST."""
    kept = _asked_for(request, pk)
    content = _or_404(copies.read_card(kept, actor=request.actor, now=timezone.now()))
    return _file(content, "application/pdf", _("Saved copy %(id)s") % {"id": kept.pk} + ".pdf")


@require_http_methods(["GET", "POST"])
@never_cache
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """The copy itself, byte for byte what the SHA-256 is of. A sensitive one only by POST."""
    kept = _asked_for(request, pk)
    content = copies.read(kept, actor=request.actor, now=timezone.now())
    return _file(content, "application/json", _("Saved copy %(id)s") % {"id": kept.pk} + ".json")


@require_GET
@never_cache
def sheet(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One sheet of the card as a picture. Those of a sensitive copy stand in the opened page only."""
    kept = _kept(request, pk, timezone.now())
    if copies.is_sensitive(kept):
        raise Http404
    content = _or_404(copies.read_card(kept, actor=request.actor, now=timezone.now()))
    try:
        return HttpResponse(pictures.png(content, sheet=number), content_type="image/png")
    except pictures.NoSuchSheet:
        raise Http404 from None


def _pages(request: SignedInRequest, kept: Evidence, now) -> list[str]:
    return copies.page_about(about_type=kept.about_type, about_id=kept.about_id, actor=request.actor, now=now)


def _kept(request: SignedInRequest, pk: int, now) -> Evidence:
    found = Evidence.objects.readable_by(request.actor, now=now).select_related("account", "taken_by", "record", "card")
    return get_object_or_404(found, pk=pk)


def _asked_for(request: SignedInRequest, pk: int) -> Evidence:
    kept = _kept(request, pk, timezone.now())
    if copies.is_sensitive(kept) and request.method != "POST":
        raise Http404
    _not_on_a_shared_tablet(request, kept)
    return kept


def _not_on_a_shared_tablet(request: SignedInRequest, kept: Evidence) -> None:
    if copies.is_sensitive(kept) and request.session.get("shared_tablet"):
        raise NotPermitted(_("Secret documents are not shown on a shared tablet. Sign in on a computer of your own."))


def _sheets(kept: Evidence, *, inline: bool) -> list[str]:
    """The card's sheets as addresses of pictures; `inline` where they may not be fetched one by one."""
    if kept.card is None:
        return []
    content = blobs.read(kept.card)
    numbers = range(1, min(pictures.sheets(content), MOST_SHEETS) + 1)
    if not inline:
        return [str(number) for number in numbers]
    return [
        "data:image/png;base64," + base64.b64encode(pictures.png(content, sheet=number)).decode() for number in numbers
    ]


def _or_404(content: bytes | None) -> bytes:
    if content is None:
        raise Http404
    return content


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{_ascii(name)}"'}
    )


def _ascii(name: str) -> str:
    return name.replace("\u00a0", " ").encode("ascii", "ignore").decode().replace(" ", "-").lower()
