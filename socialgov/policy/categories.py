"""The categories for removing a comment that exist at all. All are neutral to what the author thinks.

A profile chooses among them and says where each stands; it cannot add one, because a reason such as "negative" or "not
constructive" would be a judgement of the opinion (RF 2:1, 2:23; FL 5 §; LJU-07). Texts from domain/vocabulary.md, 6.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """Why a category may be removed: an obvious crime, other law, or the municipality's published house rules."""

    CRIMINAL_OBVIOUS = "criminal_obvious"
    UNLAWFUL_OTHER = "unlawful_other"
    HOUSE_RULE = "house_rule"


class Reply(StrEnum):
    """What may be written publicly to the author."""

    NO = "no"  # ATV-28: not answered
    YES = "yes"
    OFFER_LINK = "offer_link"
    REDIRECT = "redirect"  # to the right channel, without repeating what it said


class Routine(StrEnum):
    """What else happens: raise the alarm; secrecy (ATV-45); never photograph nor pass on (child abuse)."""

    NONE = "none"
    ALARM = "alarm"
    SECRECY = "secrecy"
    CHILD_ABUSE = "child_abuse"


@dataclass(frozen=True)
class Category:
    """What holds for a category everywhere, unless a profile says otherwise.

    `published` is what the public reads where the label was written for staff.
    """

    code: str
    label: Promise
    help: Promise | str
    kind: Kind
    second_look: bool
    law: str = ""
    reply: Reply = Reply.NO
    routine: Routine = Routine.NONE
    published: Promise | str = ""


CRIME, LAW, RULE = Kind.CRIMINAL_OBVIOUS, Kind.UNLAWFUL_OTHER, Kind.HOUSE_RULE
BBS = "BBS-lagen 5 §"

KNOWN = {
    category.code: category
    for category in (
        Category(
            "threat",
            _("Threat"),
            _("Someone is threatened with violence or another crime. Raise the alarm too."),
            CRIME,
            False,
            BBS,
            routine=Routine.ALARM,
        ),
        Category("incitement", _("Incitement to crime"), "", CRIME, False, BBS),
        Category(
            "agitation",
            _("Agitation against a population group"),
            _("Threatens or shows contempt for a group because of, for example, origin, faith or orientation."),
            CRIME,
            False,
            BBS,
        ),
        Category(
            "harassment",
            _("Sexist remark or other harassment"),
            _("Aimed at a person."),
            RULE,
            True,
        ),
        Category("violence", _("Unlawful depiction of violence"), "", CRIME, False, BBS),
        Category("porn", _("Pornography"), "", RULE, False),
        Category(
            "child_abuse",
            _("Suspected child abuse"),
            _("Take no picture. Do not pass it on. Call 114 14, in danger 112."),
            CRIME,
            False,
            BBS,
            routine=Routine.CHILD_ABUSE,
            published=_("child abuse"),
        ),
        Category(
            "privacy_crime",
            _("Unlawful breach of privacy"),
            _("For example a nude picture, or that someone is ill, spread to harm."),
            CRIME,
            False,
            BBS,
        ),
        Category(
            "copyright",
            _("Copyrighted material"),
            _("Whole articles, photos, films or music without permission. A link is fine."),
            RULE,
            True,
            BBS,
            reply=Reply.OFFER_LINK,
        ),
        Category(
            "secrecy",
            _("Information under secrecy"),
            _("About a pupil, client, patient or other individual. Removed at once."),
            LAW,
            False,
            "OSL",
            reply=Reply.REDIRECT,
            routine=Routine.SECRECY,
        ),
        Category(
            "offensive_data",
            _("Offensive personal data"),
            _("Address, number, health or other facts about a named person, written to offend. Do not reply."),
            LAW,
            True,
            "GDPR",
        ),
        Category(
            "insult",
            _("Defamation, personal attack or insult"),
            _("About the person, not the work. Criticism of a politician is no personal attack. Do not reply."),
            RULE,
            True,
        ),
        Category(
            "swearing",
            _("Swearing or obscene words"),
            _("Is the rest a view? Rather reply than remove."),
            RULE,
            True,
            reply=Reply.YES,
        ),
        Category(
            "commercial",
            _("Commercial message or advertising"),
            _("Not meetings, collections or party politics."),
            RULE,
            False,
        ),
        Category(
            "fraud",
            _("Fraud in someone's name"),
            _("False customer service, phishing. Raise the alarm too."),
            LAW,
            False,
            routine=Routine.ALARM,
        ),
        Category(
            "bad_link",
            _("Link to forbidden content"),
            _("Say what kind it links to."),
            RULE,
            True,
        ),
        Category(
            "spam",
            _("Spam"),
            _("The same text many times. Shown only if the rules mention it."),
            RULE,
            False,
        ),
        Category(
            "off_topic_crisis", _("Hidden during the crisis"), _("Shown again when the crisis is over."), RULE, True
        ),
    )
}
