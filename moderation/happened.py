"""What has happened with one item, in words: the history on its page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from moderation.held_against import Held, held_against
from moderation.listing import forwarded_to, name_of_platform
from moderation.models import Decision, Item
from moderation.reasons import NO_ANSWER_REASONS
from moderation.selectors.detail import Detail
from socialgov.look import times
from socialgov.policy.categories import KNOWN


@dataclass(frozen=True, slots=True)
class Event:
    """A line of what has happened. `quote` is somebody's words, `held` the rules it was taken away under."""

    at: datetime
    text: str
    quote: str = ""
    kind: str = ""
    held: Held | None = None


def history(found: Detail, *, now: datetime) -> list[Event]:
    """What has happened, the latest first: from the decisions, what came in, and what the clock has passed."""
    item = found.item
    platform = name_of_platform(item)
    written = (
        _("Reported by a visitor") if item.kind == Item.Kind.REPORT else _("Written on %(name)s") % {"name": platform}
    )
    events = [Event(item.received_at, written)]
    if times.stamp(item.detected_at) != times.stamp(item.received_at):
        events.append(Event(item.detected_at, _("Came in here")))
    events += [Event(text.seen_at, _("Changed by the author"), kind="passed") for text in found.texts[1:]]
    if not found.readable and found.changed_at_source:
        events.append(Event(item.detected_at, _("Changed by the author"), kind="passed"))
    if item.target_at and (item.answered_at or now) > item.target_at and (item.is_open or item.answered_at):
        events.append(Event(item.target_at, _("The response target passed"), kind="passed"))
    if item.limit_at and (item.answered_at or now) > item.limit_at and (item.is_open or item.answered_at):
        events.append(Event(item.limit_at, _("The hard limit passed"), kind="alarm"))
    events += [_event(decision, found, platform) for decision in found.decisions]
    events += _answers_from_colleagues(found)
    if item.registered_at:
        number = _("Registered %(number)s") % {"number": item.diary_number}
        events.append(Event(item.registered_at, number, kind="done"))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _answers_from_colleagues(found: Detail) -> list[Event]:
    return [
        Event(sent.answered_at, _("%(name)s answered") % {"name": sent.answered_by or forwarded_to(sent)}, sent.answer)
        for sent in found.forwardings
        if sent.answered_at and found.readable
    ]


def _event(decision: Decision, found: Detail, platform: str) -> Event:
    who = decision.by.name if decision.by else _("Automatically")
    if decision.on_behalf_of:
        who = _("%(name)s for %(other)s") % {"name": who, "other": decision.on_behalf_of.name}
    text = f"{_what(decision, platform)} · {who}"
    quote = ""
    if decision.action == Decision.Action.ANSWER and found.readable:
        reply = next((r for r in reversed(found.replies) if r.written_at == decision.at), None)
        quote = reply.text if reply else ""
    if decision.action == Decision.Action.FORWARD:
        sent = next((f for f in found.forwardings if f.asked_at == decision.at), None)
        if sent:
            text = _("Forwarded to %(name)s · %(who)s") % {"name": forwarded_to(sent), "who": who}
            quote = sent.question if found.readable else ""
    kinds = {"alarm": "alarm", "answer": "done", "answered_elsewhere": "done", "second_look": "done", "removed": "done"}
    held = held_against(decision, found.item) if decision.why != "done" else None
    return Event(decision.at, text, quote, kinds.get(decision.action, ""), held)


def _what(decision: Decision, platform: str) -> str:
    """The measure in words, with its category and lines where it has them."""
    why = decision.why
    match decision.action:
        case "no_answer":
            reason = NO_ANSWER_REASONS.get(why)
            return (
                f"{decision.get_action_display()}: {str(reason).lower()}" if reason else decision.get_action_display()
            )
        case "answered_elsewhere":
            return _("Answered in %(platform)s") % {"platform": platform}
        case "forward":
            return decision.get_action_display()
        case "hide" | "remove" | "report_to_platform" | "block":
            label = category_name(decision.category)
            done = _("Done in %(platform)s") % {"platform": platform} if why == "done" else ""
            words = done or decision.get_action_display()
            return f"{words}: {label}" if label and not done else words
        case "second_look":
            found = {"right": _("it was right"), "restore": _("show it again"), "wrong": _("it was wrong")}.get(why, "")
            return f"{decision.get_action_display()}: {found}" if found else decision.get_action_display()
        case "stay":
            return _("Read and left to stay")
    return decision.get_action_display()


def category_name(code: str) -> str:
    return str(KNOWN[code].label) if code in KNOWN else ""
