"""Who is the controller of an account's personal data, and whether for visitors' posts too (ATV-26, ATV-27)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.bounds import BLOGS
from accounts.house_rules import holder_of
from accounts.models import Account
from accounts.panels import Panel
from socialgov.organisation.actor import Actor
from socialgov.policy import selectors as policy
from socialgov.policy.citing import Citation, cite
from socialgov.policy.schema.identity import Controller


@dataclass(frozen=True, slots=True)
class Answers:
    """For what the municipality answers on one account. `assessed`: the operation has made an assessment of its own."""

    text: str
    where: str
    assessed: bool = True


def answers_for(account: Account, controller: Controller) -> Answers | None:
    """As the guidelines say of the platform, else the operation's own assessment; None where they say nothing of it."""
    platform = "blog" if account.platform in BLOGS else account.platform
    for liability in controller.liability:
        if platform in liability.platforms:
            text = _("What we publish, and what visitors write there.")
            if not liability.visitors_posts:
                text = _("Only what we publish ourselves.")
            return Answers(text, str(Citation("", liability.lines)))
    if not controller.others:
        return None
    where = str(cite("controller"))
    if account.liability_note:
        return Answers(account.liability_note, where)
    return Answers(controller.others, where, assessed=False)


def panel(*, account: Account, actor: Actor, now: datetime) -> Iterator[Panel]:
    """This room's own answer to `panels_for`, where the guidelines say who is the controller."""
    try:
        controller = policy.guidelines().controller
    except policy.NothingAdopted:
        return
    if account.state == Account.State.CLOSED or not controller.who:
        return
    may_change = Account.objects.changeable_by(actor, now=now).filter(pk=account.pk).exists()
    answers = answers_for(account, controller)
    to_assess = bool(may_change and answers and not answers.assessed)
    yield Panel(
        key="personal-data",
        title=_("Personal data"),
        order=65,
        template="accounts/includes/_personal_data.html",
        context={"controller": controller.who, "holder": holder_of(account), "answers": answers},
        link_label=_("Assess") if to_assess else "",
        link_url=reverse("accounts:change", args=[account.pk]) if to_assess else "",
    )
