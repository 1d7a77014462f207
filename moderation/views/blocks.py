"""*Stäng av från att kommentera*: the dialog, what is done there, the second look, and the list to take along."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moderation.errors import ModerationError
from moderation.forms import BlockForm, BlockLookForm
from moderation.models import Block
from moderation.page import item_page
from moderation.selectors.blocks import all_blocks, standing_blocks
from moderation.services import blocks as services
from moderation.views.frame import answerable, do, pane, show_item, to_item
from socialgov.look import times
from socialgov.look.toasts import toast
from socialgov.organisation.web import typed
from socialgov.policy import selectors as policy
from socialgov.policy.categories import KNOWN
from socialgov.policy.citing import cite


@require_http_methods(["GET", "POST"])
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """A reason and a last day; then a person does it in the platform's app."""
    now = timezone.now()
    row = answerable(request, pk, now)
    categories = policy.removal_categories()
    last = row.decisions.exclude(category="").last()
    form = BlockForm(typed(request), categories=categories, initial={"category": last.category if last else ""})
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("category", "until", "attacked")}
        try:
            services.block(item=row, actor=request.actor, now=now, **wanted)
        except ModerationError as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            toast(request, _("The copy is saved. Block there now. Someone else looks afterwards."))
            return to_item(request, pk)
    context = {
        "form": form,
        "item": row,
        "latest": item_page(row, actor=request.actor, now=now)["latest"],
        "criticism": cite("house_rules.criticism"),
    }
    status = 422 if form.errors else 200
    title = _("Block from commenting")
    return pane(request, "moderation/includes/_block.html", context, now=now, status=status, title=title)


@require_POST
def done(request: HttpRequest, pk: int, block_pk: int) -> HttpResponse:
    """*Klart där*: blocked, or opened again."""
    return _do(request, pk, block_pk, services.done_there, _("Noted."))


@require_POST
def lift(request: HttpRequest, pk: int, block_pk: int) -> HttpResponse:
    """End it before its last day."""
    return _do(request, pk, block_pk, services.lift, _("The block is ended."))


def _do(request: HttpRequest, pk: int, block_pk: int, step, said: str) -> HttpResponse:
    def act(row, now):
        found = get_object_or_404(Block, pk=block_pk, item=row)
        return step(block=found, actor=request.actor, now=now)

    return do(request, pk, act, said)


@require_POST
def look(request: HttpRequest, pk: int, block_pk: int) -> HttpResponse:
    """*Eftergranska* a block."""
    now = timezone.now()
    row = answerable(request, pk, now)
    found = get_object_or_404(Block, pk=block_pk, item=row)
    form = BlockLookForm(request.POST, block=found)
    if form.is_valid():
        try:
            services.look_again(
                block=found,
                upheld=form.cleaned_data["upheld"] == "yes",
                note=form.cleaned_data["note"],
                actor=request.actor,
                now=now,
            )
        except ModerationError as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            toast(request, _("Thank you. The second look is noted."))
            return to_item(request, pk)
    return show_item(request, row, now=now, status=422, block_look_form=form)


@require_GET
@never_cache
def blocked(request: HttpRequest) -> HttpResponse:
    """Everyone who may not comment just now, on the accounts one answers for."""
    now = timezone.now()
    return render(
        request, "moderation/blocked.html", {"rows": standing_blocks(actor=request.actor, now=now), "now": now}
    )


@require_GET
@never_cache
def blocked_csv(request: HttpRequest) -> HttpResponse:
    """The whole list, also what is over, to hand over (JO on Svenska institutet: such a list is never destroyed)."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="avstangda.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Account"), _("Name"), _("Handle"), _("Reason"), _("From"), _("Until and including"),
                     _("By"), _("Second look"), _("Opened again")])  # fmt: skip
    for block in all_blocks(actor=request.actor, now=timezone.now()):
        cells = (
            str(block.account), block.author_name, block.author_handle, _reason(block.category),
            str(block.starts_on), str(block.until), block.decision.by.name if block.decision.by else "",
            "" if block.upheld is None else _("It was right") if block.upheld else _("End the block"),
            times.stamp(block.opened_at) if block.opened_at else "",
        )  # fmt: skip
        writer.writerow([_plain(cell) for cell in cells])
    return response


def _reason(code: str) -> str:
    known = KNOWN.get(code)
    return str(known.label) if known else code


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
