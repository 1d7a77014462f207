"""Taking the sample away, for a system administrator, once somebody real can let people in."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from socialgov.local import sample
from socialgov.look.toasts import toast
from socialgov.organisation.models import Role
from socialgov.organisation.permissions import capacity_for_role
from socialgov.organisation.selectors import holders


@require_http_methods(["GET", "POST"])
def remove_sample(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    capacity_for_role(request.actor, Role.SYSTEM_ADMINISTRATOR, now=now)
    someone_real = holders(Role.SYSTEM_ADMINISTRATOR, now=now).filter(is_sample=False).exists()
    if request.method == "GET" or not someone_real:
        return render(request, "local/remove_sample.html", {"someone_real": someone_real})
    goes_too = request.user.is_sample
    sample.remove(now=now)
    if goes_too:
        logout(request)
    toast(request, _("The sample is removed."))
    return redirect("account_login" if goes_too else "organisation:people")
