"""*Dölj*, *Ta bort från kanalen*, *Anmäl till plattformen* and *Eftergranska*: a reason first, always."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archiving.evidence import NothingToSave
from moderation.errors import ModerationError
from moderation.forms import LookForm, TakeAwayForm
from moderation.models import Item
from moderation.page import item_page, name_of_platform
from moderation.reasoning import choices, ground_words, no_reason, what_will_happen
from moderation.selectors.detail import offers, platform_of
from moderation.services import removal, second_looks
from moderation.services.outbox import offered
from moderation.views.frame import REFUSALS, answerable, next_after, onward, pane, show_item, to_item
from socialgov.look.toasts import toast
from socialgov.organisation.web import typed
from socialgov.policy import selectors as policy
from socialgov.policy.citing import cite
from socialgov.transitions import IllegalTransition

LOOKS_KEY = "eftergranskas"  # as the list's filter stands in its address


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """*Ta bort från kanalen*, on YouTube *Avvisa*: a category, then what will happen, then the button."""
    return _take_away(request, pk, "remove")


@require_http_methods(["GET", "POST"])
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """*Dölj*: a category, and it is done; it can be undone."""
    return _take_away(request, pk, "hide")


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """*Anmäl till X*: where the owner of the page can not remove."""
    return _take_away(request, pk, "report")


def _take_away(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    now = timezone.now()
    row = answerable(request, pk, now)
    if action != "report" and not offered(row, action):
        messages.error(request, _("The platform does not let us do this. Report it to the platform instead."))
        return to_item(request, pk)
    categories = policy.removal_categories()
    form = TakeAwayForm(
        typed(request),
        initial={"category": request.GET.get("kategori") or _suggested(row, categories)},
        categories=categories,
        may_be_empty=action == "hide" and row.urgency == Item.Urgency.DANGER,
    )
    if request.method == "POST" and form.is_valid():
        if action == "remove" and not form.cleaned_data["sure"]:
            return _ask(request, row, form, now)
        try:
            return _perform(request, row, action, form, now)
        except NothingToSave as problem:
            form.add_error("described", str(problem))
        except (ModerationError, IllegalTransition) as problem:
            field = getattr(problem, "field", None)
            form.add_error(field if field in form.fields else None, str(problem))
    return _choose(request, row, action, form, now, status=422 if form.errors else 200)


def _suggested(row: Item, categories) -> str:
    return row.suggestion if row.suggestion in {category.code for category in categories} else ""


def _choose(request, row: Item, action: str, form: TakeAwayForm, now: datetime, *, status: int) -> HttpResponse:
    asked = request.GET.get("sok", "").strip()[:60]
    categories = policy.removal_categories()
    groups = choices(categories, asked, _suggested(row, categories))
    context = {
        "item": row,
        "form": form,
        "action": action,
        "groups": groups,
        "chosen": form["category"].value(),
        "asked": asked,
        "no_reason": no_reason(groups, asked),
        "criticism": cite("house_rules.criticism"),
        "word": _word(row, action),
        "note": _note(row, action),
        "describe": not row.texts.exists() or "described" in form.errors,
        "distress": action == "hide" and row.urgency == Item.Urgency.DANGER,
        "texts": item_page(row, actor=request.actor, now=now)["latest"],
    }
    return pane(
        request,
        "moderation/includes/_choose_category.html",
        context,
        now=now,
        status=status,
        title=_("Why should the comment go?"),
    )


def _ask(request: HttpRequest, row: Item, form: TakeAwayForm, now: datetime) -> HttpResponse:
    code, attacked = form.cleaned_data["category"], form.cleaned_data["attacked"]
    category = removal.category_of(code)
    context = {
        "item": row,
        "form": form,
        "category": category,
        "ground": ground_words(category),
        "happens": what_will_happen(row, category, attacked=attacked, actor=request.actor, now=now),
        "word": _word(row, "remove"),
        "attacked": attacked,
        "texts": item_page(row, actor=request.actor, now=now)["latest"],
    }
    return pane(request, "moderation/includes/_confirm_removal.html", context, now=now, title=_word(row, "remove"))


def _perform(request: HttpRequest, row: Item, action: str, form: TakeAwayForm, now: datetime) -> HttpResponse:
    typed_in = {"item": row, "category": form.cleaned_data["category"], "actor": request.actor, "now": now}
    if action == "report":
        removal.report_to_platform(**typed_in)
        words = _("The copy is saved. Report it on %(platform)s now.") % {"platform": name_of_platform(row)}
        toast(request, words)
        return to_item(request, row.pk)
    step = removal.hide if action == "hide" else removal.remove
    decision = step(
        **typed_in, attacked=form.cleaned_data["attacked"], described=form.cleaned_data["described"].strip()
    )
    if action == "hide":
        undo_url = reverse("moderation:show", args=[row.pk])
        words = _("Hidden. The copy is saved.") if not decision.by_hand else _("The copy is saved. Hide it there now.")
        toast(request, _with_second_look(words, decision), undo_url=undo_url if not decision.by_hand else "")
    else:
        words = (
            _("Removed. The copy is saved.") if not decision.by_hand else _("The copy is saved. Remove it there now.")
        )
        toast(request, _with_second_look(words, decision))
    return to_item(request, row.pk)


def _with_second_look(words: str, decision) -> str:
    look = getattr(decision, "second_look", None)
    return f"{words} {_('Someone else looks afterwards.')}" if look and not look.own else words


def _word(row: Item, action: str) -> str:
    platform = platform_of(row)
    if action == "hide":
        return _("Hide")
    if action == "report":
        return platform.report_word if platform else _("Report to the platform")
    return (platform.removal_word if platform else "") or _("Remove")


def _note(row: Item, action: str) -> str:
    platform = platform_of(row)
    if platform is None:
        return ""
    return platform.hide_note if action == "hide" else platform.removal_note if action == "remove" else ""


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """*Eftergranska*: somebody else says what they think of it. In the list of those that wait the next one follows."""
    now = timezone.now()
    row = answerable(request, pk, now)
    waiting = row.second_looks.filter(done_at=None).select_related("decision__by", "attacked").first()
    if request.method == "GET" or waiting is None:
        return to_item(request, pk)
    shown_again = offers(row)
    form = LookForm(request.POST, look=waiting, can_be_shown=bool({"show", "restore"} & set(shown_again)))
    if not form.is_valid():
        return show_item(request, row, now=now, status=422, look_form=form)
    one_after_another = request.GET.get("status") == LOOKS_KEY
    following = next_after(request, row, now) if one_after_another else None
    try:
        second_looks.look_again(look=waiting, actor=request.actor, now=now, **form.cleaned_data)
    except REFUSALS as problem:
        messages.error(request, str(problem))
        return to_item(request, pk)
    toast(request, _("Thank you. The second look is noted."))
    return onward(request, following) if one_after_another else to_item(request, pk)
