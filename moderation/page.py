"""The page of one item: its clock as a line, what has happened, what can be pressed."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Account
from archiving.models import Evidence
from moderation import duties, wording
from moderation.forms import BlockLookForm, LookForm, ReportedForm
from moderation.guidance import guide_for
from moderation.happened import category_name, history
from moderation.listing import forwarded_to, name_of_platform, where
from moderation.models import Decision, Item
from moderation.reasons import NO_ANSWER_REASONS
from moderation.selectors.blocks import Shown, blocks_of
from moderation.selectors.detail import Detail, detail, second_look_phrase
from moderation.selectors.figures import oversight
from moderation.selectors.police import police_of
from moderation.selectors.routes import ways_in_use
from socialgov.look import deadlines
from socialgov.organisation.actor import Actor
from socialgov.policy import selectors as policy
from socialgov.policy import spoken
from socialgov.policy.spans import Span, Unit

ONE_WORKING_DAY = Span(1, Unit.WORKING_DAYS)
LENGTH = 1000  # of the clock's line, in its own units


@dataclass(frozen=True, slots=True)
class ClockLine:
    """Skriven | Svarsmål | Yttersta gräns, and how far the time has come. Places from 0 to LENGTH."""

    received: datetime
    target: datetime | None
    limit: datetime | None
    now_at: int
    target_at: int | None

    @classmethod
    def of(cls, item: Item, *, now: datetime) -> "ClockLine | None":
        end = max((at for at in (item.target_at, item.limit_at) if at), default=None)
        if end is None or end <= item.received_at:
            return None

        def place(at: datetime) -> int:
            share = (at - item.received_at) / (end - item.received_at)
            return round(LENGTH * min(max(share, 0), 1))

        at = place(item.answered_at or now)
        target = place(item.target_at) if item.target_at else None
        return cls(item.received_at, item.target_at, item.limit_at, at, target)

    @property
    def target_mark(self) -> int | None:
        return None if self.target_at is None else min(self.target_at, LENGTH - 4)

    @property
    def now_mark(self) -> int:
        return min(self.now_at, LENGTH - 4)


@dataclass(frozen=True, slots=True)
class Hand:
    """What a person has to do in the platform's own app, and then say that it is done."""

    title: str
    text: str


def item_page(item: Item, *, actor: Actor, now: datetime) -> dict:
    """What the template of one item needs."""
    found = detail(item, actor=actor, now=now)
    item = found.item
    offers = found.offers
    platform_name = name_of_platform(item)
    evidence = _evidence(found, actor, now)
    open_alarms = [alarm for alarm in found.alarms if alarm.ended_at is None]
    return {
        "d": found,
        "item": item,
        "where": where(item),
        "heading": wording.kind(item) if item.account is None else where(item),
        "latest": found.texts[-1] if found.texts else None,
        "earlier": found.texts[:-1],
        "media": found.texts[-1].media if found.texts else [],
        "clock_line": ClockLine.of(item, now=now) if item.is_open or item.answered_at else None,
        "why_this_time": why_this_time(item),
        "guide": guide_for(found),
        "platform_name": platform_name,
        "connected": {name for name, offer in offers.items() if offer.connected},
        "can": _can(found),
        "events": history(found, now=now),
        "evidence": evidence,
        "evidence_hidden": bool([d for d in found.decisions if d.evidence_id]) and not evidence,
        "by_hand": _by_hand(found, platform_name),
        "open_alarms": open_alarms,
        "urgent_alarm": item.is_open and item.urgency == Item.Urgency.DANGER and not open_alarms,
        **_looks(found, now=now),
        "receipt": wording.receipt(item.receipt) if item.receipt is not None else "",
        "reported_text": _reported_text(item, actor, now),
        "duties": duties.left(item, found.decisions) if found.answerable else [],
        "signing": signing(),
        "reasons": list(NO_ANSWER_REASONS.items()),
        "routes": _routes(found),
        "police": police_of(found),
        **_blocks(found, actor, now),
        "reported_form": ReportedForm(),
        "citizen_draft": _citizen_draft(found),
        "asks_about_minor": item.kind == Item.Kind.MESSAGE and not item.is_open and item.minor is None,
        "status": _status(found, now=now),
        "status_kind": _status_kind(item),
        "note_for_hiding": _hide_note(found),
        "now": now,
    }


