"""The Swedish catalogues: one per room, kept equal to what code and templates say.

Texts are found with Python's own parser and Django's template lexer, so no gettext tools are needed. A text that
several rooms use is translated in one of them (the house's catalogue first), never differently in two.
"""

import ast
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

HOUSE = "house"
LANGUAGE = "sv"
# The position of each function's arguments: context, singular, plural.
_FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    name + lazy: places
    for name, places in {
        "gettext": (None, 0, None),
        "gettext_noop": (None, 0, None),
        "ngettext": (None, 0, 1),
        "pgettext": (0, 1, None),
        "npgettext": (0, 1, 2),
    }.items()
    for lazy in ("", "_lazy")
}
_LITERAL = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(\s*(u?{_LITERAL}(?:\s*,\s*u?{_LITERAL})*)", re.DOTALL)
_HEADER = {
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

Key = tuple[str | None, str]


@dataclass(slots=True)
class Text:
    """A text that code or a template shows, and where."""

    context: str | None
    singular: str
    plural: str = ""
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.context, self.singular


class UnreadableTemplate(Exception):
    """A template that Django's lexer refuses."""


def base() -> Path:
    return Path(settings.BASE_DIR)


def rooms() -> list[str]:
    """Apps with a catalogue of their own: ours, but for look, whose texts are the house's."""
    names = [app.rpartition(".")[2] for app in settings.INSTALLED_APPS if (base() / app.replace(".", "/")).is_dir()]
    return [name for name in names if name != "look"]


def room_of(path: Path) -> str:
    """The room a source file belongs to; the house's if it is nobody's."""
    parts = path.relative_to(base()).parts
    folder = parts[1] if parts[0] in ("templates", "socialgov") and len(parts) > 2 else parts[0]
    return folder if folder in rooms() else HOUSE


def sources() -> Iterator[Path]:
    """Our own Python files and templates."""
    for folder in ["templates", "socialgov", *(name for name in rooms() if (base() / name).is_dir())]:
        for path in sorted((base() / folder).rglob("*")):
            is_code = path.suffix == ".py" and "migrations" not in path.parts
            if is_code or (path.suffix in (".html", ".txt") and "templates" in path.parts):
                yield path


def texts_of(path: Path) -> list[Text]:
    source = path.read_text(encoding="utf-8")
    found = _in_python(source) if path.suffix == ".py" else _in_template(source, path)
    place = str(path.relative_to(base()))
    return [Text(context, singular, plural, [f"{place}:{line}"]) for context, singular, plural, line in found]


def _in_python(source: str) -> Iterator[tuple[str | None, str, str, int]]:
    tree = ast.parse(source)
    names = dict(_FUNCTIONS)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                if alias.asname and alias.name in _FUNCTIONS:
                    names[alias.asname] = _FUNCTIONS[alias.name]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in names:
            continue
        context, singular, plural = (
            None if place is None or place >= len(node.args) else _words(node.args[place]) for place in names[name]
        )
        if singular is not None:
            yield context, singular, plural or "", node.lineno


def _words(node: ast.expr) -> str | None:
    """What a literal says; None for anything that is only known when it runs."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _in_template(source: str, path: Path) -> Iterator[tuple[str | None, str, str, int]]:
    try:
        pseudo_code = templatize(source, origin=str(path))
    except SyntaxError as error:
        raise UnreadableTemplate(f"{path}: {error}") from error
    for match in _CALL.finditer(pseudo_code):
        name = "gettext" if match[1] == "_" else match[1]
        values = [ast.literal_eval(text.lstrip("u")) for text in re.findall(rf"u?{_LITERAL}", match[2], re.DOTALL)]
        context, singular, plural = (
            None if place is None or place >= len(values) else values[place] for place in _FUNCTIONS[name]
        )
        # templatize doubles per cent signs in blocktranslate and leaves them in translate, as makemessages wants it.
        if singular is not None:
            yield context, singular, plural or "", pseudo_code.count("\n", 0, match.start()) + 1


def used() -> dict[str, dict[Key, Text]]:
    """By room, every text that its sources show."""
    out: dict[str, dict[Key, Text]] = {HOUSE: {}}
    for path in sources():
        room = out.setdefault(room_of(path), {})
        for text in texts_of(path):
            if not text.singular:
                continue
            known = room.setdefault(text.key, text)
            if known is not text:
                known.places += text.places
                known.plural = known.plural or text.plural
    return out


def vocabulary() -> list[tuple[str, str]]:
    """(English, Swedish) of the vocabulary as far as they are whole texts; kept beside the house's catalogue."""
    with (base() / "locale" / HOUSE / "vocabulary.csv").open(encoding="utf-8", newline="") as file:
        return [(row["english"], row["swedish"]) for row in csv.DictReader(file)]


def path_of(room: str) -> Path:
    return base() / "locale" / room / LANGUAGE / "LC_MESSAGES" / "django.po"


def catalogues() -> dict[str, polib.POFile]:
    found = sorted((base() / "locale").glob(f"*/{LANGUAGE}/LC_MESSAGES/django.po"))
    return {path.parts[-4]: polib.pofile(str(path), wrapwidth=120) for path in found}


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def said(entry: polib.POEntry) -> tuple[str, ...]:
    """What the entry says in Swedish, plural forms in order."""
    return tuple(text for _, text in sorted(entry.msgstr_plural.items())) if entry.msgid_plural else (entry.msgstr,)


def is_translated(entry: polib.POEntry) -> bool:
    return not entry.fuzzy and not entry.obsolete and all(said(entry)) and bool(said(entry))


def update(only: str | None = None) -> list[str]:
    """Bring every catalogue, or only one room's, up to date; returns a line for each change."""
    now_used, files = used(), catalogues()
    done: list[str] = []
    words = dict(vocabulary())
    translated = {key_of(e) for po in files.values() for e in po if is_translated(e)}
    anywhere = {key for texts in now_used.values() for key in texts}
    for room in sorted({*now_used, *files}, key=lambda name: (name != HOUSE, name)):
        if (only and room != only) or (room not in files and not now_used.get(room)):
            continue
        po = files.setdefault(room, polib.POFile(wrapwidth=120))
        po.metadata = dict(_HEADER)
        wanted = dict(now_used.get(room, {}))
        if room == HOUSE:
            for english in words:
                wanted.setdefault((None, english), Text(None, english))
        for entry in list(po):
            if entry.obsolete or key_of(entry) not in {*wanted, *anywhere}:
                po.remove(entry)
                done.append(f"{room}: dropped “{entry.msgid}”")
        held = {key_of(entry) for entry in po}
        for key, text in wanted.items():
            if key in held or key in translated:
                continue
            po.append(_entry(text, words.get(text.singular, "")))
            translated.add(key)
            done.append(f"{room}: added “{text.singular}”")
        for entry in po:
            entry.occurrences, entry.flags = [], [f for f in entry.flags if f == "fuzzy"]
        _write(room, po)
    return done


def _entry(text: Text, swedish: str = "") -> polib.POEntry:
    if text.plural:
        return polib.POEntry(
            msgctxt=text.context, msgid=text.singular, msgid_plural=text.plural, msgstr_plural={0: "", 1: ""}
        )
    return polib.POEntry(msgctxt=text.context, msgid=text.singular, msgstr=swedish)


def _write(room: str, po: polib.POFile) -> None:
    po.sort(key=lambda entry: (entry.msgid.casefold(), entry.msgid, entry.msgctxt or ""))
    path = path_of(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(path))


def faults() -> list[str]:
    """What is not as it should be, one line each: untranslated, fuzzy, unused, or two translations of one text."""
    now_used, files = used(), catalogues()
    out: list[str] = []
    where: dict[Key, dict[tuple[str, ...], list[str]]] = {}
    for room, po in files.items():
        for entry in po:
            if entry.fuzzy:
                out.append(f"{room}: fuzzy “{entry.msgid}”")
            elif is_translated(entry):
                where.setdefault(key_of(entry), {}).setdefault(said(entry), []).append(room)
    for (_context, msgid), translations in where.items():
        if len(translations) > 1:
            said_by = "; ".join(f"{'/'.join(rooms)} says “{' | '.join(text)}”" for text, rooms in translations.items())
            out.append(f"two translations of “{msgid}”: {said_by}")
    for room, texts in now_used.items():
        for key, text in texts.items():
            if key not in where:
                out.append(f"{room}: untranslated “{text.singular}” ({text.places[0]})")
            elif text.plural and all(len(t) < 2 for t in where[key]):
                out.append(f"{room}: no plural for “{text.singular}” ({text.places[0]})")
    # A text may be translated in another room than the one that shows it, and the house keeps the whole vocabulary.
    kept = {(None, english) for english, _ in vocabulary()} | {key for texts in now_used.values() for key in texts}
    for room, po in files.items():
        for entry in po:
            if key_of(entry) not in kept:
                out.append(f"{room}: no longer used “{entry.msgid}”")
    return sorted(out)
