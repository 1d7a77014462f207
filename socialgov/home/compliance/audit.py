"""Underlag till revisionen: what each account is for, who runs it, routines and archive, in one document (users.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Account
from accounts.selectors import Row, release, with_gaps
from activityplans.models import Plan
from archiving import schedule
from archiving.schedule import Due
from moderation.selectors.figures import removals
from socialgov import pdf
from socialgov.home.compliance.standing import Standing
from socialgov.home.compliance.tables import COLUMNS
from socialgov.journal.selectors import latest_seal
from socialgov.look import municipality
from socialgov.organisation.actor import Actor
from socialgov.policy import selectors as policy
from socialgov.policy.sentences import sections

ROUTINES = ("starting", "answering", "oversight", "removing", "records", "list")
MOST = 300  # accounts, each a block of its own; the rest are in the spreadsheet


@dataclass(frozen=True, slots=True)
class Entry:
    """One account: what it is for, who runs it, its plan and its latest picture."""

    account: Account
    people: list[str]
    custody: str
    in_force_from: object
    captured_at: object


def as_pdf(stands: Standing, *, actor: Actor, now: datetime) -> bytes:
    """PDF/A-2u. `stands` is of the whole municipality."""
    document = stands.asked.document
    accounts = stands.scope.accounts.select_related("unit").order_by("sort_key", "platform", "pk")
    total = accounts.count()
    since = timezone.localtime(now).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    counts = stands.counts()
    return pdf.render(
        "home/pdf/audit.html",
        {
            "municipality": municipality.name(),
            "about": document.about,
            "adopted": stands.asked.adopted,
            "versions": len(policy.validities()),
            "routines": [section for section in sections(document) if section.key in ROUTINES],
            "entries": _entries(list(accounts[:MOST]), now=now),
            "total": total,
            "more": max(0, total - MOST),
            "removals": removals(actor=actor, now=now, since=since),
            "year": since.year,
            "list": release(),
            "seal": latest_seal(),
            "figures": [(status.label, counts[status]) for status in COLUMNS],
        },
        title=_("For the audit: the municipality's social media"),
        author=municipality.name(),
        subject=document.about.title,
        now=now,
    )


def _entries(accounts: list[Account], *, now: datetime) -> list[Entry]:
    """Each account's entry, in a fixed number of queries."""
    ids = [account.pk for account in accounts]
    table = Account.objects.filter(pk__in=ids)
    rows: Mapping[int, Row] = {row.account.pk: row for row in with_gaps(table, now=now)}
    plans = dict(Plan.objects.filter(account__in=ids, state="in_force").values_list("account", "in_force_from"))
    dues: Mapping[int, Due] = {due.account.pk: due for due in schedule.due_for_all(accounts, now=now)}
    found = []
    for account in accounts:
        row, last = rows[account.pk], dues[account.pk].last
        parts: dict[str, list[str]] = {}
        for part in sorted(row.parts, key=lambda part: (part.role, part.person.sort_key)):
            parts.setdefault(part.person.name, []).append(policy.label(part.role).lower())
        people = [f"{name} ({', '.join(words)})" for name, words in parts.items()]
        custody = str(row.custody.get_form_display()) if row.custody else ""
        found.append(Entry(account, people, custody, plans.get(account.pk), last.kept_at if last else None))
    return found