def _looks(found: Detail, *, now: datetime) -> dict:
    """The second look that waits, with its form for whoever may make it, and those that are done."""
    waiting = next((look for look in found.looks if look.done_at is None), None)
    form = None
    if waiting and found.may_look:
        form = LookForm(look=waiting, can_be_shown=bool({"show", "restore"} & set(found.offers)))
    return {
        "waiting_look": waiting,
        "look_phrase": second_look_phrase(waiting, now=now) if waiting else None,
        "look_category": category_name(waiting.decision.category) if waiting else "",
        "look_form": form,
        "done_looks": [look for look in found.looks if look.done_at and look.outcome != "replaced"],
    }


def _routes(found: Detail) -> list[dict]:
    """The ready-made routes, and when the item was sent by one of them."""
    sent = {forwarding.route: forwarding.asked_at for forwarding in found.forwardings}
    return [
        {"code": way.code, "label": way.label, "note": way.note, "sent_at": sent.get(way.code)}
        for way in ways_in_use().values()
    ]


def _blocks(found: Detail, actor: Actor, now: datetime) -> dict:
    """Who was blocked for it, and the form of a second look. Asked only where a measure says that there is one."""
    some = found.answerable and any(decision.action == Decision.Action.BLOCK for decision in found.decisions)
    blocks: list[Shown] = blocks_of(found.item, actor=actor, now=now) if some else []
    waiting = next((shown.block for shown in blocks if shown.may_look), None)
    return {"blocks": blocks, "block_look_form": BlockLookForm(block=waiting) if waiting else None}


def _citizen_draft(found: Detail) -> str:
    """What the ready-made route says to the one who wrote, while nobody has answered."""
    if found.replies or found.reply_note == "no" or not found.item.is_open:
        return ""
    return next((sent.citizen for sent in reversed(found.forwardings) if sent.citizen), "")


def _reported_text(item: Item, actor: Actor, now: datetime) -> str:
    """What the reported comment says, for those who may read it."""
    if item.reports_id is None:
        return ""
    readable = Item.objects.content_readable_by(actor, now=now).filter(pk=item.reports_id).first()
    latest = readable.texts.last() if readable else None
    return latest.text if latest else ""


def _can(found: Detail) -> dict[str, bool]:
    """Which buttons there are. One that the platform, the state or a permission refuses is not shown."""
    item, offers = found.item, found.offers
    answers = item.kind != Item.Kind.REPORT
    platform = found.platform if item.kind == Item.Kind.COMMENT else None
    return {
        "reply": "answer" in offers and answers and found.leaving is None and not (found.replies and not item.is_open),
        "write_again": "answer" in offers and answers and bool(found.replies) and not item.is_open,
        "rather_not": found.reply_note == "no",
        "answered_elsewhere": "answered_elsewhere" in offers and answers and item.is_open,
        "no_answer": "no_answer" in offers and item.is_open,
        "reopen": "reopen" in offers and item.visibility == Item.Visibility.VISIBLE,
        "forward": "forward" in offers and item.is_open,
        "registrar": found.answerable and found.with_registrar is None,
        "hide": "hide" in offers,
        "show": "show" in offers,
        "remove": "remove" in offers,
        "restore": "restore" in offers,
        "report": found.answerable and item.is_open and platform is not None and not platform.abilities.can_remove,
        "alarm": found.answerable,
        "stay": found.answerable
        and item.is_open
        and item.urgency != Item.Urgency.DANGER
        and (bool(item.urgency) or found.suggestion is not None),
        "help": found.answerable and item.is_open and item.urgency == Item.Urgency.DANGER,
        "suggested": found.suggestion is not None and item.urgency != Item.Urgency.DANGER and item.is_open,
        "secrecy": found.answerable and not item.secrecy,
        "block": found.answerable and found.readable and item.account is not None and answers and bool(found.texts),
    }


