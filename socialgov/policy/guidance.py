"""Så gör vi: what guides people and no machine can check, from one version of the guidelines. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from socialgov.policy.guidelines import Guidelines
from socialgov.policy.schema.base import Modality

WORDS_A_MINUTE = 150  # slowly, as one reads rules
MOMENTS = ("plan", "profile", "post", "reply", "remove", "upload", "crisis", "read")
LEADS: dict[str, str | Promise] = {
    "profile": gettext_lazy("How we do it in the profile"),
    "post": gettext_lazy("How we do it when we post"),
    "reply": gettext_lazy("How we do it when we reply"),
    "remove": gettext_lazy("How we do it before something is taken away"),
    "upload": gettext_lazy("How we do it with images"),
    "crisis": gettext_lazy("How we do it in a crisis"),
}
"""What stands above the texts of a moment; those of a plan stand beside its questions."""


TITLES: dict[str, str | Promise] = {
    "in_service": gettext_lazy("In service"),
    "signing": gettext_lazy("Signing"),
    "private_use": gettext_lazy("Privately in working hours"),
    "free_speech": gettext_lazy("Freedom of expression"),
    "tone": gettext_lazy("Tone"),
    "criticism": pgettext_lazy("topic", "Criticism"),
    "no_reply": gettext_lazy("When we do not reply"),
    "individual_cases": gettext_lazy("Individual cases"),
    "secrecy_elsewhere": gettext_lazy("Speculation about secrets"),
    "crisis": gettext_lazy("In a crisis"),
    "copyright": gettext_lazy("Copyright"),
    "images_and_secrecy": gettext_lazy("Images and secrecy"),
    "care": gettext_lazy("Consideration and safety"),
    "activity": gettext_lazy("Keep it alive"),
    "before_the_start": gettext_lazy("Before you start"),
    "sender": gettext_lazy("The municipality as sender"),
    "politicians": gettext_lazy("Politicians"),
    "information_plan": gettext_lazy("The information plan"),
    "complement": gettext_lazy("A complement to the website"),
    "likes": gettext_lazy("Likes and follows"),
    "impostors": gettext_lazy("False accounts"),
    "communication_plan": gettext_lazy("Communication plan"),
    "related_policies": gettext_lazy("Other documents that hold"),
    "others_information": gettext_lazy("What others write"),
}
CHAPTERS: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("you", gettext_lazy("You and your role"), ("in_service", "signing", "private_use", "free_speech")),
    (
        "replying",
        gettext_lazy("When you reply"),
        ("tone", "criticism", "no_reply", "individual_cases", "secrecy_elsewhere", "crisis"),
    ),
    ("publishing", gettext_lazy("When you publish"), ("copyright", "images_and_secrecy", "care")),
    (
        "account",
        gettext_lazy("The account"),
        (
            *(
                "before_the_start",
                "activity",
                "sender",
                "politicians",
                "information_plan",
                "complement",
                "likes",
                "impostors",
            ),
            *("communication_plan", "related_policies", "others_information"),
        ),
    ),
)
REST = "more"


@dataclass(frozen=True, slots=True)
class Advice:
    """One text, and where it stands."""

    topic: str
    title: str
    text: str
    rules: tuple[str, ...] = ()
    lines: str = ""
    modality: Modality = Modality.MUST


@dataclass(frozen=True, slots=True)
class Chapter:
    """Texts that belong together."""

    key: str
    title: str
    advice: tuple[Advice, ...]


def title_of(topic: str) -> str:
    """The topic's heading. A municipality's own topic is its code as words."""
    known = TITLES.get(topic)
    return str(known) if known is not None else topic.replace("_", " ").capitalize()


def advice(document: Guidelines, moment: str = "") -> tuple[Advice, ...]:
    """The texts shown at a moment, in the guidelines' order; without one, all of them."""
    return tuple(
        Advice(guide.topic, title_of(guide.topic), guide.text, guide.rule, guide.lines, guide.modality)
        for guide in document.guides
        if not moment or moment in guide.moments
    )


def chapters(document: Guidelines) -> list[Chapter]:
    """The whole handbook. Topics of the municipality's own come last."""
    texts = advice(document)
    known = {topic for _key, _title, topics in CHAPTERS for topic in topics}
    own = tuple(dict.fromkeys(text.topic for text in texts if text.topic not in known))
    every = (*CHAPTERS, (REST, _("Also good to know"), own))
    found = [Chapter(key, str(title), tuple(_in_order(texts, topics))) for key, title, topics in every]
    return [chapter for chapter in found if chapter.advice]


def _in_order(texts: Iterable[Advice], topics: tuple[str, ...]) -> list[Advice]:
    return sorted((text for text in texts if text.topic in topics), key=lambda text: topics.index(text.topic))


def digest(document: Guidelines) -> str:
    """SHA-256 of what is read: another decision, line number or order is not another text."""
    said = sorted((guide.topic, guide.text) for guide in document.guides)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def minutes(document: Guidelines) -> int:
    """How long it takes to read, at least a minute."""
    words = sum(len(guide.text.split()) for guide in document.guides)
    return max(1, -(-words // WORDS_A_MINUTE))
