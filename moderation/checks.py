"""How accounts stand with answering and keeping watch; the answer to the collector `checks`."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Account
from moderation import addresses
from moderation.models import Item, OversightRound, SecondLook
from moderation.permissions import TAKEN_AWAY
from moderation.selectors.figures import IN_TIME, STOCKHOLM, next_look
from moderation.services.records import ABOUT
from socialgov.diary.models import Document
from socialgov.look import times
from socialgov.policy.judging import (
    About,
    Asked,
    Check,
    Fix,
    Verdict,
    among,
    at_risk,
    met,
    not_applicable,
    not_met,
    softened,
    unchecked,
)
from socialgov.policy.schema.records import DiaryAction, DiaryTrigger, Trigger

LOOKS_BACK = timedelta(days=90)
LATE_AT_MOST = 10  # per cent: a single late answer is no pattern, and nothing can be done about it afterwards


def _accounts(asked: Asked):
    return asked.accounts.order_by().values("pk")


def comments_open(asked: Asked) -> dict[int, bool]:
    """Every account asked about, and whether anybody can comment there."""
    return dict(asked.accounts.order_by().values_list("pk", "comments_open"))


def answered(asked: Asked) -> Mapping[int, Verdict]:
    """What came in lately was answered within the target, and none waits past it (ATV-40, LJU-04)."""
    items = Item.objects.filter(
        account__in=_accounts(asked), received_at__gte=asked.now - LOOKS_BACK, target_at__isnull=False
    ).exclude(kind=Item.Kind.REPORT)
    judged = items.exclude(is_open=True, target_at__gte=asked.now).values("account")
    rows = judged.annotate(
        total=Count("pk"), in_time=Count("pk", filter=IN_TIME), waiting=Count("pk", filter=Q(is_open=True))
    ).values_list("account", "total", "in_time", "waiting")
    sums = {account: (total, in_time, waiting) for account, total, in_time, waiting in rows}
    return {pk: _answered(*sums.get(pk, (0, 0, 0)), is_open) for pk, is_open in asked.once(comments_open).items()}


def _answered(total: int, in_time: int, waiting: int, comments_are_open: bool) -> Verdict:
    if waiting:
        words = ngettext(
            "%(count)d comment waits past the response target",
            "%(count)d comments wait past the response target",
            waiting,
        )
        return not_met(words % {"count": waiting})
    if not total:
        return not_applicable(_("Nothing to answer in 90 days") if comments_are_open else _("Comments are turned off"))
    words = _("%(in_time)s of %(total)s answered in time in 90 days") % {
        "in_time": times.number(in_time), "total": times.number(total),
    }  # fmt: skip
    return not_met(words) if 100 * (total - in_time) > LATE_AT_MOST * total else met(words)


def within_limit(asked: Asked) -> Mapping[int, Verdict]:
    """Nothing open has passed the hard limit; what must be answered by today is near it (ATV-35)."""
    items = Item.objects.open().filter(account__in=_accounts(asked), limit_at__isnull=False)
    tonight = datetime.combine(asked.today, time.max, STOCKHOLM)
    rows = items.values("account").annotate(
        passed=Count("pk", filter=Q(limit_at__lt=asked.now)),
        first=Min("limit_at", filter=Q(limit_at__gte=asked.now, plan_by__lte=tonight)),
    )
    found = {row["account"]: (row["passed"], row["first"]) for row in rows}
    return {pk: _within_limit(*found.get(pk, (0, None))) for pk in asked.once(comments_open)}


def _within_limit(passed: int, first: datetime | None) -> Verdict:
    if passed:
        words = ngettext(
            "%(count)d comment has passed the hard limit", "%(count)d comments have passed the hard limit", passed
        )
        return not_met(words % {"count": passed})
    if first:
        return at_risk(_("To be answered before the hard limit"), times.local_day(first))
    return met(_("No comment has passed the hard limit"))


def looked_at_again(asked: Asked) -> Mapping[int, Verdict]:
    """Someone else has looked at what was hidden or removed (eftergranskning)."""
    waiting = SecondLook.objects.waiting().filter(item__account__in=_accounts(asked))
    rows = waiting.values_list("item__account").annotate(count=Count("pk"), first=Min("due_at"))
    found = {account: (count, first) for account, count, first in rows}
    return {pk: _looked_at_again(*found.get(pk, (0, None)), asked) for pk in asked.once(comments_open)}


def _looked_at_again(count: int, first: datetime | None, asked: Asked) -> Verdict:
    if not count or first is None:
        return met(_("No second look waits"))
    words = ngettext("%(count)d second look waits", "%(count)d second looks wait", count) % {"count": count}
    return not_met(words, times.local_day(first)) if first < asked.now else at_risk(words, times.local_day(first))


def watched_over(asked: Asked) -> Mapping[int, Verdict]:
    """Somebody has looked within the guidelines' interval (ATV-47)."""
    rounds = OversightRound.objects.filter(account__in=_accounts(asked)).order_by()
    latest = dict(rounds.values_list("account").annotate(at=Max("at")))
    every = asked.document.oversight.floor.counted
    found = {}
    for pk, is_open in asked.once(comments_open).items():
        at = latest.get(pk)
        by = next_look(at, every)
        if not is_open:
            found[pk] = not_applicable(_("Comments are turned off"))
        elif at is None or by is None:
            found[pk] = unchecked(_("No check is noted yet"))
        else:
            words = _("Latest check %(when)s") % {"when": times.when(at, now=asked.now)}
            day = times.local_day(by)
            found[pk] = not_met(words, day) if by < asked.now else _near(words, by, asked)
    return found


