"""The first page, and the journal for those who look after it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from socialgov.home.record import entries_for
from socialgov.home.work import work_of
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import NotPermitted, holds
from socialgov.policy import selectors as policy
from socialgov.policy.permissions import may_adopt


@require_GET
def todo(request: HttpRequest) -> HttpResponse:
    """Att göra."""
    now = timezone.now()
    work = work_of(request.actor, now=now)
    minutes = policy.minutes_of_unread_guidance(request.actor.own_id)
    context = {"work": work, "first": work.first_after(now), "now": now, "guidance_minutes": minutes}
    if not policy.guidelines_adopted():
        context |= {"before_guidelines": True, "may_adopt": may_adopt(request.actor, now=now)}
    return render(request, "home/todo.html", context)


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """What was done, by whom, under which rule; for those who read all."""
    now = timezone.now()
    if not holds(request.actor, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR, Role.ARCHIVIST, Role.REGISTRAR, now=now):
        raise NotPermitted
    before = request.GET.get("fore", "")
    page = entries_for(before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None)
    return render(request, "home/journal.html", {"page": page})
