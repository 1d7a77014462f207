"""*Gör underlag till polisanmälan*, the document itself, and that it was reported."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from archiving import blobs
from moderation.errors import ModerationError
from moderation.forms import ReportedForm
from moderation.models import PoliceBasis
from moderation.services import police
from moderation.views.frame import answerable, do, show_item, to_item, visible
from socialgov.look.toasts import toast
from socialgov.organisation.permissions import NotPermitted


@require_POST
def basis(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it: one press."""
    return do(
        request,
        pk,
        lambda row, now: police.make_basis(item=row, actor=request.actor, now=now),
        _("The basis is ready. Report on 114 14, if it is urgent call 112."),
    )


@require_POST
def reported(request: HttpRequest, pk: int, basis_pk: int) -> HttpResponse:
    """It has been reported."""
    now = timezone.now()
    row = answerable(request, pk, now)
    made = get_object_or_404(row.police_bases, pk=basis_pk)
    form = ReportedForm(request.POST)
    if form.is_valid():
        try:
            police.note_reported(basis=made, actor=request.actor, now=now, **form.cleaned_data)
        except ModerationError as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            toast(request, _("It is noted that it was reported to the police."))
            return to_item(request, pk)
    return show_item(request, row, now=now, status=422, reported_form=form)


@require_GET
@never_cache
def document(request: HttpRequest, pk: int, basis_pk: int) -> HttpResponse:
    """The PDF/A. What is marked for secrecy is not opened on a shared tablet."""
    now = timezone.now()
    row = visible(request, pk, now)
    made = get_object_or_404(PoliceBasis.objects.select_related("item", "file"), pk=basis_pk, item=row)
    if row.secrecy and request.session.get("shared_tablet"):
        raise NotPermitted(_("Secret documents are not shown on a shared tablet. Sign in on a computer of your own."))
    try:
        content = police.open_basis(basis=made, actor=request.actor, now=now)
    except (blobs.StorageUnavailable, blobs.FileDamaged) as problem:
        return HttpResponse(str(problem), status=503, content_type="text/plain; charset=utf-8")
    name = f"underlag-polisanmalan-{made.pk}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
