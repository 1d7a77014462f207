"""The Swedish catalogues say what the vocabulary says, once, and nothing is left in English."""

import re

import polib
import pytest

from socialgov.look import catalogue

# Section 12 of the vocabulary: words that never appear, whole or as part of a longer word where that is meant.
FORBIDDEN = [
    r"radera\w*",
    r"moderera\w*",
    r"moderator\w*",
    r"användare\w*",
    r"certifier\w*",
    r"tillsyn\w*",
    r"överklaga\w*",
    r"bevis\w*",
    r"dagbok\w*",
    r"vårdnad(?!shavare)\w*",
    r"SLA",
    r"deadline\w*",
    r"compliance",
    r"incident\w*",
    r"eskaler\w*",
    r"ticket\w*",
    r"troll\w*",
    r"hatare\w*",
    # Section 3, column "Not", as far as the word has no other meaning here
    r"signering\w*",
    r"remiss\w*",
    r"moderation\w*",
    r"imposter\w*",
    r"bluffkonto\w*",
    r"liveness",
    r"certifiering\w*",
    r"blockkedja\w*",
    r"bannlys\w*",
    r"fyra ögon",
    r"notifiering\w*",
    r"dashboard\w*",
]
FORBIDDEN_RE = re.compile(rf"\b(?:{'|'.join(FORBIDDEN)})\b", re.IGNORECASE)


def swedish_texts():
    for room, po in catalogue.catalogues().items():
        for entry in po:
            for text in catalogue.said(entry):
                yield room, entry.msgid, text


@pytest.fixture(scope="module")
def faults() -> list[str]:
    return catalogue.faults()


@pytest.mark.parametrize("room", [catalogue.HOUSE, *catalogue.rooms()])
def test_everything_a_room_shows_is_in_swedish(room, faults):
    assert [line for line in faults if line.startswith(f"{room}:")] == []


def test_no_text_is_translated_in_two_ways(faults):
    assert [line for line in faults if line.startswith("two translations")] == []


def test_the_vocabulary_is_said_letter_by_letter():
    spoken: dict[str, set[str]] = {}
    for po in catalogue.catalogues().values():
        for entry in po:
            if catalogue.is_translated(entry) and not entry.msgctxt:
                spoken.setdefault(entry.msgid, set()).add(catalogue.said(entry)[0])
    wrong = [
        (english, swedish, spoken.get(english))
        for english, swedish in catalogue.vocabulary()
        if spoken.get(english) != {swedish}
    ]
    assert wrong == []


def test_words_that_never_appear_do_not():
    found = [(room, text) for room, _, text in swedish_texts() if FORBIDDEN_RE.search(text)]
    assert found == []


def test_templates_carry_no_word_that_never_appears():
    found = []
    for path in catalogue.sources():
        if path.suffix in (".html", ".txt"):
            text = re.sub(r"{[%#].*?[%#]}|{{.*?}}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            found += [(path.name, word) for word in FORBIDDEN_RE.findall(text)]
    assert found == []


def test_placeholders_are_the_same_in_both_languages():
    named = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
    wrong = []
    for po in catalogue.catalogues().values():
        for entry in po:
            if not catalogue.is_translated(entry):
                continue
            wanted = set(named.findall(entry.msgid)) | set(named.findall(entry.msgid_plural or ""))
            wrong += [entry.msgid for text in catalogue.said(entry) if not set(named.findall(text)) <= wanted]
    assert wrong == []


def test_the_catalogue_finds_texts_in_python_and_templates(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    (tmp_path / "accounts").mkdir()
    (tmp_path / "templates" / "accounts").mkdir(parents=True)
    (tmp_path / "accounts" / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        "A = _('One ' 'text')\nB = ngettext('%(n)s row', '%(n)s rows', n)\nC = pgettext('verb', 'Close')\n"
    )
    page = tmp_path / "templates" / "accounts" / "page.html"
    page.write_text(
        '{% load i18n %}{% translate "Hello you" %}{{ x|default:_("Nothing") }}'
        "{% blocktranslate count n=rows|length trimmed %}\n {{ n }} thing\n"
        "{% plural %}{{ n }} things{% endblocktranslate %}"
        '{% translate "Close" context "adjective" %}'
    )
    used = catalogue.used()["accounts"]
    assert set(used) == {
        (None, "One text"),
        (None, "%(n)s row"),
        ("verb", "Close"),
        (None, "Hello you"),
        (None, "Nothing"),
        (None, "%(n)s thing"),
        ("adjective", "Close"),
    }
    assert used[(None, "%(n)s thing")].plural == "%(n)s things"


def test_the_check_names_each_fault(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "views.py").write_text(
        "from django.utils.translation import gettext as _\nA = [_('Untold'), _('Told'), _('Unsure')]\n"
    )

    def write(room, *entries):
        path = catalogue.path_of(room)
        path.parent.mkdir(parents=True)
        po = polib.POFile()
        po.extend(entries)
        po.save(str(path))

    write(
        "accounts",
        polib.POEntry(msgid="Told", msgstr="Sagt"),
        polib.POEntry(msgid="Unsure", msgstr="?", flags=["fuzzy"]),
    )
    write("house", polib.POEntry(msgid="Told", msgstr="Berättat"), polib.POEntry(msgid="Gone", msgstr="Borta"))
    (tmp_path / "locale" / "house" / "vocabulary.csv").write_text("section,english,swedish\n")
    faults = "\n".join(catalogue.faults())
    for fault in ("untranslated “Untold”", "fuzzy “Unsure”", "two translations of “Told”", "no longer used “Gone”"):
        assert fault in faults
