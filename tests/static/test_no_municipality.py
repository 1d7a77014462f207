"""No line of code names a municipality, nor one of its rules: which rule it is, the adopted guidelines say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("socialgov", "accounts", "activityplans", "archiving", "moderation", "templates", "static", "locale")
# A municipality's own guidelines, the ledger of all their rules, and the invented municipality that is modelled on one.
MAY = ("socialgov/policy/profiles/", "socialgov/policy/ledger.csv", "socialgov/local/sample/", "static/vendor/")
TEXT = {".html", ".txt", ".js", ".css", ".svg", ".po", ".xml", ".toml", ".csv", ".json"}
NAMED = re.compile(
    r"\b(?:OSB|ATV|FAR|VAL|LJU)-\d{2}|\bosby|\båtvidaberg|\batvidaberg|\bfärgelanda|\bfargelanda|\bvaldemarsvik|\bljusnarsberg",
    re.IGNORECASE,
)


def files() -> Iterator[Path]:
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*")):
            if not path.is_file() or str(path.relative_to(ROOT)).startswith(MAY):
                continue
            if path.suffix == ".py" or path.suffix in TEXT:
                yield path


def named_in_python(source: str) -> list[tuple[int, str]]:
    """(line, what it names) of names and strings. Docstrings and comments may name a rule as their source."""
    tree = ast.parse(source)
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    found = []
    for node in ast.walk(tree):
        texts: list[str] = []
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            texts = [node.value]
        elif isinstance(node, ast.Name | ast.Attribute | ast.arg | ast.FunctionDef | ast.ClassDef | ast.keyword):
            texts = [getattr(node, "id", None) or getattr(node, "attr", None) or getattr(node, "arg", None) or ""]
            texts.append(getattr(node, "name", ""))
        found += [(node.lineno, match[0]) for text in texts for match in NAMED.finditer(text.replace("_", " "))]
    return found


def named_in_text(text: str) -> list[tuple[int, str]]:
    return [
        (number, match[0]) for number, line in enumerate(text.splitlines(), start=1) for match in NAMED.finditer(line)
    ]


def named_in(path: Path) -> list[tuple[int, str]]:
    text = path.read_text(encoding="utf-8")
    return named_in_python(text) if path.suffix == ".py" else named_in_text(text)


def test_no_code_page_or_text_names_a_municipality_or_its_rules():
    found = [f"{path.relative_to(ROOT)}:{line}: {what}" for path in files() for line, what in named_in(path)]
    assert not found, "\n".join(found)


def test_everything_is_read():
    read = {path.suffix for path in files()}
    assert {".py", ".html", ".txt", ".js", ".css", ".po"} <= read
    assert len(list(files())) > 400


# --- The check itself can fail ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "source",
    [
        'rule = "ATV-44"',
        'record(rule=f"{x} LJU-07")',
        "if name == 'Åtvidabergs kommun': ...",
        "def for_osby(): ...",
        "osby = 1",
        "x.valdemarsvik_only",
        "call(fargelanda=True)",
    ],
)
def test_code_that_names_one_is_found(source):
    assert named_in_python(source)


@pytest.mark.parametrize(
    "source",
    [
        'def f():\n    """ATV-44: half-yearly."""',
        "x = 1  # ATV-44",
        'rule = rule_of("capture")',
        'x = "VALUE-10"',
        'y = "larvae"',
        'text = "upplysbyggnad"',
    ],
)
def test_sources_in_docstrings_and_comments_and_other_words_are_not(source):
    assert not named_in_python(source)


def test_a_page_that_names_one_is_found():
    assert named_in_text("<p>\nVälkommen till Färgelanda</p>") == [(2, "Färgelanda")]
