"""What happens before there is a virtual environment."""

import ast
import platform
import sys
from pathlib import Path

import pytest

from socialgov.local import environment, system_packages, unprivileged
from socialgov.local.faults import CannotStart

ROOT = Path(__file__).resolve().parents[2]
EARLY = ["bootstrap", "environment", "faults", "system_packages", "unprivileged"]


@pytest.mark.parametrize("module", EARLY)
def test_it_needs_only_the_standard_library(module):
    tree = ast.parse((ROOT / "socialgov" / "local" / f"{module}.py").read_text())
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    ours = {name for name in names if name.startswith("socialgov")}
    assert {name.split(".")[0] for name in names - ours} <= sys.stdlib_module_names
    assert {name.split(".")[2] for name in ours} <= set(EARLY)


def test_a_package_named_socialgov_brings_nothing_along():
    for package in ("socialgov", "socialgov/local"):
        assert (ROOT / package / "__init__.py").read_text() == ""


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned(file):
    lines = [line for line in (ROOT / file).read_text().splitlines() if line.strip() and not line.startswith("#")]
    assert [line for line in lines if not environment.PIN.match(line)] == []


def test_this_environment_is_what_the_files_say():
    wanted = environment.pins(platform.python_version(), "requirements.txt", "requirements-dev.txt")
    have = environment.installed(Path(sys.prefix))
    assert {name: have.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("marker", "version", "holds"),
    [
        ("", "3.11.2", True),
        ('python_version < "3.13"', "3.11.2", True),
        ('python_version < "3.13"', "3.13.0", False),
        (f'platform_machine == "{platform.machine()}" and python_version < "3.13"', "3.12.1", True),
        ('platform_machine == "pdp11"', "3.12.1", False),
    ],
)
def test_markers_are_read(marker, version, holds):
    assert environment._concerns(version, marker) is holds


def test_a_marker_that_can_not_be_read_stops_the_start():
    with pytest.raises(CannotStart, match="sys_platform"):
        environment._concerns("3.11.2", 'sys_platform == "win32"')


def test_what_the_tests_run_on_lacks_nothing():
    assert system_packages.missing(system_packages.needs(sys.executable, for_tests=True)) == []


def test_packages_are_asked_for_only_when_something_lacks(monkeypatch):
    asked = []
    monkeypatch.setattr(system_packages, "_install", lambda packages, prefix: asked.append((packages, prefix)))
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    there = system_packages.Need("this", ("a",), lambda: True)
    absent = system_packages.Need("that", ("b", "c"), lambda: bool(asked))
    system_packages.ensure([there])
    assert asked == []
    system_packages.ensure([there, absent])
    assert asked == [(["b", "c"], [])]


def test_packages_that_do_not_help_are_told(monkeypatch):
    monkeypatch.setattr(system_packages, "_install", lambda packages, prefix: None)
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(CannotStart, match="Redis could not be found although the packages redis-server are installed"):
        system_packages.ensure([system_packages.Need("Redis", ("redis-server",), lambda: False)])


def test_an_interpreter_is_found_for_an_ordinary_user():
    assert Path(unprivileged.interpreter(None)).exists()
