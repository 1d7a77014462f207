"""What the views beside a comment share: the item, the page with the list around it, and where to go afterwards."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from archiving.evidence import NothingToSave
from moderation import listing
from moderation.errors import ModerationError
from moderation.models import Item
from moderation.page import item_page
from moderation.selectors.queue import Filters, neighbours, queue
from socialgov.diary.mailboxes import NoMailbox
from socialgov.look.toasts import toast
from socialgov.organisation.web import is_htmx
from socialgov.transitions import IllegalTransition

PANE = "item"  # the id of the part that changes when another comment is opened
ONE_LINE = "queue_rows"
REFUSALS = (ModerationError, IllegalTransition, NoMailbox, NothingToSave)


def visible(request: HttpRequest, pk: int, now: datetime) -> Item:
    """The item, or 404 for whoever may not see it."""
    items = Item.objects.visible_to(request.actor, now=now).select_related("account__unit")
    return get_object_or_404(items, pk=pk)


def answerable(request: HttpRequest, pk: int, now: datetime) -> Item:
    """The item, or 404 for whoever may not answer it: for pages that only lead to a measure."""
    items = Item.objects.answerable_by(request.actor, now=now).select_related("account__unit")
    return get_object_or_404(items, pk=pk)


def wants_pane(request: HttpRequest) -> bool:
    return is_htmx(request) and request.headers.get("HX-Target") == PANE


def with_list(request: HttpRequest, filters: Filters, now: datetime) -> dict:
    """The list and its filters, for a whole page."""
    pages = request.GET.get("sidor", "")
    found = listing.listing(
        filters,
        actor=request.actor,
        now=now,
        after=request.GET.get("efter", "")[:80],
        pages=int(pages) if pages.isdecimal() and len(pages) < 4 else 1,
    )
    return {
        "listing": found,
        "menus": listing.menus(filters, actor=request.actor, now=now),
        "filters": filters,
        "query": listing.query(filters),
        "one_line": request.COOKIES.get(ONE_LINE) == "one",
        "now": now,
    }


def pane(
    request: HttpRequest, template: str, context: dict, *, now: datetime, status: int = 200, title: str = ""
) -> HttpResponse:
    """`template` beside the list; alone when htmx asks for that part only."""
    filters = listing.read(request.GET, actor=request.actor, now=now)
    whole = {"filters": filters, "query": listing.query(filters), "now": now, "pane": template, "pane_title": title}
    if wants_pane(request):
        response = render(request, "moderation/pane.html", whole | context, status=status)
    else:
        response = render(
            request, "moderation/queue.html", with_list(request, filters, now) | whole | context, status=status
        )
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    patch_cache_control(response, private=True, no_store=True)
    return response


def show_item(request: HttpRequest, item: Item, *, now: datetime, status: int = 200, **more: object) -> HttpResponse:
    """The item's own page. `more` are forms that came back with something to put right."""
    context = item_page(item, actor=request.actor, now=now)
    filters = listing.read(request.GET, actor=request.actor, now=now)
    before, after = neighbours(context["item"], actor=request.actor, now=now, filters=filters)
    context |= {"previous_pk": before, "next_pk": after, "show_media": request.GET.get("bilder") == "1"}
    return pane(
        request, "moderation/includes/_item.html", context | more, now=now, status=status, title=context["heading"]
    )


def item_url(request: HttpRequest, pk: int) -> str:
    """The item's address with the filters that the person has."""
    filters = listing.read(request.GET, actor=request.actor, now=timezone.now())
    return reverse("moderation:item", args=[pk]) + (listing.query(filters) if request.GET else "")


def next_after(request: HttpRequest, item: Item, now: datetime) -> int | None:
    """The one below it in the list, else the first; asked before the item leaves the list."""
    filters = listing.read(request.GET, actor=request.actor, now=now)
    _before, after = neighbours(item, actor=request.actor, now=now, filters=filters)
    if after:
        return after
    rows = queue(actor=request.actor, now=now, filters=filters).rows
    return next((row.item.pk for row in rows if row.item.pk != item.pk), None)


def go(request: HttpRequest, url: str) -> HttpResponse:
    """There; with htmx a whole new page, since the part asked for is not on it."""
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def to_item(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(item_url(request, pk))


def onward(request: HttpRequest, pk: int | None) -> HttpResponse:
    """To the next comment, or to the empty list."""
    if pk is None:
        return go(request, reverse("moderation:queue") + _query(request))
    return to_item(request, pk)


def _query(request: HttpRequest) -> str:
    return listing.query(listing.read(request.GET, actor=request.actor, now=timezone.now())) if request.GET else ""


def do(
    request: HttpRequest, pk: int, act: Callable[[Item, datetime], object], done: str = "", *, undo_url: str = ""
) -> HttpResponse:
    """One measure without questions: act, say what was done or what is in the way, and show the item again."""
    now = timezone.now()
    try:
        act(answerable(request, pk, now), now)
    except REFUSALS as problem:
        messages.error(request, str(problem))
    else:
        if done:
            toast(request, done, undo_url=undo_url)
    return to_item(request, pk)
