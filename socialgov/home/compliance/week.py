"""Five things for this week: one for each rule that asks for something, not a wall of rows."""

from collections.abc import Iterable
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from socialgov.home.compliance.scope import TO_DO
from socialgov.home.compliance.standing import ORDER, Finding, Standing, with_fixes
from socialgov.look import deadlines, times
from socialgov.look.todo import Group, Mark, Todo
from socialgov.organisation.actor import Actor
from socialgov.policy.judging import Status

MOST = 5


def five_things(stands: Standing, *, actor: Actor, now: datetime) -> list[Todo]:
    """At most five, each of one rule. Several rows of one rule are one thing, which leads to them all."""
    chosen = by_need(stands, most=MOST)
    single = with_fixes((rows[0] for rows in chosen if len(rows) == 1), actor=actor, now=now)
    buttons = {finding.check.key: finding for finding in single}
    return [
        one_thing(buttons[rows[0].check.key], now=now) if len(rows) == 1 else many(rows, now=now) for rows in chosen
    ]


def by_need(stands: Standing, *, most: int, statuses: tuple[Status, ...] = TO_DO) -> list[list[Finding]]:
    """Rules that ask for something, each with its rows of the gravest status.

    What must be put right comes first, then what comes soon, then what nobody has said.
    """
    groups: dict[tuple[str, Status], list[Finding]] = {}
    for finding in stands.unsorted(statuses):
        groups.setdefault((finding.check.key, finding.status), []).append(finding)
    first: dict[str, list[Finding]] = {}
    for rows in sorted(groups.values(), key=_order):
        first.setdefault(rows[0].check.key, rows)
    return [sorted(rows, key=lambda finding: finding.order) for rows in list(first.values())[:most]]


def _order(rows: list[Finding]) -> tuple:
    earliest = min(finding.verdict.by or date.max for finding in rows)
    return ORDER[rows[0].status], earliest, -len(rows), rows[0].result.number


def one_thing(finding: Finding, *, now: datetime) -> Todo:
    """A single row, with the button that puts it right."""
    label, url = finding.fix or ("", "")
    subject = finding.subject
    title = str(finding.verdict.reason) or str(finding.check.title)
    return Todo(
        key=f"laget:{finding.check.key}:{subject.pk}",
        title=title,
        url=url or subject.url or rule_url(finding),
        group=Group.WEEK,
        phrase=phrase(finding, now=now),
        due_at=_moment(finding),
        account=Mark(subject.name, subject.platform) if subject.platform else None,
        meta=[part for part in ("" if subject.platform else subject.name, str(finding.check.title)) if part],
        rule=str(finding.result.citation),
        next_label=label,
        next_url=url,
    )


def many(rows: list[Finding], *, now: datetime) -> Todo:
    """Several rows of one rule as one thing, in the words they share."""
    first = rows[0]
    reasons = {str(finding.verdict.reason) for finding in rows}
    shared = reasons.pop() if len(reasons) == 1 else ""
    url = f"{rule_url(first)}?{urlencode({'status': first.status.value})}"
    return Todo(
        key=f"laget:{first.check.key}",
        title=shared or str(first.check.title),
        url=url,
        group=Group.WEEK,
        phrase=phrase(first, now=now),
        due_at=_moment(first),
        meta=[_("%(count)d rows") % {"count": len(rows)}, *([str(first.check.title)] if shared else [])],
        rule=str(first.result.citation),
        note=names(rows),
        next_label=_("Show"),
        next_url=url,
    )


def names(rows: Iterable[Finding], most: int = 3) -> str:
    """Whom it is about: at most three names, and how many more."""
    found = list(dict.fromkeys(finding.subject.name for finding in rows))
    if len(found) <= most:
        return ", ".join(found)
    return _("%(names)s and %(count)d more") % {"names": ", ".join(found[:most]), "count": len(found) - most}


def rule_url(finding: Finding) -> str:
    """The page of the rule."""
    return reverse("home:compliance_rule", args=[finding.check.place])


def phrase(finding: Finding, *, now: datetime) -> deadlines.Phrase:
    """The status with its day, as the chip shows it. Grey is grey, and an aim is never brick."""
    words = str(finding.status.label)
    look = {
        Status.NOT_MET: deadlines.Look.LIMIT,
        Status.AT_RISK: deadlines.Look.PASSED,
        Status.UNCHECKED: deadlines.Look.NONE,
        Status.MET: deadlines.Look.DONE,
    }.get(finding.status, deadlines.Look.NONE)
    by = finding.verdict.by
    if by is None:
        return deadlines.Phrase(words, look)
    if by < times.local_day(now):
        rest = _("Was due %(day)s") % {"day": times.date_short(by, today=now)}
    else:
        rest = str(deadlines.due(by, now))
    return deadlines.Phrase(f"{words}.", look, rest=rest)


def _moment(finding: Finding) -> datetime | None:
    by = finding.verdict.by
    return datetime.combine(by, time.max, tzinfo=timezone.get_current_timezone()) if by else None
