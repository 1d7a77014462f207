"""docs/journal.md says how to check the journal without this programme. Its programme is run here as it stands."""

import json
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from socialgov.journal.models import Entry, Seal
from socialgov.journal.seals import seal
from tests.journal.parts import NOW, tamper, write

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = (settings.BASE_DIR / "docs" / "journal.md").read_text()


@pytest.fixture
def chain():
    write(3, data={"b": [1, None, True], "a": "ATV-14", "deeper": {"z": 1, "y": "x"}})
    seal(now=NOW)
    write(2, rule="ATV-14")
    seal(now=NOW.replace(microsecond=120000))
    write(1)


def recipe(folder):
    """Take the tables out with the page's own queries, run the page's own programme."""
    with connection.cursor() as cursor:
        for query, name in re.findall(r'-c "(SELECT [^"]+)" >(\w+\.jsonl)', PAGE):
            cursor.execute("SET TIME ZONE 'UTC'")
            cursor.execute(query)
            texts = (row[0] if isinstance(row[0], str) else json.dumps(row[0]) for row in cursor.fetchall())
            (folder / name).write_text("".join(f"{text}\n" for text in texts))
    (programme,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    return subprocess.run([sys.executable, "-I", "-c", programme], cwd=folder, capture_output=True, text=True)


def test_the_recipe_finds_a_sound_journal_sound(chain, tmp_path):
    done = recipe(tmp_path)
    last = Seal.objects.get(number=2).digest
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"5 entries unbroken, 1 not sealed yet, last digest {last}\n"


@pytest.mark.parametrize(
    "change, says",
    [
        ("UPDATE journal_entry SET actor_id = 99 WHERE id = {4}", "seal 2 or one of its entries has been changed"),
        ("DELETE FROM journal_entry WHERE id = {2}", "entry {2} is gone"),
        ("DELETE FROM journal_seal WHERE number = 1", "seal 1 is missing"),
        ("DELETE FROM journal_seal WHERE number = 2", "places in seals that do not exist"),
        ("DELETE FROM journal_sealmembership WHERE entry_id = {5}", "seal 2 or one of its entries has been changed"),
    ],
)
def test_the_recipe_finds_what_was_tampered_with(chain, tmp_path, change, says):
    ids = [0, *Entry.objects.order_by("pk").values_list("pk", flat=True)]
    tamper(change.format(*ids))
    done = recipe(tmp_path)
    assert done.returncode == 1
    assert says.format(*ids) in done.stderr


def test_the_page_names_every_kind_of_fault():
    source = (settings.BASE_DIR / "socialgov" / "journal" / "verification.py").read_text()
    kinds = set(re.findall(r'Finding\(\s*"(\w+)"', source))
    assert len(kinds) > 5
    assert all(f"`{kind}`" in PAGE for kind in kinds)
