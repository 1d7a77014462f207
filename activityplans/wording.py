"""The plan's questions in words: annex 2 of the form, unless the adopted guidelines have words of their own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socialgov.look.municipality import with_roles
from socialgov.policy.schema.plans import Asked, Question

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """`kind` is how it is answered: line, text, people, hours, check or recorded. `why` stands in the margin."""

    heading: Text
    help: Text = ""
    why: Text = ""
    kind: str = "text"


WORDS: dict[str, Words] = {
    "medium": Words(
        _("Social medium"),
        _("For example Facebook, YouTube, blog"),
        _("One plan for each social medium. Several accounts on the same one can share it."),
        "line",
    ),
    "address": Words(_("Web address"), _("Paste the address or write: does not exist yet"), "", "line"),
    "account_name": Words(
        _("Name of the account"),
        _("For example Ljungsele kulturskola"),
        _("The municipality's or the operation's name should be seen in the profile."),
        "line",
    ),
    "unit": Words(
        _("Municipal operation"), _("The municipal operation that will be in the social medium"), "", "unit"
    ),
    "description": Words(_("Description of the activity"), "", ""),
    "purpose": Words(
        _("The purpose of being in the social medium"),
        _("Can be to spread information, give better service, create dialogue or receive views"),
        _("The operation should know what the channel is good for before it starts."),
    ),
    "audience": Words(
        _("Who is the target group?"),
        _("The main target groups"),
        _("The narrower the group, the easier to choose tone and time."),
        "line",
    ),
    "goals": Words(
        _("What are the goals of the effort?"),
        _("Also give measurable goals, for example 200 followers in half a year"),
        _("To judge whether the effort succeeded there must be goals. We ask again at the follow-up."),
    ),
    "administrators": Words(
        _("Who will administer the account?"),
        _("Phone and e-mail are filled in for you"),
        _("Several people, so that someone can always answer."),
        "people",
    ),
    "operators": Words(
        _("Who will do the daily work?"), _("Make posts, answer questions and so on"), "", "people"
    ),
    "substitutes": Words(
        _("Who stands in when they are away?"), _("For example on sick leave or holiday"), "", "people"
    ),
    "monitoring": Words(
        _("How often and at what times will the account be watched and updated?"),
        _("Only office hours or other times too? Make an estimate. Do not forget school holidays and weekends"),
        _("Response times are counted from these hours. At other times the clock does not run."),
    ),
    "weekly_hours": Words(
        _("Estimated working time"),
        _("Hours a week"),
        _("Count on someone having to look every day it is open."),
        "hours",
    ),
    "duties": Words(
        _("Who writes, registers, archives and disposes?"),
        with_roles(
            _("Filled in: you write, %(registrar)s registers, the system takes the half-yearly capture"),
            registrar="registrar",
        ),
        _("So that everyone knows who does what with the records."),
    ),
    "secrecy_measures": Words(
        _("How do you protect information under secrecy?"),
        _("For example consent for pictures, no names, who looks before a post goes out"),
        _("The operation works under secrecy."),
    ),
    "other": Words(
        pgettext_lazy("question", "Other"),
        _("For example graphic profile and special measures if the operation works under secrecy"),
    ),
    "consulted": Words(
        _("Consultation"),
        "",
        with_roles(_("%(office)s ticks the box when the consultation is done."), office="communications"),
        "recorded",
    ),
    "guidelines_followed": Words(
        _("Guidelines"), _("The guidelines for social media have been followed"), "", "check"
    ),
    "drafted_by": Words(_("The activity plan was drawn up by"), "", "", "recorded"),
    "message": Words(_("What is our message?")),
    "channel_choice": Words(_("Have we chosen the right channel, or are there better ways?")),
    "how_channel_works": Words(_("How does the channel work, and what do people there expect?")),
    "evaluation": Words(_("How will we evaluate?")),
    "website_enough": Words(_("Is it enough to use the website?")),
    "website_link": Words(_("Which page on the website do we link to?"), "", "", "line"),
    "strengthens": Words(_("How can this strengthen our operation?")),
    "if_not": Words(_("What happens if we do not do it?")),
    "readiness": Words(_("Who is ready to answer when people write?")),
    "opportunities_and_risks": Words(_("What are the opportunities and the risks?")),
}  # fmt: skip
THINK_FIRST = frozenset(
    {
        *("message", "channel_choice", "how_channel_works", "evaluation", "website_enough", "website_link"),
        *("strengthens", "if_not", "readiness", "opportunities_and_risks"),
    }
)
"""Optional ones of these are folded out under *Tänk efter före*."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question as the plan shows it."""

    number: int
    key: str
    heading: Text
    help: Text
    why: Text
    kind: str
    required: bool
    lines: str
    think_first: bool


def questions(asked: tuple[Question, ...], *, has_secrecy: bool, purposes: tuple[str, ...] = ()) -> list[AskedQuestion]:
    """The guidelines' questions in their order, numbered. Secrecy measures are asked only where there is secrecy.

    `purposes` are those that the guidelines name to choose from (OSB-21); they stand at the question about the purpose.
    """
    choose = _("For example: %(purposes)s.") % {"purposes": "; ".join(purposes)} if purposes else ""
    shown: list[AskedQuestion] = []
    for question in asked:
        words = WORDS.get(question.key) or Words(question.heading, question.help)
        if question.key == "secrecy_measures" and not has_secrecy:
            continue
        folded = question.key in THINK_FIRST and question.asked is Asked.OPTIONAL
        shown.append(
            AskedQuestion(
                number=0 if folded else sum(not one.think_first for one in shown) + 1,
                key=question.key,
                heading=question.heading or words.heading,
                help=question.help or (choose if question.key == "purpose" else "") or words.help,
                why=words.why,
                kind="recorded" if question.asked is Asked.RECORDED else words.kind,
                required=question.asked is Asked.REQUIRED,
                lines=question.lines.replace("-", "–"),
                think_first=folded,
            )
        )
    return shown
