"""The link in a colleague's mail: the answer comes back without sign-in."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.errors import ModerationError
from moderation.forms import ColleagueAnswerForm
from moderation.models import Forwarding
from moderation.services.forwarding import colleague_answers
from moderation.services.notices import PURPOSE
from socialgov.notices import links
from socialgov.notices.models import Link


def register() -> None:
    links.register_purpose(
        PURPOSE, gettext_lazy("Answer a question"), ColleagueAnswerForm, perform, "moderation/link_answer.html"
    )


def perform(*, link: Link, cleaned: dict, now: datetime) -> str:
    """Take the answer and say who gets it."""
    forwarding = Forwarding.objects.select_related("asked_by").get(pk=link.about_id)
    try:
        colleague_answers(forwarding=forwarding, text=cleaned["text"], name=cleaned["your_name"], now=now)
    except ModerationError as error:
        raise links.NotDone(str(error)) from error
    return _("Thank you. %(name)s has your answer now.") % {"name": forwarding.asked_by.name.split()[0]}
