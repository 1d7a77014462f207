"""Comments that are taken away but not done with: the police (LJU-10) or the registrar (OSB-17, LJU-11) still waits."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Account
from moderation import addresses, duties
from moderation.models import Decision, Item
from socialgov.look.todo import Group, Mark, Todo
from socialgov.organisation.actor import Actor
from socialgov.policy.categories import Kind
from socialgov.policy.citing import cite
from socialgov.policy.selectors import NothingAdopted

MOST = 60


def undone() -> QuerySet[Item]:
    """Items with a duty left by the guidelines in force."""
    decided = Decision.objects.filter(item=OuterRef("pk"))
    taken = decided.filter(action__in=duties.TAKEN_AWAY)
    wanted = Q(pk=None)
    if duties.reports_to_police(Kind.CRIMINAL_OBVIOUS):
        crime = taken.filter(ground=Kind.CRIMINAL_OBVIOUS).exclude(category="")
        wanted |= Q(Exists(crime), ~Exists(decided.filter(action="police")))
    if duties.registers_secrets():
        secret = Exists(taken.filter(category="secrecy"))
        wanted |= Q(secret, ~Exists(decided.filter(action="registrar")), diary_number="")
    return Item.objects.filter(wanted, visibility__in=("hiding", "hidden", "removing", "removed"))


def afterwards(*, actor: Actor, now: datetime) -> list[Todo]:
    """The duties that are left on the accounts the actor runs, as rows of the first page."""
    try:
        left = undone()
    except NothingAdopted:
        return []
    mine = Account.objects.run_by(actor, now=now).order_by()
    rows = left.filter(account__in=mine).select_related("account").prefetch_related("decisions").order_by("pk")
    return [
        Todo(
            key=f"item:{item.pk}:{duty.code}",
            title=duty.title,
            url=addresses.item(item.pk),
            group=Group.TODAY,
            account=Mark(item.account.name, item.account.platform) if item.account else None,
            due_at=now - timedelta(days=1),
            rule=str(cite(duty.provision)),
            next_label=_("Open the comment"),
            next_url=addresses.item(item.pk),
        )
        for item in rows[:MOST]
        for duty in duties.left(item, list(item.decisions.all()))
    ]
