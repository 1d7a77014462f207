"""Everything the page of one item shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.selectors import work_calendar
from moderation import triage, wording
from moderation.models import (
    Alarm,
    Decision,
    EarlierClock,
    Forwarding,
    Item,
    ItemText,
    PlatformAction,
    Reply,
    SecondLook,
)
from moderation.reasons import NO_ANSWER_REASONS
from moderation.services.answers import CLAIM_LASTS
from moderation.services.outbox import offered, works_by_connection
from moderation.services.removal import category_of, may_be_answered
from moderation.services.second_looks import candidates
from moderation.standing import Standing, clock_of, standing
from moderation.workflow import HANDLING, VISIBILITY
from socialgov.diary import selectors as diary
from socialgov.diary.models import Dispatch
from socialgov.look import deadlines, times
from socialgov.look.deadlines import Phrase
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person
from socialgov.platforms import catalogue
from socialgov.platforms.catalogue import Platform
from socialgov.policy import selectors as policy
from socialgov.policy.citing import Citation
from socialgov.policy.schema.removal import RemovalCategory

WITH_IT = ("account__unit", "account__connection", "claimed_by", "answered_by", "reports__account", "guidelines")


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be pressed: the action's name in workflow.py, and whether we carry it out ourselves."""

    action: str
    connected: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """`texts` is empty where the actor may not read them. `draft` is a colleague's answer that nobody has used yet."""

    item: Item
    clock: deadlines.Clock
    standing: Standing
    why: Citation
    limit_why: Citation
    readable: bool
    answerable: bool
    texts: list[ItemText]
    changed_at_source: bool
    platform: Platform | None
    offers: dict[str, Offer]
    categories: tuple[RemovalCategory, ...]
    suggestion: RemovalCategory | None
    suggestion_code: str
    questions: int
    reply_note: str
    replies: list[Reply]
    leaving: Reply | None
    draft: Forwarding | None
    forwardings: list[Forwarding]
    alarms: list[Alarm]
    looks: list[SecondLook]
    may_look: bool
    failed: PlatformAction | None
    under_way: bool
    decisions: list[Decision]
    earlier_clock: EarlierClock | None
    with_registrar: Dispatch | None
    reports: list[Item]
    thread: list[Item]
    writing: Person | None
    status: str


def detail(item: Item, *, actor: Actor, now: datetime) -> Detail:
    """Everything about one item that the actor may see. `item` is one of `Item.objects.visible_to`."""
    item, readable, answerable = _with_rights(item, actor, now)
    calendar = work_calendar(item.account) if item.account else policy.calendar_for()
    texts = list(item.texts.all())
    looks = list(item.second_looks.select_related("decision__by", "done_by", "attacked").order_by("due_at"))
    forwardings = list(item.forwardings.select_related("unit", "person", "asked_by"))
    actions = list(item.actions.order_by("pk"))
    decisions = list(item.decisions.select_related("by", "on_behalf_of"))
    replies = list(item.replies.select_related("by", "on_behalf_of"))
    return Detail(
        item=item,
        clock=clock_of(item),
        standing=standing(item, now=now, calendar=calendar),
        why=Citation(item.target_rule, item.target_lines),
        limit_why=Citation(item.limit_rule, item.limit_lines),
        readable=readable,
        answerable=answerable,
        texts=texts if readable else [],
        changed_at_source=len(texts) > 1,
        platform=platform_of(item),
        offers=offers(item) if answerable else {},
        categories=policy.removal_categories(),
        suggestion=category_of(item.suggestion) if item.suggestion and item.is_open else None,
        suggestion_code=item.suggestion,
        questions=triage.read(texts[-1].text).questions if texts and readable else 0,
        reply_note=may_be_answered(decisions),
        replies=replies,
        leaving=next((r for r in replies if r.state == Reply.State.LEAVING), None),
        draft=next((f for f in reversed(forwardings) if f.answered_at and not f.answer_used), None),
        forwardings=forwardings,
        alarms=list(item.alarms.select_related("raised_by", "ended_by").prefetch_related("told").order_by("raised_at")),
        looks=looks,
        may_look=any(look.done_at is None for look in looks)
        and SecondLook.objects.waiting().filter(item=item).lookable_by(actor, now=now).exists(),
        failed=next((a for a in reversed(actions) if a.state == "given_up" and not a.withdrawn_at), None)
        if item.visibility == "failed" or any(r.state == Reply.State.FAILED for r in replies[-1:])
        else None,
        under_way=any(a.state in ("waiting", "taken") for a in actions),
        decisions=decisions,
        earlier_clock=item.earlier_clocks.first(),
        with_registrar=_with_registrar(item),
        reports=list(item.reported_by.prefetch_related("texts").order_by("received_at")),
        thread=_thread(item, actor, now),
        writing=writing(item, now=now, besides=actor),
        status=status(item, now=now),
    )


def _with_rights(item: Item, actor: Actor, now: datetime) -> tuple[Item, bool, bool]:
    """The item with all that it points to, and whether the actor may read what it says and answer it: one question."""
    same = {"pk": OuterRef("pk")}
    found = Item.objects.select_related(*WITH_IT).annotate(
        may_read=Exists(Item.objects.content_readable_by(actor, now=now).filter(**same)),
        may_answer=Exists(Item.objects.answerable_by(actor, now=now).filter(**same)),
    )
    row: Any = found.get(pk=item.pk)
    return row, row.may_read, row.may_answer


def platform_of(item: Item) -> Platform | None:
    try:
        return catalogue.get(item.account.platform) if item.account else None
    except KeyError:
        return None


