"""The link in the registrar's mail: the number comes back without sign-in."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgov.diary import selectors, services
from socialgov.diary.forms import NumberForm
from socialgov.diary.models import Dispatch
from socialgov.notices import links
from socialgov.notices.models import Link
from socialgov.organisation.actor import SYSTEM


def register() -> None:
    links.register_purpose(
        services.PURPOSE, gettext_lazy("Give a diary number"), NumberForm, perform, "diary/link_number.html"
    )


def perform(*, link: Link, cleaned: dict, now: datetime) -> str:
    """Note the number and say who sees it."""
    dispatch = Dispatch.objects.get(pk=link.about_id)
    registration = services.receive_number(
        dispatch=dispatch, number=cleaned["number"], actor=SYSTEM, link=link, now=now
    )
    sender = selectors.sent_by(dispatch)
    if sender is None:
        return _("Diary number %(number)s is saved.") % {"number": registration.number}
    return _("%(name)s sees the number %(number)s now.") % {
        "name": sender.name.split()[0],
        "number": registration.number,
    }
