"""The capture engine with the real browser, against a small web on loopback."""

import io
import os
import subprocess
import sys

import psutil
import pytest
from PIL import Image

from archiving import runner
from archiving.engine import pdfa
from archiving.proxy import Reach
from tests.archiving.site import LONG
from tests.local.launching import gone, until

pytestmark = pytest.mark.browser
Image.MAX_IMAGE_PIXELS = None


@pytest.fixture
def take(site):
    def _take(path, **limits):
        reach = Reach(named=frozenset({site.host}))
        return runner.capture(site.url(path), reach=reach, limits=runner.Limits(**limits))

    return _take


def files_of(outcome):
    return {described["name"]: content for described, content in outcome.files()}


def test_a_page_becomes_a_picture_a_pdf_a_and_its_text(take, site):
    with take("/kort") as outcome:
        assert outcome.result["outcome"] == "whole", (outcome, (outcome.folder / "engine.log").read_text()[-2000:])
        files = files_of(outcome)
    assert set(files) == {"page-001.png", "page.pdf", "page.txt"}
    assert Image.open(io.BytesIO(files["page-001.png"])).size == (1280, 1000)
    assert pdfa.complies(files["page.pdf"])
    assert "Båtar, ål och överfart" in files["page.txt"].decode()
    assert outcome.result["final_url"] == site.url("/kort")
    assert outcome.result["isolation"] == "processes"


def test_a_long_page_with_late_pictures_is_taken_whole_in_tiles_of_at_most_10_000_px(take, site):
    with take("/flode") as outcome:
        files = files_of(outcome)
    assert outcome.result["height"] >= LONG
    assert len([hit for hit in site.hits if hit.startswith("/bild/")]) == 60
    tiles = [Image.open(io.BytesIO(files[name])).convert("RGB") for name in sorted(files) if name.endswith(".png")]
    assert max(tile.height for tile in tiles) == 10_000
    assert sum(tile.height for tile in tiles) == outcome.result["height"]
    row = files["page.txt"].decode().split("\n")
    assert "Inlägg 59" in row
    for number, tile in ((0, tiles[0]), (59, tiles[-1])):
        assert any(tile.getpixel((100, y)) == (number * 4, 120, 60) for y in range(0, tile.height, 50)), number
    assert all(tile.getpixel((1200, y)) != (255, 255, 0) for tile in tiles[1:] for y in range(0, tile.height, 7))


def test_a_feed_that_recycles_its_rows_is_kept_with_all_its_posts(take):
    with take("/aterbruk") as outcome:
        files = files_of(outcome)
    text = files["page.txt"].decode()
    assert all(f"Inlägg nummer {n} om" in text for n in range(80))
    assert outcome.result["pdf_made_from"] == "pictures"
    assert pdfa.complies(files["page.pdf"])
    tile = Image.open(io.BytesIO(files["page-001.png"])).convert("RGB")
    assert sum(tile.getpixel((900, y)) == (0xCC, 0xDD, 0xEE) for y in range(100, 10_000, 250)) == 40


def test_a_page_without_end_is_kept_so_far_and_called_incomplete(take):
    with take("/utan-slut", highest=12_000) as outcome:
        assert outcome.result["outcome"] == "incomplete"
        assert outcome.result["cut_short"] == "height"
        assert outcome.result["height"] == 12_000
        assert pdfa.complies(files_of(outcome)["page.pdf"])


def test_a_page_that_forbids_foreign_styles_and_scrolls_softly_is_taken_whole(take, site):
    with take("/strang") as outcome:
        assert outcome.result["outcome"] == "whole", (outcome.folder / "engine.log").read_text()[-2000:]
        assert outcome.result["height"] >= LONG
    assert len([hit for hit in site.hits if hit.startswith("/bild/")]) == 60


def test_why_an_engine_stopped_is_in_the_log(site, monkeypatch, caplog):
    monkeypatch.setattr(runner, "ROOT", runner.ROOT / "tests")  # where no engine is
    with runner.capture(site.url("/kort"), reach=Reach(named=frozenset({site.host}))) as outcome:
        assert outcome.killed_for == "crash"
    assert "No module named" in caplog.text


def test_a_machine_without_sandbox_opens_no_page_and_says_what_to_do(tmp_path):
    (tmp_path / "engine.log").write_text("[err] No usable sandbox! On Debian …\n- <gracefully close end>")
    assert "chromium-sandbox" in runner._last_words(tmp_path / "engine.log")


@pytest.mark.parametrize("path", ["/login", "/till-login"])
def test_a_log_in_wall_is_recognised(take, path):
    with take(path) as outcome:
        assert outcome.result["outcome"] == "login_wall"


def test_a_missing_page_is_not_taken_for_the_account(take):
    with take("/finns-inte") as outcome:
        assert outcome.result["outcome"] == "error_page"


def test_a_redirect_to_a_private_address_is_refused(take, private_site):
    with take("/till-privat") as outcome:
        assert outcome.result["outcome"] == "refused"
        assert outcome.traffic.refused
    assert private_site.hits == []


