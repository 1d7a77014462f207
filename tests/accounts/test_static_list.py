"""The published list as plain files: what is written, when, and that a reader never gets half of it."""

import json
import os
import re
import stat
from pathlib import Path

import pytest

from accounts import static_list
from accounts.services import channel_list
from accounts.tasks import write_out_list
from socialgov.wiring.events import deliver
from tests.factories.accounts import AccountFactory
from tests.factories.organisation import NOW, PersonFactory, acting
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.PUBLIC_DIR = tmp_path / "public"
    return settings.PUBLIC_DIR / "socialamedier"


@pytest.fixture
def karin():
    return acting(PersonFactory(communications=True))


@pytest.fixture
def kulturskolan():
    adopted()
    return AccountFactory(name="Ljungsele kulturskola", purpose="Visa vad eleverna gör")


def publish(actor):
    release = channel_list.publish(
        seen_digest=channel_list.digest_of(channel_list.compose(now=NOW)), actor=actor, now=NOW
    )
    deliver(now=NOW)
    return release


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.rule("ATV-04")
def test_a_release_is_written_out_at_its_own_addresses(folder, karin, kulturskolan):
    release = publish(karin)
    assert files(folder) == {
        "index.html", "omrade/index.html", "versioner/index.html", "kanaler.json", "version/1/index.html",
        "version/1/kanaler.json",
    }  # fmt: skip
    page = (folder / "index.html").read_text()
    assert "Ljungsele kulturskola" in page
    assert "Visa vad eleverna gör" in page
    assert json.loads((folder / "kanaler.json").read_text())["sha256"] == release.digest


def test_a_page_needs_nothing_but_itself(folder, karin, kulturskolan):
    publish(karin)
    for path in folder.rglob("*.html"):
        page = path.read_text()
        assert "<style>" in page
        assert not re.search(r'<(link|script|img)[^>]+(href|src)="(?!data:)', page)
        assert "<form" not in page


def test_every_link_between_the_files_leads_to_one(folder, karin, kulturskolan):
    publish(karin)
    for path in folder.rglob("*.html"):
        for link in re.findall(r'href="([^"#]*)"', path.read_text()):
            if not re.match(r"(https?:|data:|$)", link):
                target = (path.parent / link).resolve()
                assert (target / "index.html" if target.is_dir() else target).is_file(), (path, link)


@pytest.mark.rule("ATV-05")
def test_the_version_before_stays_and_says_that_it_is_replaced(folder, karin, kulturskolan):
    publish(karin)
    AccountFactory(name="Skolbloggen")
    publish(karin)
    before = (folder / "version/1/index.html").read_text()
    assert "ersatt" in before
    assert "Skolbloggen" not in before
    assert "Skolbloggen" in (folder / "index.html").read_text()


def test_others_may_read_the_files(folder, karin, kulturskolan):
    before = os.umask(0o077)
    try:
        publish(karin)
    finally:
        os.umask(before)
    for path in folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644)


def test_what_is_as_it_should_be_is_not_written_again(folder, karin, kulturskolan):
    publish(karin)
    assert static_list.write_out() == 0


def test_the_sweep_mends_a_lost_file_and_takes_away_what_is_no_part_of_it(folder, karin, kulturskolan):
    publish(karin)
    (folder / "index.html").unlink()
    (folder / "version" / "9").mkdir()
    (folder / "version" / "9" / "index.html").write_text("gammalt")
    assert write_out_list() == 2
    assert (folder / "index.html").is_file()
    assert not (folder / "version" / "9").exists()


@pytest.mark.fault
def test_a_reader_never_gets_half_a_file(folder, karin, kulturskolan, monkeypatch):
    publish(karin)
    before = (folder / "index.html").read_bytes()
    AccountFactory(name="Skolbloggen")

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    channel_list.publish(seen_digest=channel_list.digest_of(channel_list.compose(now=NOW)), actor=karin, now=NOW)
    with pytest.raises(OSError, match="No space"):
        static_list.write_out()
    assert (folder / "index.html").read_bytes() == before
    assert not list(folder.rglob(".new-*"))
    monkeypatch.undo()


@pytest.mark.rule("FAR-05")
def test_a_list_that_is_kept_inside_is_not_written_and_one_that_was_is_taken_away(folder, karin, kulturskolan):
    publish(karin)
    adopted("fargelanda")
    deliver(now=NOW)
    assert files(folder) == set()


def test_before_the_first_release_there_is_nothing(folder):
    assert static_list.write_out() == 0
    assert not Path(folder).exists()
