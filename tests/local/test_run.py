"""`./run` as an administrator meets it."""

import json
import signal
import socket

import psutil
import psycopg2
import pytest

from tests.local.launching import Launch, gone, until

pytestmark = pytest.mark.fault


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data folder that one start has filled already."""
    folder = tmp_path_factory.mktemp("run") / "data"
    with Launch(folder, "--no-sample") as launch:
        launch.ready()
    return folder


def database(launch: Launch):
    """A connection to the local database as its owner."""
    words = json.loads((launch.folder / "secrets.json").read_text())
    port = next(a for a in launch.child("postgres").cmdline() if a.startswith("port=")).removeprefix("port=")
    who = {"user": "socialgov_owner", "password": words["owner"], "dbname": "socialgov"}
    return psycopg2.connect(host="127.0.0.1", port=port, **who)


def test_a_first_start_says_ready_once_and_who_can_sign_in(tmp_path):
    with Launch(tmp_path / "data") as launch:
        launch.ready()
        status, parts = launch.health()
        assert (status, set(parts.values())) == (200, {"ok"})
        assert set(parts) == {"database", "redis", "worker", "capture", "beat", "storage"}
        everything = launch.descendants()
        assert {process.uids().real for process in everything} != {0}
        assert launch.stop() == (0, "")
        assert (
            [line for line in launch.lines if line.startswith("Ready")] == [launch.lines[0]] == [f"Ready {launch.url}"]
        )
        assert any("@ljungsele.example" in line for line in launch.lines[1:])
        assert gone(everything)


def test_what_is_secret_is_kept_to_the_user(folder):
    assert (folder / "secrets.json").stat().st_mode & 0o077 == 0
    assert (folder / "postgres").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_second_start_loses_nothing_and_ends_without_a_trace(folder, sign):
    with Launch(folder, "--no-sample") as launch:
        launch.ready()
        with database(launch) as connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
            cursor.execute("INSERT INTO kept VALUES (%s)", [sign.name])
        everything = launch.descendants()
        assert launch.stop(sign) == (0, "")
        assert gone(everything)
    with Launch(folder, "--no-sample") as again, database(again.ready()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kept WHERE word = %s", [sign.name])
        assert cursor.fetchone() == (1,)


def test_a_killed_launcher_takes_everything_with_it_and_the_next_one_recovers(folder):
    with Launch(folder, "--no-sample") as launch:
        everything = launch.ready().descendants()
        launch.process.kill()
        launch.process.wait()
        with Launch(folder, "--no-sample", port=launch.port) as again:
            again.ready()
            assert gone(everything)
            assert again.health()[0] == 200


@pytest.mark.parametrize("server", ["postgres", "redis"])
def test_a_killed_server_ends_everything_with_a_sentence_and_the_next_start_recovers(folder, server):
    with Launch(folder, "--no-sample") as launch:
        everything = launch.ready().descendants()
        launch.child(f"/{server}").kill()
        # at once, while the first one is still ending the rest
        with Launch(folder, "--no-sample") as again:
            status, said = launch.ends()
            assert status == 1
            assert said.startswith(f"{server} ended unexpectedly (killed by SIGKILL;") and "start again" in said
            again.ready()
            assert gone(everything)


@pytest.mark.parametrize("word", ["gunicorn", "beat"])
def test_a_killed_part_without_data_is_started_again(folder, word):
    with Launch(folder, "--no-sample") as launch:
        victim = launch.ready().child(word)
        workers = victim.children(recursive=True)
        victim.kill()
        replaced = until(lambda: (found := launch.child(word)).pid != victim.pid and found)
        until(lambda: launch.health()[0] == 200)
        until(lambda: gone(workers))
        assert replaced.is_running()


def test_a_killed_worker_leaves_no_orphans_in_its_pool(folder):
    with Launch(folder, "--no-sample") as launch:
        worker = launch.ready().child("default@%h")
        pool = until(lambda: worker.children())
        worker.kill()
        until(lambda: gone(pool))
        until(lambda: launch.child("default@%h").pid != worker.pid)


def test_a_second_run_on_one_folder_says_so(folder):
    with Launch(folder, "--no-sample") as launch:
        launch.ready()
        with Launch(folder, "--no-sample") as second:
            status, said = second.ends()
        assert status == 1
        assert said == (
            f"socialgov already runs on {folder} at {launch.url} (process {launch.process.pid}): "
            "end that one first, or choose another folder with --data."
        )
        assert launch.health()[0] == 200


def test_a_part_that_stops_working_is_seen_in_its_health(folder):
    with Launch(folder, "--no-sample") as launch:
        server = launch.ready().child("/redis")
        server.suspend()
        try:
            status, parts = launch.health()
        finally:
            server.resume()
        assert status == 503
        assert parts["redis"] == "down" and parts["database"] == "ok"


def test_a_taken_port_is_told_before_anything_starts(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with Launch(tmp_path / "data", port=port) as launch:
            status, said = launch.ends()
    assert status == 1
    assert said == f"Port {port} is taken by another program: choose another one with --port."
    assert not (tmp_path / "data" / "postgres").exists()


@pytest.mark.parametrize("content", ["", "{dead}\n", "{living}\n/elsewhere\n", "not a number"])
def test_a_process_id_left_behind_means_nothing(folder, content):
    living = psutil.Process().pid
    (folder / "postgres" / "postmaster.pid").write_text(content.format(dead=2**22 - 1, living=living))
    with Launch(folder, "--no-sample") as launch:
        launch.ready()


@pytest.mark.parametrize("option", [["--port", "0"], ["--port", "many"], ["--unknown"]])
def test_a_wrong_option_is_told(tmp_path, option):
    with Launch(tmp_path / "data", *option) as launch:
        status, said = launch.ends()
    assert status == 2
    assert "./run: error: " in said
