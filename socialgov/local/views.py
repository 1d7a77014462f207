"""Taking the sample away: how, for whoever asks, and doing it, for a system administrator. What can be emptied is
emptied on the server (sample/clearing.py); here it is closed, which leaves the record as it is."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from socialgov.local import sample
from socialgov.local.sample import clearing
from socialgov.look.toasts import toast
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import capacity_for_role, holds
from socialgov.organisation.selectors import holders


@require_http_methods(["GET", "POST"])
def remove_sample(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST":
        capacity_for_role(request.actor, Role.SYSTEM_ADMINISTRATOR, now=now)
    someone_real = holders(Role.SYSTEM_ADMINISTRATOR, now=now).filter(is_sample=False).exists()
    if request.method == "GET" or not someone_real:
        context = {
            "someone_real": someone_real,
            "may": holds(request.actor, Role.SYSTEM_ADMINISTRATOR, now=now),
            "nothing_else": not clearing.real_content(),
        }
        return render(request, "local/remove_sample.html", context)
    goes_too = request.user.is_sample
    sample.remove(now=now)
    if goes_too:
        logout(request)
    toast(request, _("The sample is removed."))
    return redirect("account_login" if goes_too else "organisation:people")