def offers(item: Item) -> dict[str, Offer]:
    """What the state and the platform allow just now, by action. What a platform refuses is never offered."""
    found = [t.action for t in HANDLING.actions(item.handling) if t.who == "answerable_by" and t.action != "undo"]
    for transition in VISIBILITY.actions(item.visibility):
        if transition.who == "answerable_by" and offered(item, transition.action):
            found.append(transition.action)
    connected = {action for action in ("answer", *found) if _by_connection(item, action)}
    return {action: Offer(action, action in connected) for action in found}


def _by_connection(item: Item, action: str) -> bool:
    name = {"answer": "reply"}.get(action, action)
    return name in PlatformAction.Action.values and works_by_connection(item, name)


def _with_registrar(item: Item) -> Dispatch | None:
    from_kind = {"comment": "moderation.comment", "message": "moderation.message", "report": "moderation.report"}
    return diary.under_way(item, kind=from_kind[item.kind])


def _thread(item: Item, actor: Actor, now: datetime) -> list[Item]:
    """What else was written under the same post, in order of time (ATV-32: chronologically ordered)."""
    if not item.post_url or item.account_id is None:
        return []
    others = Item.objects.content_readable_by(actor, now=now).filter(account=item.account_id, post_url=item.post_url)
    return list(others.exclude(pk=item.pk).prefetch_related("texts").order_by("received_at", "pk")[:50])


def writing(item: Item, *, now: datetime, besides: Actor) -> Person | None:
    """Who is writing a reply just now, if it is someone else."""
    if item.claimed_by is None or item.claimed_by_id == besides.person_id or item.claimed_at is None:
        return None
    return item.claimed_by if now - item.claimed_at <= CLAIM_LASTS else None


def status(item: Item, *, now: datetime) -> str:
    """The item's state in the vocabulary's words, one line."""
    on = {"platform": platform.name if (platform := platform_of(item)) else _("the channel")}
    match item.visibility:
        case "failed":
            return _("Could not be removed – try again or report it to %(platform)s") % on
        case "gone":
            return _("No longer on %(platform)s") % on
        case "visible":
            pass
        case _:
            return str(item.get_visibility_display())
    if item.handling == Item.Handling.WAITING:
        asked = item.forwardings.filter(answered_at=None).select_related("unit", "person").last()
        name = (asked.unit or asked.person or asked.address) if asked else _("A colleague")
        return _("Waiting for a reply from %(name)s") % {"name": name}
    if item.handling == Item.Handling.ANSWERED and item.answered_in:
        return _("Answered in %(platform)s") % on
    return str(item.get_handling_display())


def second_look_phrase(look: SecondLook, *, now: datetime) -> Phrase:
    return deadlines.second_look(times.local_day(look.due_at), now)


def removed_phrase(item: Item) -> Phrase | None:
    """`Borttagen 4 min efter att vi såg den`"""
    taken = item.removed_at or item.hidden_at
    return deadlines.removed(max(timedelta(), taken - item.first_known_at)) if taken and item.first_known_at else None


def could_look(look: SecondLook, *, now: datetime) -> list[Person]:
    """Who may look at it, for the page to name."""
    return candidates(look.item, look.decision, look.attacked_id, now=now, until=look.due_at)


def reply_reasons() -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in NO_ANSWER_REASONS.items()]


def report_status(number: int, *, now: datetime) -> str | None:
    """What the one who reported reads, by the receipt's number; None for a number that was never given.

    Nothing of what anybody wrote is told, and nothing of who did what.
    """
    report = Item.objects.filter(kind=Item.Kind.REPORT, receipt=number).select_related("reports").first()
    if report is None:
        return None
    about = report.reports
    if about is None:
        if report.is_open:
            return _("We have received your report and look at it. Thank you for telling us.")
        return _("We have looked at your report. Thank you for telling us.")
    at = {"since": _since(about.removed_at or about.hidden_at, now=now)}
    gone = about.visibility in ("removed", "gone")
    hidden = about.visibility == "hidden"
    if hidden and report.reports_confirmed:
        return _("The comment is hidden since %(since)s. Thank you for telling us.") % at
    if hidden:
        return _("We believe that the comment you mean is hidden since %(since)s. Thank you for telling us.") % at
    if gone and report.reports_confirmed:
        return _("The comment is no longer there. Thank you for telling us.")
    if gone:
        return _("We believe that the comment you mean is no longer there. Thank you for telling us.")
    if not report.is_open:
        return _("We have looked at your report, and the comment stays. Thank you for telling us.")
    return _("We have received your report and look at it. Thank you for telling us.")


def _since(moment: datetime | None, *, now: datetime) -> str:
    if moment is None:
        return ""
    return times.clock(moment) if times.local_day(moment) == times.local_day(now) else times.when(moment, now=now)


def chronological(account, *, actor: Actor, now: datetime, query: str = ""):
    """Every comment of an account in order of time, whatever happened to it (ATV-32)."""
    items = Item.objects.visible_to(actor, now=now).filter(account=account)
    if query:
        readable = Item.objects.content_readable_by(actor, now=now).filter(account=account)
        items = readable.filter(Q(texts__text__icontains=query) | Q(texts__author_name__icontains=query)).distinct()
    return items.order_by("-received_at", "-pk")


__all__ = [
    "Detail", "Offer", "chronological", "could_look", "detail", "offers", "platform_of", "removed_phrase",
    "reply_reasons", "report_status", "second_look_phrase", "status", "wording", "writing",
]  # fmt: skip
