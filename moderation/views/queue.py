"""Kommentarer: the list, one item, what others do meanwhile, and looking at an account."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_GET, require_POST

from accounts.models import Account
from moderation import listing, media
from moderation.listing import PAGES_AT_ONCE
from moderation.models import Item
from moderation.page import koll
from moderation.selectors.detail import writing
from moderation.services import answers, rounds
from moderation.views.frame import ONE_LINE, show_item, visible, with_list
from socialgov.look.theme import A_YEAR
from socialgov.look.toasts import toast
from socialgov.organisation.permissions import NotPermitted
from socialgov.platforms.client import FetchFailed


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """The list. Opening it counts as a look at the accounts whose comments come in by themselves (ATV-38)."""
    now = timezone.now()
    filters = listing.read(request.GET, actor=request.actor, now=now)
    context = with_list(request, filters, now)
    rounds.opened_queue(actor=request.actor, now=now)
    rounds.known_from_now([line.item for line in context["listing"].lines if line.row.readable], now=now)
    if not context["listing"].lines and context["listing"].is_all_open:
        context |= koll(actor=request.actor, now=now)
    if request.headers.get("HX-Target", "").startswith("more-"):
        response = render(request, "moderation/includes/_rows.html", context)
    else:
        response = render(request, "moderation/queue.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_GET
@conditional_page
def current(request: HttpRequest) -> HttpResponse:
    """The list as it stands, asked for again and again by an open page; unchanged is answered 304.

    `oppen` is the comment that is open beside it: who writes on it, and whether someone has been faster.
    """
    now = timezone.now()
    filters = listing.read(request.GET, actor=request.actor, now=now)
    context = with_list(request, filters, now) | {"live": None}
    opened = _number(request.GET.get("oppen", ""))
    if opened is not None:
        item = (
            Item.objects.visible_to(request.actor, now=now)
            .select_related("account", "claimed_by", "answered_by")
            .filter(pk=opened)
            .first()
        )
        if item:
            context |= {"live": item, "open_pk": item.pk, "seen_version": _number(request.GET.get("sedd", ""))}
            context |= {"writing": writing(item, now=now, besides=request.actor)}
    if not context["listing"].lines and context["listing"].is_all_open:
        context |= koll(actor=request.actor, now=now)
    response = render(request, "moderation/includes/_current.html", context | {"most": PAGES_AT_ONCE})
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


@require_GET
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item. From now on the municipality knows of it (BBS-lagen 4 a §)."""
    now = timezone.now()
    row = visible(request, pk, now)
    if _reads(request, row, now):
        rounds.known_from_now([row], now=now)
    return show_item(request, row, now=now)


def _reads(request: HttpRequest, row: Item, now) -> bool:
    return Item.objects.content_readable_by(request.actor, now=now).filter(pk=row.pk).exists()


@require_GET
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A picture of the comment, fetched now and kept nowhere."""
    now = timezone.now()
    row = visible(request, pk, now)
    if not _reads(request, row, now):
        raise NotPermitted
    try:
        found = media.fetch(row, number)
    except (media.NoSuchPicture, FetchFailed) as problem:
        return HttpResponse(str(problem), status=404, content_type="text/plain; charset=utf-8")
    return HttpResponse(
        found.content,
        content_type=found.media_type,
        headers={
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The first keystroke claims, an emptied box lets go (`slapp`). Others see it at once."""
    now = timezone.now()
    row = visible(request, pk, now)
    step = answers.release if request.POST.get("slapp") else answers.claim
    step(item=row, actor=request.actor, now=now)
    return HttpResponse(status=204)


@require_POST
def rows(request: HttpRequest) -> HttpResponse:
    """One line for each comment, or three. Remembered in this browser."""
    response = _back(request)
    chosen = "one" if request.POST.get("rader") == "en" else "three"
    response.set_cookie(ONE_LINE, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    return response


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """*Klar – inget nytt*: somebody has looked at the channel itself."""
    now = timezone.now()
    account = get_object_or_404(Account.objects.visible_to(request.actor, now=now), pk=pk)
    rounds.check(account=account, actor=request.actor, now=now)
    toast(request, _("Noted: nothing new on %(account)s.") % {"account": account})
    return _back(request)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that the form stood on (`next`), if that is one of ours; else to the list."""
    url = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(url if allowed and url.startswith("/") else reverse("moderation:queue"))
