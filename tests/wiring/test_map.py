import io

import pytest
from django.conf import settings
from django.core.management import call_command

from socialgov.wiring import events
from tests.wiring import parts
from tests.wiring.parts import NOW, LampLit, subscribed


def printed(*arguments):
    out = io.StringIO()
    call_command("wiring", *arguments, stdout=out)
    return out.getvalue()


def test_the_page_in_docs_is_what_the_house_is_wired_like():
    written = (settings.BASE_DIR / "docs" / "wiring.md").read_text(encoding="utf-8")
    assert printed().rstrip() == written.rstrip(), "run `python manage.py wiring --write`"


def test_the_map_names_facts_questions_and_sweeps():
    page = printed()
    for line in (
        "| journal | JournalBroken |",
        "| wiring.deliver | every 15 s | default |",
        "| journal.verify | at 2:30 |",
    ):
        assert line in page


def test_the_map_leaves_out_what_only_the_tests_connect():
    with subscribed(gardener=LampLit):
        assert "Lamp" not in printed()


@pytest.mark.django_db
def test_the_command_lists_deliveries_that_fail():
    with subscribed(gardener=LampLit):
        parts.broken.add("gardener")
        stored = events.emit(LampLit(7), now=NOW)
        events.deliver(now=NOW)
        assert printed("--failing") == (
            f"tests.LampLit {stored.pk} → tests.wiring.parts.gardener: 1 attempts, again at 2026-11-20 13:00:10 UTC."
            " RuntimeError: the gardener has fallen ill\n"
        )
