"""A first reading of a comment: which words in it ask for haste. A suggestion to a person, never a measure.

Transparent on purpose: the lists below are all there is, and `because` names what was found. Nothing is learnt from
people, and criticism is never suggested for removal (ATV-53).
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`urgency`: danger, now or empty; `code`: a removal category, a route, or empty; `because`: the words found."""

    urgency: str = ""
    code: str = ""
    because: str = ""
    case_number: str = ""
    questions: int = 0

    @property
    def is_secret(self) -> bool:
        """Whether what stands there should be read by few from the start."""
        return self.code in SECRET


DISTRESS, RECORDS, THANKS = "distress", "records_request", "thanks"
SECRET = frozenset({"secrecy", DISTRESS})
NOT_ABOUT_REMOVAL = frozenset({DISTRESS, RECORDS, THANKS, "fault_report", "damage", "own_reply", "impostor"})

# Danger to life first: each is a phrase that a person in distress uses about themselves.
_DISTRESS = (
    r"\b(om|att) jag inte (fanns|finns|levde)\b", r"\bta livet av mig\b", r"\bvill (inte leva|dö)\b",
    r"\borkar inte (mer\b(?!.{0,3}\b(än|av)\b)|leva\b)", r"\btar? mitt liv\b", r"\bskada mig själv\b",
)  # fmt: skip
_THREAT = (
    r"\bkommer (han|hon|du|ni|de) inte hem hel", r"\b(vi|jag) vet var (du|ni|han|hon) bor\b",
    r"\b(slå ihjäl|skjuta|bränna ner|knäcka) (dig|er|honom|henne|dem)\b", r"\b(du|ni|han|hon) ska (dö|få stryk)\b",
)  # fmt: skip
_AGITATION = (
    r"\bär (ohyra|parasiter|djur allihop)\b", r"\bborde (slängas|kastas) ut ur\b.{0,40}\b(landet|sverige)\b",
    r"\bborde utrotas\b",
)  # fmt: skip
_FRAUD = (
    r"\blegitimera dig\b.{0,40}\butbetalning\b", r"\bdu har (fått|vunnit)\b.{0,40}\bkr\b",
    r"\bkundservice\b.{0,40}\bgrattis\b",
)  # fmt: skip
_COMMERCIAL = (r"\blån utan uc\b", r"\bpengarna på kontot\b", r"\bköp nu\b", r"\brabattkod\b")
_SECRECY = (
    r"\butreds för\b", r"\bbor i familjehem\b", r"\bhar (diagnosen|adhd|autism|demens)\b", r"\bskyddad identitet\b",
)  # fmt: skip
_PERSONAL = (r"\b0\d{1,3}[- ]?\d{2,3} ?\d{2} ?\d{2}\b.{0,60}\b(ring|skäll)\b", r"\bring och skäll\b")
_INSULT = (
    r"\b(idiot|kräk|äckel|as)\b.{0,80}\b(menar dig|borde spärras in)\b", r"\binkompetent\w*\b.{0,20}\bidiot\b",
    r"\bdu är en? \w{0,20} ?(idiot|kräk|äckel)\b",
)  # fmt: skip
_PICTURED = (r"\[bild: hela (uppslaget|artikeln)\b", r"\bavfotograferat\b")
_SWEARING = (r"\bför jävlig\w*\b", r"\bjävla\b", r"\bfan\b", r"\bhelvete\w*\b", r"\bförbannad\w*\b")
_RECORDS = (r"\bta del av\b.{0,60}\b(avtal\w*|handling\w*|faktur\w*|beslut\w*|protokoll\w*)", r"\bbegär(a|an)? ut\b")
_FAULT = (r"\bgatlykta\w*\b", r"\bhål i vägen\b", r"\bvattenläcka\b", r"\bluktar\b.{0,20}\bklor\b")
_DAMAGE = (r"\bbröt\b.{0,40}\bvem betalar\b", r"\bskadestånd\b")
_THANKS = (r"^\W*(stort |jätte|tusen )?tack\b(?!.*\?)", r"^\W*heja\b(?!.*\?)")

_RULES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("danger", DISTRESS, _DISTRESS),
    ("now", "threat", _THREAT),
    ("now", "agitation", _AGITATION),
    ("now", "fraud", _FRAUD),
    ("now", "secrecy", _SECRECY),
    ("now", "offensive_data", _PERSONAL),
    ("now", "insult", _INSULT),
    ("now", "commercial", _COMMERCIAL),
    ("", "copyright", _PICTURED),
    ("", RECORDS, _RECORDS),
    ("", "damage", _DAMAGE),
    ("", "fault_report", _FAULT),
    ("", THANKS, _THANKS),
)
_FLAGS = re.IGNORECASE | re.DOTALL


def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, _FLAGS) for pattern in patterns)


_COMPILED = tuple((urgency, code, _compiled(patterns)) for urgency, code, patterns in _RULES)
_SWEARS = _compiled(_SWEARING)
_CASE = re.compile(r"\b([A-ZÅÄÖ]{2,6}) ?((?:19|20)\d{2})[-/:](\d{2,6})\b")
_QUESTION = re.compile(r"\?(?=\s|$|[\"”’)])")
MOST_READ = 20_000


def read(text: str) -> Suggestion:
    """Suggest how urgent `text` is and why. Plain questions and criticism suggest nothing.

    A swear word alone asks for nothing: what is a view is answered, not removed; the word is only shown as `because`.
    """
    text = text[:MOST_READ]
    number = _CASE.search(text)
    case_number = f"{number[1]} {number[2]}-{number[3]}" if number else ""
    questions = len(_QUESTION.findall(text))
    for urgency, code, patterns in _COMPILED:
        if words := _first(patterns, text):
            return Suggestion(urgency, code, words, case_number, questions)
    return Suggestion("", "", _first(_SWEARS, text), case_number, questions)


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> str:
    found = next((match for pattern in patterns if (match := pattern.search(text))), None)
    return re.sub(r"\s+", " ", found[0])[:80] if found else ""


# --- Which comment a report means -----------------------------------------------------------------------------------
_WORD = re.compile(r"[a-zåäöé]{4,}")
_COMMON = frozenset(
    [
        "någon",
        "några",
        "sånt",
        "sådan",
        "denna",
        "detta",
        "deras",
        "kommunens",
        "kommunen",
        "sida",
        "sidan",
        "kommentar",
        "kommentaren",
        "skriver",
        "skrivit",
        "ska",
        "borde",
        "kallar",
        "säger",
        "inte",
        "vara",
        "finns",
        "också",
        "bara",
        "eller",
        "efter",
        "från",
        "över",
        "under",
        "hade",
        "skulle",
        "kunna",
        "måste",
        "mycket",
    ]
)


def likeness(report: str, comment: str, *, place: str = "") -> float:
    """How much of what a report says is found again in a comment: 0 to 1, by words alike in their first letters.

    The words of `place`, the account's name, say nothing of which comment it is.
    """
    mine, theirs = stems(report) - stems(place), stems(comment)
    return len(mine & theirs) / len(mine) if mine else 0.0


def stems(text: str) -> set[str]:
    """The first five letters of each word that says something."""
    return {word[:5] for word in _WORD.findall(text.lower()) if word not in _COMMON}


def first_stem(name: str) -> str:
    """The first word of a name that says something, as in `stems`; empty when there is none."""
    return next((word[:5] for word in _WORD.findall(name.lower()) if word not in _COMMON), "")
