"""Which ledger rules the tests name with @pytest.mark.rule, read from their source.

Read and not collected, so that it gives the same for one file, for `-m`, and in every xdist worker.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent


class UnreadableMark(ValueError):
    """A rule mark whose ids are not plain texts, so nobody can see which rules the test shows."""


def marks() -> dict[str, list[str]]:
    """For each rule id the tests that show it, as 'tests/policy/test_x.py::test_name'."""
    found: dict[str, list[str]] = {}
    for path in sorted(ROOT.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for where, rule in in_module(tree, str(path.relative_to(ROOT.parent))):
            found.setdefault(rule, []).append(where)
    return found


def in_module(tree: ast.Module, name: str) -> Iterator[tuple[str, str]]:
    """(test, rule) for every mark on a test, on a class of tests, or on the module by `pytestmark`."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "pytestmark" for target in statement.targets
        ):
            whole = statement.value.elts if isinstance(statement.value, ast.List | ast.Tuple) else [statement.value]
            yield from ((name, rule) for rule in _rules(whole, name))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            where = f"{name}::{node.name}"
            yield from ((where, rule) for rule in _rules(node.decorator_list, where))


def _rules(marks: list[ast.expr], where: str) -> Iterator[str]:
    for mark in marks:
        if not (isinstance(mark, ast.Call) and ast.unparse(mark.func) in ("pytest.mark.rule", "mark.rule")):
            continue
        if not mark.args or mark.keywords:
            raise UnreadableMark(f"{where}: the mark names no rule")
        for argument in mark.args:
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                raise UnreadableMark(f"{where}: write the rule's id as a text")
            yield argument.value
