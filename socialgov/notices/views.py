"""What was sent, and the page of an action link."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from socialgov.notices import links, mailer, selectors, services
from socialgov.notices.forms import SentFilter
from socialgov.notices.models import Mail

ON_A_PAGE = 50


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """Utskick: what was said, to whom, why and when."""
    now = timezone.now()
    form = SentFilter(request.GET)
    form.is_valid()
    found = selectors.said_to(request.actor, now=now, **form.cleaned_data)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("sida"))
    rows = [
        {
            "notice": notice,
            "line": selectors.line_of(notice, now=now),
            "title": selectors.title_of(notice),
            "status": selectors.status_of(notice),
        }
        for notice in page
    ]
    kept = request.GET.copy()
    kept.pop("sida", None)
    context = {"form": form, "page": page, "rows": rows, "kept": kept.urlencode(), "has_server": mailer.has_server()}
    return render(request, "notices/sent.html", context)


@require_GET
@never_cache
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as it was sent."""
    now = timezone.now()
    found = get_object_or_404(Mail.objects.readable_by(request.actor, now), pk=pk)
    notices = [
        {"notice": notice, "title": selectors.title_of(notice), "status": selectors.status_of(notice)}
        for notice in found.notices.select_related("person", "reader", "mail")
    ]
    context = {
        "mail": found,
        "text": selectors.text_of(found),
        "notices": notices,
        "status": notices[0]["status"] if notices else None,
        "can_send_again": Mail.objects.sendable_again_by(request.actor, now).filter(pk=pk).exists(),
    }
    return render(request, "notices/mail.html", context)


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a mail that did not arrive once more."""
    now = timezone.now()
    found = get_object_or_404(Mail.objects.readable_by(request.actor, now), pk=pk)
    try:
        services.send_again(mail=found, actor=request.actor, now=now)
        messages.success(request, _("The mail is sent again."))
    except services.NothingToSendAgain as error:
        messages.info(request, str(error))
    return redirect("notices:mail", pk=pk)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """One small thing done from a mail, without sign-in. Only POST acts."""
    now, sender = timezone.now(), get_adapter().get_client_ip(request)
    try:
        if request.method == "POST":
            shown = links.use(token=token, posted=request.POST, sender=sender, now=now)
        else:
            shown = links.look(token=token, sender=sender, now=now)
    except links.UnknownLink as error:
        return _guarded(render(request, "notices/no_link.html", {"sentence": str(error)}, status=404))
    except links.TooManyGuesses as error:
        response = render(request, "notices/no_link.html", {"sentence": str(error)}, status=429)
        response["Retry-After"] = int(links.GUESSES_COUNTED_FOR.total_seconds())
        return _guarded(response)
    context = {"shown": shown, "link": shown.link, "form": shown.form, "about": shown.about, "state": shown.state.name}
    template = shown.purpose.template
    status = {"OPEN": 200, "DONE": 200, "DONE_BEFORE": 200, "EXPIRED": 410}[shown.state.name]
    return _guarded(render(request, template, context, status=status))


def _guarded(response: HttpResponse) -> HttpResponse:
    """The address is the key: it must reach neither search engines nor other sites.

    `same-origin` tells other sites nothing at all. `no-referrer` would also make browsers post with `Origin: null`,
    which Django's protection against forged requests refuses, rightly.
    """
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
