import os
import subprocess
import sys
from pathlib import Path

import pytest

from socialgov import checks

ROOT = Path(__file__).resolve().parent.parent
SOUND = {"SECRET_KEY": "k" * 40, "BASE_URL": "https://socialgov.kommun.se", "DATABASE_URL": "postgres://a:b@db/c"}


def test_a_sound_environment_has_no_problem():
    assert list(checks.problems(SOUND)) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"DEBUG": "perhaps"}, "DEBUG is 'perhaps'"),
        ({"DATABASE_URL": "mysql://db/c"}, "DATABASE_URL must be an address"),
        ({"REDIS_URL": "127.0.0.1:6379"}, "REDIS_URL must be an address"),
        ({"STORAGE_URL": "/srv/files"}, "STORAGE_URL must be an address"),
        ({"EMAIL_URL": "mail.kommun.se"}, "EMAIL_URL must be an address"),
        ({"BASE_URL": "https://"}, "BASE_URL must name the host"),
    ],
)
def test_each_fault_is_a_sentence_that_names_the_setting(change, named):
    (problem,) = checks.problems(SOUND | change)
    assert problem.startswith(named)
    assert problem.endswith((".", ")."))


def test_development_needs_no_secret():
    assert list(checks.problems({"DEBUG": "true"})) == []


@pytest.mark.fault
@pytest.mark.parametrize(
    "command",
    [["manage.py", "check"], ["-m", "celery", "-A", "socialgov.celery", "worker"], ["-c", "import socialgov.wsgi"]],
)
def test_a_missing_secret_stops_every_kind_of_process(command):
    environment = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    assert "SECRET_KEY is missing: set it to 50 random characters" in done.stderr
    assert "Traceback" not in done.stderr
