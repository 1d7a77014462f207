"""The one style sheet of public pages: the part of Bootstrap they use, tokens, base, their own page, and the font.

A public visitor makes one request plus this file. What is let in is listed here, by class; rules of bare elements
always are. The font is cut down from Source Sans 3 to the letters and weights that public pages show. Its licence (OFL)
keeps the name "Source" for the unchanged font, so the cut-down one has a name of its own.
"""

import base64
import re
from io import BytesIO
from pathlib import Path

import tinycss2
from django.conf import settings
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

LIMIT = 60_000  # bytes, font included
SOURCES = (
    "vendor/bootstrap.min.css",
    "css/tokens.css",
    "css/base.css",
    "css/pages/channel-list.css",
    "css/public-only.css",
)
OWN = frozenset(SOURCES[3:])  # every class of these is public
FULL_FONT = "vendor/source-sans-3-latin-wght-normal.woff2"
FONT = "vendor/allmoge-sans-latin.woff2"
FONT_NAME = "Allmoge Sans"
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2009, 0x202F, *range(0x2013, 0x2015), *range(0x2018, 0x201F)]
LETTERS += [0x2022, 0x2026, 0x20AC, *range(0x2190, 0x2194), 0x2212]
TARGET = "css/public.css"
CLASSES = frozenset(
    """
    public visually-hidden visually-hidden-focusable skip sample brand brand-mark icon muted small meta plain num nowrap
    rule dot btn btn-primary btn-secondary btn-danger btn-quiet btn-sm is-waiting actions due due-rest due--soon
    due--passed due--limit due--now due--none due--later due--done status status--done status--wait status--rest person
    person-unit person--lines platform account form-label form-text form-control form-select form-check
    form-check-input form-check-label is-invalid invalid-feedback mb-3 error-summary facts count answer answer-line
    answer--no answer--yes answer--was answer--unknown crumb section section-head table-cards note note-by note--calm
    """.split()  # noqa: SIM905 - a list of ninety strings is not easier to read
)
# Bootstrap's elements that no public page has, and its states that ours replace.
_NOT_FROM_BOOTSTRAP = re.compile(
    r"samp|kbd|\bpre\b|\bcode\b|output|progress|^caption|datalist|webkit-color|webkit-file|file-selector|address|iframe"
    r"|webkit-datetime|search\]|figure|abbr|mark\b|week|month|calendar|webkit-date|-moz-focus|:-moz|switch|btn-check"
    r"|btn-(primary|secondary|danger)|indeterminate|form-select|is-invalid|disabled~|\[disabled\]|btn-check"
    r"|data-bs-theme=dark|was-validated|form-control-color|plaintext|select\[multiple|valid~|type=range|prefers-reduced"
)
_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_USES = re.compile(r"var\(\s*(--[\w-]+)")
_VARIABLE = re.compile(r"(--bs-[\w-]+):(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*(;|(?=}))")


def build() -> str:
    """The text of static/css/public.css."""
    static = Path(settings.BASE_DIR) / "static"
    parts = []
    for source in SOURCES:
        path = static / source
        rules = tinycss2.parse_stylesheet(path.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True)
        parts += [_Piece(source, rule) for rule in rules]
    css = "".join(_write(part.source, part.rule) for part in parts)
    css = _drop_unused_variables(css).replace('"Source Sans 3"', f'"{FONT_NAME}"')
    font = base64.b64encode((static / FONT).read_bytes()).decode()
    face = (
        f'@font-face{{font-family:"{FONT_NAME}";font-style:normal;font-weight:400 600;font-display:swap;'
        f'src:url("data:font/woff2;base64,{font}") format("woff2")}}'
    )
    notice = (
        "/* Built by manage.py build_public_css from static/; do not edit. "
        "Bootstrap 5.3.8 (MIT); Allmoge Sans, cut down from a font by Adobe (OFL 1.1). See static/vendor */\n"
    )
    return f'@charset "UTF-8";{notice}{css}\n{face}\n'


class _Piece:
    def __init__(self, source, rule):
        self.source, self.rule = source, rule


def _write(source: str, rule) -> str:
    if rule.type == "qualified-rule":
        return _write_rule(source, rule)
    if rule.type != "at-rule" or rule.at_keyword in ("font-face", "charset", "keyframes", "-webkit-keyframes"):
        return ""
    if rule.content is None:
        return ""
    condition = _tight(tinycss2.serialize(rule.prelude))
    if source.startswith("vendor/") and _NOT_FROM_BOOTSTRAP.search(condition):
        return ""
    inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
    body = "".join(_write(source, each) for each in inner)
    return f"@{rule.at_keyword} {condition}{{{body}}}" if body else ""


def _write_rule(source: str, rule) -> str:
    selectors = [_tight(s) for s in _split(tinycss2.serialize(rule.prelude))]
    kept = [selector for selector in selectors if _is_public(source, selector)]
    if not kept:
        return ""
    body = _tight(tinycss2.serialize([t for t in rule.content if t.type != "comment"])).rstrip(";")
    return f"{','.join(kept)}{{{body}}}" if body else ""


def _split(prelude: str) -> list[str]:
    """A selector list at its commas, but not those inside :not(…) and the like."""
    out, depth, start = [], 0, 0
    for index, sign in enumerate(prelude):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            out.append(prelude[start:index])
            start = index + 1
    return [*out, prelude[start:]]


def _is_public(source: str, selector: str) -> bool:
    if source in OWN:
        return True
    if "[data-bs-theme=" in selector and ":not(" not in selector:
        return False  # a public page follows the device
    if source.startswith("vendor/") and _NOT_FROM_BOOTSTRAP.search(selector):
        return False
    # Bootstrap's classes are in only with at least one of ours; a bare element is the reset.
    return all(name in CLASSES for name in _CLASS.findall(selector))


def _tight(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text).strip()
    quoted = re.split(r"(\"[^\"]*\"|'[^']*'|url\([^)]*\))", text)
    for index in range(0, len(quoted), 2):
        quoted[index] = re.sub(r"\s*([{};,>])\s*", r"\1", quoted[index])
        quoted[index] = re.sub(r"(?<=[\w\]-]):\s+", ":", quoted[index])
    return "".join(quoted)


def _drop_unused_variables(css: str) -> str:
    """Bootstrap defines some two hundred variables; those that nothing uses go, until none is left."""
    while (smaller := _without_variables_not_in(css, set(_USES.findall(css)))) != css:
        css = smaller
    return css


def _without_variables_not_in(css: str, used: set[str]) -> str:
    kept = _VARIABLE.sub(lambda match: match[0] if match[1] in used else "", css)
    return re.sub(r"[^{}]*\{\}", "", kept)


def path() -> Path:
    return Path(settings.BASE_DIR) / "static" / TARGET


def cut_font() -> bytes:
    """The public font from the full one: fewer letters, weights 400 to 600, no hinting, a name of its own."""
    font = TTFont(Path(settings.BASE_DIR) / "static" / FULL_FONT, recalcTimestamp=False)
    options = subset.Options(
        layout_features=["kern", "tnum", "locl", "ccmp", "mark"],
        hinting=False,
        name_IDs=[0, 13, 14],
        notdef_outline=True,
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": (400, 600)})
    for name_id, text in ((1, FONT_NAME), (2, "Regular"), (4, FONT_NAME), (6, FONT_NAME.replace(" ", ""))):
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()
