"""What the guidelines say about an item, in one line beside the reply box. Words only; never a measure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from moderation import triage
from moderation.duties import secrecy_steps_after_removal
from moderation.models import Item
from moderation.selectors.detail import Detail
from socialgov.policy import selectors as policy
from socialgov.policy.citing import Citation, cite


@dataclass(frozen=True, slots=True)
class Guide:
    """A first sentence in semibold, what follows, and where it stands. `quote`: the words that the reading found."""

    lead: str
    text: str = ""
    where: str = ""
    quote: str = ""


def guide_for(detail: Detail) -> Guide | None:
    """The line that matters most for this item, or None when nothing is to be answered."""
    item = detail.item
    if item.kind == Item.Kind.REPORT:
        return None
    if after := _after_a_measure(detail):
        return after
    if not item.is_open:
        return None
    if detail.suggestion_code == triage.DISTRESS:
        text = _("Call 112 if it may be urgent. Reply at once, as a human being. Raise the alarm. Then hide it.")
        return Guide(_("Someone is not well."), text)
    if detail.suggestion:
        category = detail.suggestion
        lead = _("May be: %(category)s.") % {"category": str(category.known.label)}
        return Guide(lead, str(category.known.help), _where(category.lines), quote=item.suggested_because)
    if item.case_number:
        text = _("Reply without going into the case. Promise nothing about the outcome.")
        where = str(cite("answering.individual_cases")) or str(cite("house_rules.criticism"))
        return Guide(_("Criticism may stay."), text, where)
    if wanted := _wanted(item):
        return wanted
    swearing = next((c for c in detail.categories if c.code == "swearing"), None)
    if item.suggested_because and swearing and not item.suggestion:
        return Guide(_("Criticism may stay."), str(swearing.known.help), _where(swearing.lines), item.suggested_because)
    return Guide(_("Criticism may stay."), "", str(cite("house_rules.criticism")))


def _after_a_measure(detail: Detail) -> Guide | None:
    match detail.reply_note:
        case "no":
            return Guide(_("Do not reply."), _("Others could see what it was about."), _topic("no_reply"))
        case "offer_link":
            return Guide(_("You may offer a link instead."), _("Do not repeat what it said."))
        case "redirect":
            return _after_a_secret()
    return None


def _after_a_secret() -> Guide:
    """The guidelines' own steps after the removal of a secret post (ATV-45, OSB-17, LJU-11)."""
    steps = secrecy_steps_after_removal()
    text = _("Do not repeat what it said.")
    lead = _("Now: %(steps)s.") % {"steps": steps} if steps else text
    return Guide(lead, text if steps else "", str(cite("secrecy")))


def _wanted(item: Item) -> Guide | None:
    """What someone asks for that has a route of its own."""
    match item.suggestion:
        case triage.RECORDS:
            text = _("Forward it to the registrar. It must be handled promptly.")
            return Guide(_("Someone asks for a document."), text, str(cite("diary")))
        case "fault_report":
            return Guide(_("A fault report."), _("Forward it, and reply that you have."))
        case "damage":
            return Guide(_("May become a damage claim."), _("Forward it, and reply. Promise no compensation."))
        case triage.THANKS:
            return Guide(_("Thanks or cheering."), _("No answer is needed. A short thank you is nice."))
    return None


def _topic(code: str) -> str:
    guides = policy.guidelines().guides
    return next((_where(guide.lines) for guide in guides if guide.topic == code), "")


def _where(lines: str) -> str:
    return str(Citation("", lines))
