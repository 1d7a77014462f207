"""What is done with one comment by one press: answered, left, shown again, finished by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.errors import AnsweredMeanwhile, ChangedAtSource, ModerationError, TakenAwayMeanwhile
from moderation.forms import CaseForm, NoAnswerForm, ReplyForm
from moderation.models import Alarm, Item, Reply
from moderation.page import name_of_platform
from moderation.services import alarms, answers, records, removal, reports, showing
from moderation.views.frame import (
    REFUSALS,
    answerable,
    do,
    next_after,
    onward,
    show_item,
    to_item,
)
from socialgov.look.forms import StaleVersion
from socialgov.look.toasts import toast
from socialgov.transitions import IllegalTransition


@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """*Skicka svar*. What was typed stays whatever happens; a colleague who was faster is named."""
    now = timezone.now()
    row = answerable(request, pk, now)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        if form.has_error("version"):
            form.renew(row.version)
            form.add_error(None, StaleVersion().sentence())
        return show_item(request, row, now=now, status=422, reply_form=form)
    onwards = next_after(request, row, now)
    try:
        sent = answers.reply(
            item=row,
            text=form.cleaned_data["text"],
            seen_version=form.cleaned_data["version"],
            actor=request.actor,
            now=now,
        )
    except (AnsweredMeanwhile, TakenAwayMeanwhile, ChangedAtSource) as problem:
        form.renew(answerable(request, pk, now).version)
        return show_item(request, row, now=now, status=409, reply_form=form, meanwhile=problem)
    except (ModerationError, IllegalTransition) as problem:
        field = getattr(problem, "field", None)
        form.add_error(field if field in form.fields else None, str(problem))
        return show_item(request, row, now=now, status=422, reply_form=form)
    if sent.state == Reply.State.LEAVING:
        undo_url = reverse("moderation:undo", args=[sent.pk])
        words = _("The reply is sent in %(seconds)s sec.") % {"seconds": answers.UNDO_SECONDS}
        toast(request, words, undo_url=undo_url)
    else:
        toast(request, _("Answered. The text is kept here."))
    if row.kind == Item.Kind.MESSAGE:
        return to_item(request, pk)  # one question is left: is it of minor importance?
    return onward(request, onwards)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """*Ångra* within twenty seconds: the reply does not leave, and its text is in the box again."""
    now = timezone.now()
    mine = Item.objects.visible_to(request.actor, now=now)
    sent = get_object_or_404(Reply.objects.filter(item__in=mine).select_related("item"), pk=pk)
    try:
        answers.undo(reply=sent, actor=request.actor, now=now)
    except REFUSALS as problem:
        messages.error(request, str(problem))
    else:
        toast(request, _("The reply was not sent. Your text is in the box."))
    return to_item(request, sent.item_id)


@require_POST
def answered_elsewhere(request: HttpRequest, pk: int) -> HttpResponse:
    """*Redan besvarad*."""
    now = timezone.now()
    row = answerable(request, pk, now)
    onwards = next_after(request, row, now)
    try:
        answers.answered_elsewhere(item=row, actor=request.actor, now=now)
    except REFUSALS as problem:
        messages.error(request, str(problem))
        return to_item(request, pk)
    words = _("Good. We look for the reply on %(platform)s.") % {"platform": name_of_platform(row)}
    toast(request, words, undo_url=reverse("moderation:reopen", args=[pk]))
    return to_item(request, pk) if row.kind == Item.Kind.MESSAGE else onward(request, onwards)


@require_POST
def no_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """*Inget svar behövs*, with its reason."""
    now = timezone.now()
    row = answerable(request, pk, now)
    form = NoAnswerForm(request.POST)
    if not form.is_valid():
        return show_item(request, row, now=now, status=422, no_answer_form=form)
    onwards = next_after(request, row, now)
    try:
        answers.no_answer(item=row, why=form.cleaned_data["why"], actor=request.actor, now=now)
    except REFUSALS as problem:
        messages.error(request, str(problem))
        return to_item(request, pk)
    toast(request, _("No answer needed. Noted."), undo_url=reverse("moderation:reopen", args=[pk]))
    return to_item(request, pk) if row.kind == Item.Kind.MESSAGE else onward(request, onwards)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return do(request, pk, lambda row, now: answers.reopen(item=row, actor=request.actor, now=now), _("Opened again."))


@require_POST
def stay(request: HttpRequest, pk: int) -> HttpResponse:
    """*Låt stå*: criticism stays (ATV-53)."""
    done = _("It stays. It has its ordinary place in the list.")
    return do(request, pk, lambda row, now: answers.leave_standing(item=row, actor=request.actor, now=now), done)


@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """*Ångra* a hiding, or put back what was removed where the platform keeps it."""

    def act(row: Item, now):
        step = showing.restore if row.visibility == Item.Visibility.REMOVED else showing.unhide
        return step(item=row, actor=request.actor, now=now)

    return do(request, pk, act, _("It is shown again."))


@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """*Klart*: it has been done in the platform's own app."""
    return do(
        request,
        pk,
        lambda row, now: removal.done_on_platform(item=row, actor=request.actor, now=now),
        _("Noted that it is done."),
    )


@require_POST
def minor(request: HttpRequest, pk: int) -> HttpResponse:
    """*Ringa betydelse*: a direct message that needs no registration. Then on to the next comment."""
    now = timezone.now()
    row = answerable(request, pk, now)
    onwards = next_after(request, row, now)
    try:
        records.minor(item=row, actor=request.actor, now=now)
    except REFUSALS as problem:
        messages.error(request, str(problem))
        return to_item(request, pk)
    toast(request, _("Of minor importance. It is not registered."))
    return onward(request, onwards)


@require_POST
def police(request: HttpRequest, pk: int) -> HttpResponse:
    """*Polisanmäld*: it has been reported."""
    return do(
        request,
        pk,
        lambda row, now: records.reported_to_police(item=row, actor=request.actor, now=now),
        _("Noted that it is reported to the police."),
    )


@require_POST
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """*Hör till ett ärende*: its number, if it is known."""
    form = CaseForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(sentence for errors in form.errors.values() for sentence in errors))
        return to_item(request, pk)
    number = form.cleaned_data["case_number"]
    return do(
        request,
        pk,
        lambda row, now: records.belongs_to_case(item=row, case_number=number, actor=request.actor, now=now),
        _("Saved."),
    )


@require_POST
def secrecy(request: HttpRequest, pk: int) -> HttpResponse:
    """*Sekretessmarkera*: from now on few can read it."""
    return do(
        request,
        pk,
        lambda row, now: removal.mark_secret(item=row, actor=request.actor, now=now),
        _("Marked for secrecy. Few can read it once it is hidden or removed."),
    )


@require_POST
def end_alarm(request: HttpRequest, pk: int, alarm: int) -> HttpResponse:
    """*Faran är över*."""
    now = timezone.now()
    raised = get_object_or_404(Alarm.objects.filter(item=answerable(request, pk, now)), pk=alarm)
    return do(
        request,
        pk,
        lambda row, moment: alarms.end_alarm(alarm=raised, actor=request.actor, now=moment),
        _("The alarm is over."),
    )


@require_POST
def tie(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether a report is about the comment that is suggested."""
    now = timezone.now()
    row = answerable(request, pk, now)
    yes = request.POST.get("samma") == "ja"
    comment = row.reports if yes else None
    return do(
        request,
        pk,
        lambda report, moment: reports.confirm_report(report=report, comment=comment, actor=request.actor, now=moment),
        _("The report belongs to the comment.") if yes else _("The report stands by itself."),
    )
