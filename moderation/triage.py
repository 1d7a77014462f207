"""A first reading of a comment: which words in it ask for haste. A suggestion to a person, never a measure.

Transparent on purpose: the lists below are all there is, and `because` names what was found. Nothing is learnt from
people, and criticism is never suggested for removal (ATV-53).
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`urgency`: danger, now or empty; `code`: a removal category, `distress`, or empty; `because`: the words found."""

    urgency: str = ""
    code: str = ""
    because: str = ""
    case_number: str = ""
    records_request: bool = False


# Danger to life first: each is a phrase that a person in distress uses about themselves.
_DISTRESS = (
    r"(om|att) jag inte (fanns|finns|levde)", r"\bta livet av mig\b", r"\bvill (inte leva|dö)\b", r"\borkar inte (mer|leva)\b",
    r"\btar? (mitt|livet)\b.{0,12}\bliv\b", r"\bskada mig själv\b",
)  # fmt: skip
_THREAT = (
    r"\b(kommer|ska) (han|hon|du|ni|de) inte hem hel", r"\b(vi|jag) (vet var (du|ni|han|hon) bor)\b",
    r"\b(slå ihjäl|döda|skjuta|knäcka|bränna ner)\b.{0,30}\b(dig|er|honom|henne|dem)\b", r"\b(du|ni) ska (dö|få se)\b",
)  # fmt: skip
_AGITATION = (
    r"\bär ohyra\b", r"\bborde (slängas|kastas) ut\b.{0,40}\b(landet|sverige)\b", r"\bmed våld\b.{0,30}\bbehövs\b", r"\bborde utrotas\b",
)  # fmt: skip
_FRAUD = (
    r"\blegitimera dig\b", r"\bdu har (fått|vunnit)\b.{0,40}\bkr\b", r"\bför utbetalning\b", r"\bkundservice\b.{0,40}\bgrattis\b",
)  # fmt: skip
_COMMERCIAL = (r"\blån utan uc\b", r"\bpengarna på kontot\b", r"\bköp nu\b", r"\brabattkod\b")
_SECRECY = (
    r"\butreds för\b", r"\bfamiljehem\b", r"\bhar (diagnos|adhd|autism|demens)\b", r"\bplacerad på\b", r"\bskyddad identitet\b",
)  # fmt: skip
_INSULT = (r"\b(idiot|kräk|as|äckel)\b.{0,80}\b(menar dig|du är|spärras in)\b", r"\binkompetent\w*\b.{0,20}\bidiot\b")
_PERSONAL = (r"\b0\d{1,3}[- ]?\d{2,3}[ ]?\d{2}[ ]?\d{2}\b.{0,60}\b(ring|skäll)\b", r"\bring och skäll\b")
_SWEARING = (r"\bför jävlig\w*\b", r"\bjävla\b", r"\bfan\b", r"\bhelvete\w*\b", r"\bförbannad\w*\b", r"\bskit\w*\b")
_RECORDS = (r"\bta del av\b.{0,60}\b(avtal\w*|handling\w*|faktur\w*|beslut\w*|protokoll\w*)", r"\bbegär(a|an)? ut\b")

_RULES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("danger", "distress", _DISTRESS),
    ("now", "threat", _THREAT),
    ("now", "agitation", _AGITATION),
    ("now", "fraud", _FRAUD),
    ("now", "secrecy", _SECRECY),
    ("now", "offensive_data", _PERSONAL),
    ("now", "insult", _INSULT),
    ("now", "commercial", _COMMERCIAL),
    ("", "swearing", _SWEARING),
)
_COMPILED = tuple(
    (urgency, code, tuple(re.compile(p, re.IGNORECASE | re.DOTALL) for p in patterns))
    for urgency, code, patterns in _RULES
)
_RECORDS_COMPILED = tuple(re.compile(p, re.IGNORECASE | re.DOTALL) for p in _RECORDS)
_CASE = re.compile(r"\b([A-ZÅÄÖ]{2,6}) ?((?:19|20)\d{2})[-/:](\d{2,6})\b")


def read(text: str) -> Suggestion:
    """Suggest how urgent `text` is and why. An own question or criticism suggests nothing."""
    number = _CASE.search(text)
    case = f"{number[1]} {number[2]}-{number[3]}" if number else ""
    wants_records = any(pattern.search(text) for pattern in _RECORDS_COMPILED)
    for urgency, code, patterns in _COMPILED:
        for pattern in patterns:
            if found := pattern.search(text):
                words = re.sub(r"\s+", " ", found[0])[:60]
                return Suggestion(urgency, code, words, case, wants_records)
    return Suggestion(case_number=case, records_request=wants_records)
