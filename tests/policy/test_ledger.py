"""The ledger holds together with the tests, the profiles, the guidance and docs/rules.md."""

import ast
from dataclasses import replace
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from socialgov.policy import guidance, ledger, ledger_page, loading
from socialgov.policy.ledger import How, Rule
from tests.marked_rules import UnreadableMark, in_module, marks

RULES = ledger.rules()


def test_the_ledger_has_every_rule_of_the_five():
    count = {}
    for rule in RULES.values():
        count[rule.municipality] = count.get(rule.municipality, 0) + 1
    assert count == {"Osby": 21, "Åtvidaberg": 58, "Färgelanda": 20, "Valdemarsvik": 12, "Ljusnarsberg": 17}


def unknown(rules: dict[str, Rule], shown: dict[str, list[str]]) -> dict[str, list[str]]:
    """Rules that tests name and the ledger lacks, with those tests."""
    return {rule: where for rule, where in shown.items() if rule not in rules}


def unshown(rules: dict[str, Rule], shown: dict[str, list[str]]) -> list[str]:
    """Rules called met that no test shows."""
    return [rule.id for rule in rules.values() if rule.is_met and rule.id not in shown]


def untold(rules: dict[str, Rule], told: set[str]) -> list[str]:
    """Rules that are to guide people, whose text nobody can read."""
    return [rule.id for rule in rules.values() if rule.how is How.GUIDES and rule.id not in told]


def on_the_page_of(profile: str) -> set[str]:
    """Rules whose text stands in Så gör vi; tests/policy/test_guidance.py reads every text on the page itself."""
    document = loading.load(profile)
    return {rule for chapter in guidance.chapters(document) for advice in chapter.advice for rule in advice.rules}


def test_no_test_names_an_unknown_rule():
    assert unknown(RULES, marks()) == {}


def test_every_rule_called_met_has_a_test():
    assert unshown(RULES, marks()) == []


def test_every_rule_that_guides_has_a_text_that_is_shown():
    assert untold(RULES, {rule for name in loading.available() for rule in on_the_page_of(name)}) == []


def test_a_profile_cites_only_its_own_municipalitys_rules():
    own = {rule.id: rule.municipality for rule in RULES.values()}
    for name in loading.available():
        document = loading.load(name)
        assert {own[rule] in document.about.municipality for rule in document.rules() if rule in own} <= {True}


def test_a_rule_that_is_not_shipped_is_never_called_met():
    refused = {r for name in loading.available() for entry in loading.load(name).not_shipped for r in entry.rule}
    wholly = {rule for rule in refused if not _carried_out_elsewhere(rule)}
    assert wholly == {"LJU-07"}
    assert {rule.id for rule in RULES.values() if rule.how is How.DECLINED} == wholly


def _carried_out_elsewhere(rule: str) -> bool:
    provisions = (p for name in loading.available() for p in loading.load(name).provisions())
    return any(rule in p.rule for path, p in provisions if not path.startswith("not_shipped"))


def test_the_page_of_rules_is_what_the_ledger_says():
    page = settings.BASE_DIR / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == ledger_page.draw(), "run: python manage.py rules --write"


def test_the_command_prints_the_page():
    out = StringIO()
    call_command("rules", stdout=out)
    assert out.getvalue() == ledger_page.draw()
    assert "| ATV-14 |" in out.getvalue()


# --- The checks themselves can fail -----------------------------------------------------------------------------------
def test_a_rule_called_met_without_a_test_is_found():
    shown = marks() | {}
    assert unshown(RULES, {rule: where for rule, where in shown.items() if rule != "ATV-14"}) == ["ATV-14"]
    waiting = next(rule for rule in RULES.values() if rule.how is How.PLANNED)
    claimed = RULES | {waiting.id: replace(waiting, how=How.ENFORCES)}
    without = {rule: where for rule, where in shown.items() if rule != waiting.id}
    assert unshown(claimed, without) == [waiting.id]


def test_a_test_that_names_a_rule_which_does_not_exist_is_found():
    source = '@pytest.mark.rule("ATV-99")\ndef test_a(): ...'
    shown = {rule: [where] for where, rule in found(source)}
    assert unknown(RULES, shown) == {"ATV-99": ["test_x.py::test_a"]}


def test_a_text_that_is_taken_out_of_a_profile_is_missed():
    every = {rule for name in loading.available() for rule in on_the_page_of(name)}
    assert untold(RULES, every - {"OSB-10"}) == ["OSB-10"]


def found(source: str) -> list[tuple[str, str]]:
    return list(in_module(ast.parse(source), "test_x.py"))


def test_marks_are_found_on_tests_classes_and_modules():
    assert found('@pytest.mark.rule("ATV-14", "OSB-01")\ndef test_a(): ...') == [
        ("test_x.py::test_a", "ATV-14"),
        ("test_x.py::test_a", "OSB-01"),
    ]
    assert found('@pytest.mark.rule("ATV-14")\nclass TestA: ...') == [("test_x.py::TestA", "ATV-14")]
    assert found('pytestmark = [pytest.mark.django_db, pytest.mark.rule("ATV-14")]') == [("test_x.py", "ATV-14")]
    assert found('pytestmark = pytest.mark.rule("ATV-14")') == [("test_x.py", "ATV-14")]
    assert found("@pytest.mark.django_db\ndef test_a(): ...") == []


@pytest.mark.parametrize("mark", ["RULE", "", "*RULES", 'rule="ATV-14"'])
def test_a_mark_nobody_can_read_is_refused(mark):
    with pytest.raises(UnreadableMark):
        found(f"@pytest.mark.rule({mark})\ndef test_a(): ...")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("ATV-01,Åtvidaberg,Något,ska,planned,comments,1", "row 2"),
        ("ATV-01,Åtvidaberg,Något,must,done,comments,1", "row 2"),
        ("ATV-01,Åtvidaberg,,must,planned,comments,1", "empty cell"),
        ("ATV-01,Åtvidaberg,Något,must,planned,comments", "row 2"),
        ("ATV-01,Å,N,must,planned,c,1\nATV-01,Å,N,must,planned,c,1", "row 3"),
    ],
)
def test_a_ledger_that_does_not_hold_together_is_refused(row, says, tmp_path, monkeypatch):
    file = tmp_path / "ledger.csv"
    file.write_text(f"id,municipality,text,modality,how,where,lines\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(ledger, "FILE", file)
    with pytest.raises(ledger.LedgerError, match=says):
        ledger.rules.__wrapped__()
