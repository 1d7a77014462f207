"""Text as the eye reads it in passing: two texts with the same skeleton are easily taken for each other.

A hand-picked part of Unicode's confusables (TR 39): the letters seen in addresses, figures for letters, and the pairs
rn/m and vv/w. Styled letters (full-width, mathematical) fold by NFKC, accents fall away.
"""

import unicodedata

import idna

_LOOKS_LIKE = {
    "a": "аɑαӕаաȧ@",
    "b": "ЬƄƅьв",
    "c": "сϲςᴄ",
    "d": "ԁɗđ",
    "e": "еёѐєεɛԑ3",
    "f": "ƒſ",
    "g": "ɡgց",
    "h": "һհнћ",
    "j": "јϳ",
    "k": "кκ",
    "l": "1ӏlłǀ|!iіїıιɩɪΙ",
    "m": "м",
    "n": "пηո",
    "o": "0оοօøöσө",
    "p": "рρ",
    "q": "ԛգ",
    "r": "гᴦ",
    "s": "ѕ5$ꜱ",
    "t": "тτ",
    "u": "υսʋ",
    "v": "ѵν",
    "w": "ԝωшա",
    "x": "хχ",
    "y": "уүγʏў",
    "z": "ᴢζ",
}
_FOLD = {ord(c): letter for letter, others in _LOOKS_LIKE.items() for c in others if c != letter}
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_SEPARATORS = str.maketrans("", "", "._-+~ ")


def skeleton(text: str, *, keep_separators: bool = False) -> str:
    """What `text` looks like: one small Latin letter for everything that resembles it; i, l and 1 are the same."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    for pair, letter in _PAIRS:
        bare = bare.replace(pair, letter)
    bare = bare.translate(_FOLD)
    return bare if keep_separators else bare.translate(_SEPARATORS)


def readable_host(host: str) -> str:
    """The host in its own letters, from its ASCII form (xn--…)."""
    try:
        return idna.decode(host)
    except (idna.IDNAError, UnicodeError):
        return host


def pretends_to_be(host: str, genuine: tuple[str, ...]) -> bool:
    """Whether `host` (ASCII form) is made to be read as one of the `genuine` hosts without being one.

    Three ways: letters that look the same (xn--…, faceb00k.com), and the genuine host used as the beginning of
    another (facebook.com.login.se). Names that only contain the brand (facebookhjalpen.se) are nobody's pretence.
    """
    if host in genuine:
        return False
    seen = skeleton(readable_host(host), keep_separators=True).removeprefix("www.")
    for name in genuine:
        bare = name.removeprefix("www.")
        if host.removeprefix("www.").startswith(f"{bare}.") and len(bare) > 5:
            return True
        if host.removeprefix("www.") != bare and seen == skeleton(bare, keep_separators=True):
            return True
    return False
