"""Whether an address resembles one of ours without being it: how impostors live.

Answers *Nej – men den liknar en av våra*. Whether an address *is* ours is asked first, and by `Recognised.key` alone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import unquote

from .addresses import NotRecognised, take_apart, tidy
from .confusables import readable_host, skeleton
from .recognise import Kind, Recognised, recognise

# What is put on a genuine name to borrow its trust. Compared as skeletons.
_BORROWED = frozenset(map(skeleton, (
    "kundservice", "kundtjanst", "kundcenter", "service", "support", "help", "hjalp", "helpdesk", "kontakt",
    "contact", "info", "information", "official", "officiell", "officiella", "real", "riktiga", "sverige",
    "sweden", "se", "nu", "ny", "nya", "new", "page", "sida", "konto", "account", "team", "admin", "bidrag",
    "elstod", "stod", "utbetalning", "aterbetalning", "betalning", "erbjudande", "vinn", "kampanj", "tavling",
    "jobb", "nyheter", "news", "live", "kommun", "kommunen", "kommuns", "sakerhet", "security", "verify",
    "verifierad", "bankid", "inloggning", "login", "the", "my", "min",
)))  # fmt: skip
_SHORTEST = 6  # skeletons shorter than this resemble too much


class Why(IntEnum):
    """In which way it resembles, the closest first."""

    SAME_LETTERS = 1  # reads the same: other letters, other separators
    MISSPELT = 2
    ADDED_WORD = 3  # ours with something put to it
    OTHER_PLATFORM = 4  # our name where we are not


@dataclass(frozen=True, slots=True)
class Likeness:
    """`known` is ours, `why` how the other one resembles it, `distance` in letters changed (0 reads the same)."""

    known: Recognised
    why: Why
    distance: int


def looks_alike(address: str, known: Iterable[Recognised]) -> Likeness | None:
    """The one of `known` that `address` is most easily taken for, or None.

    None as well when the address is exactly one of them. Takes anything that was pasted, also what `recognise` refuses
    (an impostor on a made-up host is the very thing asked about).
    """
    platform, name = _read(address)
    if not name:
        return None
    own_key = _key(address)
    best: Likeness | None = None
    for ours in known:
        if ours.key == own_key:
            return None
        found = _compare(platform, name, ours)
        if found and (best is None or (found.why, found.distance) < (best.why, best.distance)):
            best = found
    return best


def _key(address: str) -> str:
    try:
        return recognise(address).key
    except NotRecognised:
        return ""


def _read(address: str) -> tuple[str, str]:
    """Platform's slug ('' when unknown) and what the address calls itself, as a skeleton."""
    try:
        return _name_of(recognise(address))
    except NotRecognised as error:
        if (account := getattr(error, "account", None)) is not None:
            return _name_of(account)
    tidied = tidy(address)[:2048]
    if before_at := re.match(r"https?://([^/@\s]+)@", tidied):
        return _read(before_at[1])  # the eye stops here, the browser goes on to what stands after the @
    try:
        parts = take_apart(tidied)
    except NotRecognised:
        return "", skeleton(unquote(re.sub(r"^[a-z]+://", "", tidied))).replace("/", "")
    segments = [s for s in parts.path.split("/") if s]
    return "", skeleton(max(segments, key=len)) if segments else _site_skeleton(parts.host)


def _name_of(account: Recognised) -> tuple[str, str]:
    slug = account.platform.slug
    if account.kind == Kind.SITE:
        return "site", _site_skeleton(account.handle)
    return slug, skeleton(account.handle).replace("@", "")


def _site_skeleton(handle: str) -> str:
    host, _slash, path = handle.partition("/")
    return skeleton(readable_host(host).removeprefix("www.") + path.replace("/", ""))


def _compare(platform: str, name: str, ours: Recognised) -> Likeness | None:
    our_platform, our_name = _name_of(ours)
    if len(our_name) < _SHORTEST or ours.handle == ours.persistent_id:
        return None
    same_place = platform in (our_platform, "")
    if name == our_name:
        return Likeness(ours, Why.SAME_LETTERS if same_place else Why.OTHER_PLATFORM, 0)
    if not same_place:
        return None
    allowed = 1 if len(our_name) < 9 else 2
    distance = edit_distance(name, our_name, at_most=allowed)
    if distance <= allowed:
        return Likeness(ours, Why.MISSPELT, distance)
    if (added := _added(name, our_name)) and (added in _BORROWED or len(our_name) >= 0.75 * len(name)):
        return Likeness(ours, Why.ADDED_WORD, len(added))
    return None


def _added(name: str, ours: str) -> str:
    """The one piece put into, before or after `ours` to make `name`; empty when it was not made that way."""
    extra = len(name) - len(ours)
    if extra <= 0:
        return ""
    for at in range(len(ours) + 1):
        if name.startswith(ours[:at]) and name.endswith(ours[at:]) and (piece := name[at : at + extra]) in _BORROWED:
            return piece
    if name.startswith(ours):
        return name[len(ours) :]
    return name[:extra] if name.endswith(ours) else ""


def edit_distance(a: str, b: str, *, at_most: int) -> int:
    """Letters to add, take away, change or swap with the next to make `b` of `a`.

    Above `at_most` only some larger number. Optimal string alignment, cut off when nothing within `at_most` remains.
    """
    if abs(len(a) - len(b)) > at_most:
        return at_most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        earlier, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > at_most and min(before) > at_most:
            return at_most + 1
    return row[-1]
