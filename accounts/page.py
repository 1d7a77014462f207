"""The account page and the account rows of the first page: what has to be done, then each room's own section."""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import selectors
from accounts.gaps import Gap, gaps
from accounts.history import events
from accounts.models import Account
from accounts.panels import Panel, panels_for, tasks_for
from socialgov.journal.selectors import history_of
from socialgov.look import deadlines
from socialgov.look.todo import Group, Mark, Todo
from socialgov.organisation.actor import Actor
from socialgov.policy import selectors as policy
from socialgov.policy.citing import cite


def todo_of(account: Account, gap: Gap, *, now: datetime, may_mend: bool = True) -> Todo:
    """A gap as a row of the to-do list; for who may mend it, with the button that leads to where that is done."""
    due_at = datetime.combine(gap.by, time.max, tzinfo=timezone.get_current_timezone()) if gap.by else None
    return Todo(
        key=f"account:{account.pk}:{gap.key}",
        title=gap.title,
        url=reverse("accounts:account", args=[account.pk]),
        group=Group.WEEK,
        phrase=deadlines.due(gap.by, now) if gap.by else None,
        due_at=due_at,
        account=Mark(account.name, account.platform),
        rule=str(cite(gap.provision)),
        note=gap.note,
        next_label=gap.label if may_mend else "",
        next_url=reverse(f"accounts:{gap.step}", args=[account.pk]) if may_mend else "",
    )


def own_tasks(*, account: Account, actor: Actor, now: datetime) -> list[Todo]:
    """The registry's own answer to `tasks_for`."""
    today = timezone.localdate(now)
    facts = selectors.facts_of(
        account,
        today=today,
        minimum=selectors.minimum_administrators(),
        parts=list(selectors.current_assignments(today).filter(account=account).select_related("person")),
        custody=selectors.custody_of(account),
        word=policy.word("administrator"),
    )
    may_mend = Account.objects.changeable_by(actor, now=now).filter(pk=account.pk).exists()
    return [todo_of(account, gap, now=now, may_mend=may_mend) for gap in gaps(facts, today=today)]


def todos(*, actor: Actor, now: datetime, within: timedelta = timedelta(days=60)) -> list[Todo]:
    """What the actor has to mend in the registry, on the accounts they may change."""
    table = Account.objects.changeable_by(actor, now=now).select_related("unit")
    return [
        todo_of(row.account, gap, now=now)
        for row in selectors.with_gaps(table, now=now)
        for gap in row.gaps
        if gap.by is None or gap.by <= timezone.localdate(now) + within
    ]


def account_page(account: Account, *, actor: Actor, now: datetime) -> dict:
    """Everything the account's page shows."""
    custody = selectors.custody_of(account)
    changeable = Account.objects.changeable_by(actor, now=now).filter(pk=account.pk).exists()
    sections: list[Panel] = panels_for(account=account, actor=actor, now=now)
    tasks: list[Todo] = tasks_for(account=account, actor=actor, now=now)
    return {
        "account": account,
        "tasks": sorted(tasks, key=lambda task: (task.group != Group.ALARM, task.due_at is None, task.due_at or now)),
        "panels": sorted(sections, key=lambda panel: panel.order),
        "people": selectors.people_of(account, now=now),
        "custody": custody,
        "opening": selectors.latest_opening(account),
        "may_change": changeable,
        "may_open_login": Account.objects.custody_of(actor, now=now).filter(pk=account.pk).exists(),
        "history": events(history_of(account).order_by("-at", "-pk")[:12]),
        "rests": list(account.rests.all()),
        "judged_by": policy.in_force(),
        "title": _("%(name)s, %(platform)s") % {"name": account.name, "platform": account.platform_name},
    }