def test_frames_pictures_fetches_and_websockets_do_not_reach_private_addresses(take, private_site):
    with take("/nyfiken") as outcome:
        assert outcome.result["outcome"] == "whole"
        refused = " ".join(outcome.traffic.refused)
    assert private_site.hits == []
    assert "169.254.169.254" in refused
    assert len(outcome.traffic.refused) >= 5


@pytest.mark.fault
def test_a_page_that_eats_memory_is_ended(take):
    with take("/minne", memory=400 * runner.MEBIBYTE, seconds=60) as outcome:
        assert outcome.killed_for in ("memory", "crash")
    assert not engine_processes()


@pytest.mark.fault
def test_a_page_larger_than_the_limit_is_cut_off(take):
    with take("/stor", received=3_000_000, seconds=90) as outcome:
        assert outcome.traffic.exhausted
        assert outcome.traffic.received < 4_000_000


@pytest.mark.fault
def test_a_capture_that_takes_too_long_is_ended_with_all_its_processes(take):
    with take("/flode", seconds=2.5) as outcome:
        assert outcome.killed_for == "time"
    assert not engine_processes()


@pytest.mark.fault
def test_a_capture_no_longer_wanted_is_ended(site):
    reach = Reach(named=frozenset({site.host}))
    limits = runner.Limits(highest=500_000, scroll_seconds=100)
    with runner.capture(site.url("/utan-slut"), reach=reach, limits=limits, still_wanted=lambda: False) as outcome:
        assert outcome.killed_for == "stopped"
    assert not engine_processes()


@pytest.mark.fault
def test_an_engine_that_crashes_midway_leaves_nothing_running(site, monkeypatch):
    look = runner.Family.look
    seen = []

    def look_and_kill(family):
        look(family)
        seen.append(len(family._members))
        if len(family._members) > 5 and (engine := next(iter(family._members.values()))).is_running():
            engine.kill()

    monkeypatch.setattr(runner.Family, "look", look_and_kill)
    with runner.capture(site.url("/flode"), reach=Reach(named=frozenset({site.host}))) as outcome:
        assert outcome.killed_for == "crash"
        assert outcome.result == {}
    assert not engine_processes()


@pytest.mark.fault
def test_the_engine_dies_with_its_worker(site):
    code = (
        "import sys; from archiving import runner; from archiving.proxy import Reach\n"
        f"with runner.capture({site.url('/utan-slut')!r}, reach=Reach(named=frozenset([{site.host!r}])),"
        " limits=runner.Limits(highest=500_000)) as o: pass"
    )
    worker = subprocess.Popen([sys.executable, "-c", code], cwd=runner.ROOT)
    me = psutil.Process(worker.pid)
    while not any("chromium" in child.name() for child in me.children(recursive=True)):
        assert worker.poll() is None
    family = me.children(recursive=True)
    worker.kill()
    worker.wait()
    until(lambda: gone(family), within=10)


def test_the_engine_sees_no_environment_of_the_worker(site, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    seen = {}
    look = runner.Family.look

    def look_at_environment(family):
        look(family)
        for member in list(family._members.values()):
            try:
                seen[member.pid] = (member.uids().effective, member.environ())
            except psutil.Error:
                pass

    monkeypatch.setattr(runner.Family, "look", look_at_environment)
    with runner.capture(site.url("/kort"), reach=Reach(named=frozenset({site.host}))) as outcome:
        assert outcome.result["outcome"] == "whole"
    environments = [environment for _uid, environment in seen.values()]
    assert len(environments) > 3
    assert all("DATABASE_URL" not in environment and "SECRET_KEY" not in environment for environment in environments)
    assert {uid for uid, _environment in seen.values()} == {os.geteuid()} != {0}


def test_the_engine_sees_no_process_but_its_own_no_hidden_folder_and_no_network(tmp_path):
    (tmp_path / "secret").write_text("hemligt")
    code = (
        "import os, socket\n"
        "from archiving.engine import isolation\n"
        f"print(isolation.withdraw(hide=[{str(tmp_path)!r}]), flush=True)\n"
        "print(os.getpid(), sorted(int(p) for p in os.listdir('/proc') if p.isdigit()))\n"
        f"print(os.listdir({str(tmp_path)!r}), [name for _, name in socket.if_nameindex()])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=runner.ROOT, capture_output=True, text=True, timeout=30)
    assert done.stdout.splitlines() == ["processes", "1 [1]", "[] ['lo']"], done.stderr


@pytest.mark.parametrize("refused", [["_own_processes"], ["_own_processes", "_own_network"]])
def test_where_the_kernel_allows_less_the_engine_says_so_and_goes_on(refused):
    code = (
        "from archiving.engine import isolation\n"
        "def refuse(hide): raise OSError(1, 'not here')\n"
        f"for name in {refused!r}: setattr(isolation, name, refuse)\n"
        "print(isolation.withdraw(hide=[]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=runner.ROOT, capture_output=True, text=True, timeout=30)
    assert done.stdout.strip() == ("network" if len(refused) == 1 else ""), done.stderr


def engine_processes():
    return [
        process for process in psutil.Process().children(recursive=True) if process.status() != psutil.STATUS_ZOMBIE
    ]
