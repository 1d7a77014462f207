"""The tools that read the code without running it. `./test` runs these first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.environment import FOLDER

ROOT = Path(__file__).resolve().parents[2]
# Outside the tests' own folder when ./test gives one, so that the second run is quick.
CACHE = Path(os.environ.get("CHECKS_CACHE_DIR", FOLDER))


def run(*command: str) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout}{done.stderr}", pytrace=False)


def test_ruff_finds_nothing():
    run("ruff", "check", "--cache-dir", str(CACHE / "ruff"), "--output-format", "concise", ".")


def test_every_file_is_formatted():
    run("ruff", "format", "--cache-dir", str(CACHE / "ruff"), "--check", ".")


def test_imports_keep_the_contracts():
    run("lint-imports", "--cache-dir", str(CACHE / "import_linter"))


def test_types_agree():
    run("mypy", "--cache-dir", str(CACHE / "mypy"), "--no-error-summary")


def test_every_migration_is_written():
    run("python", "manage.py", "makemigrations", "--check", "--dry-run")


def test_every_text_is_translated_to_swedish():
    run("python", "manage.py", "catalogue", "--check")
