"""Is this address one of the municipality's channels? Answered from the published list only, never from drafts."""

from dataclasses import dataclass

from socialgov.platforms.addresses import NotRecognised
from socialgov.platforms.likeness import looks_alike
from socialgov.platforms.recognise import recognise


@dataclass(frozen=True, slots=True)
class Verdict:
    """`answer`: official, formerly, alike or unknown; `entry` is the entry of the list that it is about."""

    answer: str
    asked: str
    entry: dict | None = None


def _key(address: str) -> str:
    try:
        return recognise(address).key
    except NotRecognised:
        return ""


def verify(asked: str, *, content: dict | None) -> Verdict:
    """Compare `asked` with the list in force.

    Only the exact account is official: neither a stranger on the same platform nor a look-alike.
    """
    listed = (content or {}).get("channels", [])
    key = _key(asked)
    if key:
        for entry in listed:
            if entry["key"] == key:
                return Verdict("official", asked, entry)
        for entry in (content or {}).get("former", []):
            if entry["key"] == key:
                return Verdict("formerly", asked, entry)
    ours = {entry["key"]: entry for entry in listed}
    if likeness := looks_alike(asked, [recognise(entry["address"]) for entry in listed]):
        return Verdict("alike", asked, ours[likeness.known.key])
    return Verdict("unknown", asked)