def _hide_note(found: Detail) -> str:
    return str(found.platform.hide_note) if found.platform else ""


def _status(found: Detail, *, now: datetime) -> str:
    """The state in a pill; nothing where the clock says it all."""
    item = found.item
    if found.writing:
        return _("%(name)s is writing a reply") % {"name": found.writing.name.split()[0]}
    if item.is_open and item.handling == Item.Handling.NEW and item.visibility == Item.Visibility.VISIBLE:
        return ""
    if item.diary_number and not item.is_open and item.visibility == Item.Visibility.VISIBLE:
        return _("Registered %(number)s") % {"number": item.diary_number}
    asked = [f for f in found.forwardings if f.answered_at is None]
    if item.is_open and item.handling == Item.Handling.WAITING and asked:
        return _("Waiting for a reply from %(name)s") % {"name": forwarded_to(asked[-1])}
    return found.status


def _status_kind(item: Item) -> str:
    if item.visibility == Item.Visibility.FAILED:
        return "stop"
    if item.visibility in (Item.Visibility.HIDDEN, Item.Visibility.REMOVED):
        return "done"
    return "done" if item.handling == Item.Handling.ANSWERED else ""


def _by_hand(found: Detail, platform: str) -> Hand | None:
    """Decided here, not yet done there: nothing is connected, so a person does it."""
    item = found.item
    if found.under_way or not found.answerable:
        return None
    words = {"platform": platform}
    match item.visibility:
        case "hiding":
            title = _("Hide it in %(platform)s now") % words
        case "removing":
            title = _("Remove it in %(platform)s now") % words
        case "showing":
            return Hand(_("Show it in %(platform)s again") % words, _("Nothing is connected, so it is done there."))
        case _:
            return None
    return Hand(title, _("The copy is saved. The account is not connected, so it is done there."))


def _evidence(found: Detail, actor: Actor, now: datetime) -> list[Evidence]:
    """The saved copies, the latest first, that the actor may see."""
    ids = [decision.evidence_id for decision in found.decisions if decision.evidence_id]
    if not ids:
        return []
    return list(Evidence.objects.readable_by(actor, now=now).filter(pk__in=ids).order_by("-taken_at"))


def why_this_time(item: Item) -> str:
    """`Facebook: inom en arbetsdag.` Empty for what has no clock."""
    if item.target_at is None or item.guidelines is None:
        return ""
    document = item.guidelines.document
    name = name_of_platform(item) if item.account else _("Reports")
    clock = document.clock_for(item.account.platform if item.account else "", item.kind)
    if clock.target is None:
        return ""
    words = _("one working day") if clock.target == ONE_WORKING_DAY else spoken.span(clock.target)
    return _("%(platform)s: within %(span)s.") % {"platform": name, "span": words}


def signing() -> str:
    """How an answer is signed by the guidelines, with their example (OSB-07, VAL-04, LJU-14)."""
    posting = policy.guidelines().posting
    words = str(spoken.SIGNED_AS[posting.signed_as])
    if not posting.example:
        return words
    return _("%(how)s For example: %(example)s.") % {"how": words, "example": posting.example}


@dataclass(frozen=True, slots=True)
class Check:
    """An account that somebody has to look at on the platform itself, and when it was last done."""

    account: Account
    latest: datetime | None
    next_by: datetime | None
    phrase: deadlines.Phrase | None


def koll(*, actor: Actor, now: datetime) -> dict:
    """For an empty list: which of one's own accounts nothing comes in from by itself, the longest unseen first."""
    mine = Account.objects.run_by(actor, now=now).filter(state__in=("active", "closing")).select_related("unit")
    checks = []
    for account in mine.filter(connection=None)[:20]:
        found = oversight(account)
        phrase = deadlines.next_check(found.next_by, now) if found.next_by else None
        checks.append(Check(account, found.latest, found.next_by, phrase))
    checks.sort(key=lambda check: (check.latest is not None, check.latest or now))
    following = min((check.next_by for check in checks if check.next_by), default=None)
    return {"checks": checks, "next_check": deadlines.next_check(following, now) if following else None}
