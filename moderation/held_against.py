"""Under which rules for comments something was taken away: the version in force that day, and the one it was written
under."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.rules_held import rules_on
from moderation.models import Decision, Item
from socialgov.look import times

TAKEN_AWAY = frozenset({Decision.Action.HIDE, Decision.Action.REMOVE, Decision.Action.REPORT_TO_PLATFORM})


@dataclass(frozen=True, slots=True)
class Held:
    """The version's name, its public page, and what else must be known of it."""

    name: str
    url: str
    note: str


def held_against(decision: Decision, item: Item) -> Held | None:
    """For a measure that takes something away; None for others, and before any rules were published."""
    if decision.action not in TAKEN_AWAY or (rules := rules_on(item.account, at=decision.at)) is None:
        return None
    words = {"title": rules.title, "number": rules.number}
    notes = [_("in force from %(day)s.") % {"day": times.date_long(rules.since)}]
    if rules.pasted_on:
        notes.append(_("Pasted into the profile %(day)s.") % {"day": times.date_long(rules.pasted_on)})
    if item.received_at < rules.since:
        earlier = rules_on(item.account, at=item.received_at)
        if earlier:
            notes.append(_("When it was written version %(number)d held.") % {"number": earlier.number})
        else:
            notes.append(_("When it was written no rules were published."))
    return Held(_("%(title)s, version %(number)d") % words, rules.url, " ".join(notes))