def _near(words: str, by: datetime, asked: Asked) -> Verdict:
    day = times.local_day(by)
    return at_risk(words, day) if day == asked.today else met(words, day)


def registered(asked: Asked) -> Mapping[int, Verdict]:
    """Direct messages, and what was secret, went to the registrar or are of minor importance (ATV-33, ATV-45)."""
    sent = Document.objects.filter(about_type=ABOUT, about_id=OuterRef("pk"))
    unsaid = Q(minor=None, diary_number="") & ~Exists(sent)
    items = Item.objects.filter(Q(kind=Item.Kind.MESSAGE) | Q(secrecy=True), account__in=_accounts(asked))
    rows = items.values("account").annotate(
        total=Count("pk"),
        messages=Count("pk", filter=unsaid & Q(kind=Item.Kind.MESSAGE, secrecy=False, is_open=False)),
        secrets=Count("pk", filter=unsaid & Q(secrecy=True, visibility__in=TAKEN_AWAY)),
        waiting=Count("pk", filter=Q(Exists(sent.filter(is_open=True)))),
    )
    found = {row["account"]: row for row in rows}
    rules = _to_register(asked)
    return {
        pk: _registered(found[pk], rules) if pk in found else not_applicable(_("Nothing to register"))
        for pk in asked.once(comments_open)
    }


def _to_register(asked: Asked) -> dict[str, DiaryTrigger]:
    """What the guidelines want registered, of what can be told from here."""
    told = {Trigger.DIRECT_MESSAGE: "messages", Trigger.SECRECY: "secrets"}
    triggers = asked.document.diary.triggers
    return {told[one.trigger]: one for one in triggers if one.trigger in told and one.action is DiaryAction.REGISTER}


def _registered(row: Mapping[str, Any], rules: Mapping[str, DiaryTrigger]) -> Verdict:
    missing = {name: row[name] for name in rules if row[name]}
    if missing:
        count = sum(missing.values())
        words = ngettext(
            "%(count)d is neither sent to the registrar nor of minor importance",
            "%(count)d are neither sent to the registrar nor of minor importance",
            count,
        )
        verdict = not_met(words % {"count": count})
        return softened(verdict) if all(rules[name].is_own for name in missing) else verdict
    if row["waiting"]:
        words = ngettext("%(count)d waits for its record number", "%(count)d wait for record numbers", row["waiting"])
        return at_risk(words % {"count": row["waiting"]})
    return met(_("Everything is registered or of minor importance"))


def _to_queue(label, **filters: str) -> Fix:
    return Fix(
        label,
        lambda pk: f"{addresses.COMMENTS}?{urlencode({'konto': pk, 'vems': 'alla'} | filters)}",
        among(lambda actor, now: Account.objects.answerable_by(actor, now=now)),
    )


SEE = _to_queue(gettext_lazy("See the comments"))
CHECKS = (
    Check("answered", gettext_lazy("Response target"), About.ACCOUNT, "answering.general", answered, fix=SEE,
          applies=lambda document: document.answering.general.counted is not None, stated="within"),
    Check("within_limit", gettext_lazy("Hard limit"), About.ACCOUNT, "answering.limit", within_limit,
          fix=SEE, applies=lambda document: document.answering.limit.within is not None),
    Check("watched_over", gettext_lazy("Checks of the account"), About.ACCOUNT, "oversight.floor", watched_over,
          fix=SEE, applies=lambda document: document.oversight.floor.counted is not None, stated="every"),
    Check("registered", gettext_lazy("Registration"), About.ACCOUNT, "diary", registered,
          fix=_to_queue(gettext_lazy("See the comments"), status="answered"),
          applies=lambda document: bool(document.diary.triggers)),
    Check("looked_at_again", gettext_lazy("Second look"), About.ACCOUNT, "answering.second_look",
          looked_at_again, fix=SEE),
)  # fmt: skip


def every() -> tuple[Check, ...]:
    """This room's checks."""
    return CHECKS
