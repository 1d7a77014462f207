"""`./run` as an administrator meets it."""

import json
import os
import signal
import socket
import urllib.request

import psutil
import psycopg2
import pytest
import redis

from socialgov.local.locks import FolderLock
from socialgov.local.processes import Processes
from socialgov.local.servers import Postgres
from tests.local.launching import Launch, gone, until

pytestmark = pytest.mark.fault
# One installation for all of them, in one process of the tests: a start costs more than most questions.
together = pytest.mark.xdist_group("installation")


class Installation:
    """One data folder and what runs on it. Whoever ends that puts a new start in its place."""

    def __init__(self, folder):
        self.folder = folder
        self.run = self.started()

    def started(self, **options) -> Launch:
        return Launch(self.folder, **options)


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("run") / "data")
    try:
        installation.run.ready()
        yield installation
    finally:
        installation.run.__exit__()


@pytest.fixture
def running(installation):
    """What runs, for tests that leave it running and well."""
    return installation.run


def database(launch: Launch):
    """A connection to the local database as its owner."""
    words = json.loads((launch.folder / "secrets.json").read_text())
    port = next(a for a in launch.child("postgres").cmdline() if a.startswith("port=")).removeprefix("port=")
    who = {"user": "socialgov_owner", "password": words["owner"], "dbname": "socialgov"}
    return psycopg2.connect(host="127.0.0.1", port=port, **who)


@together
def test_a_first_start_says_ready_once_and_who_can_sign_in(running):
    status, parts = running.health()
    assert (status, set(parts.values())) == (200, {"ok"})
    assert set(parts) == {"database", "redis", "worker", "capture", "beat", "storage"}
    users = set(running.told_by_each(lambda process: process.uids().real))
    assert users and 0 not in users
    with urllib.request.urlopen(running.child("gunicorn").environ()["SAMPLE_SITE_URL"], timeout=10) as channels:
        assert channels.status == 200
    assert (
        [line for line in running.lines if line.startswith("Ready")] == [running.lines[0]] == [f"Ready {running.url}"]
    )
    assert any("@ljungsele.example" in line for line in running.lines[1:])


@together
def test_what_is_secret_is_kept_to_the_user(installation):
    assert (installation.folder / "secrets.json").stat().st_mode & 0o077 == 0
    assert (installation.folder / "postgres").stat().st_mode & 0o077 == 0


@together
@pytest.mark.parametrize("word", ["gunicorn", "default@%h", "beat"])
def test_a_killed_part_without_data_is_started_again_and_leaves_no_orphans(running, word):
    victim = running.child(word)
    helpers = victim.children(recursive=True)
    victim.kill()
    until(lambda: running.child(word).pid != victim.pid)
    until(lambda: gone(helpers))
    until(lambda: running.health()[0] == 200)


@together
def test_a_second_run_on_one_folder_says_so(running):
    with Launch(running.folder, "--no-sample") as second:
        status, said = second.ends()
    assert status == 1
    assert said == (
        f"socialgov already runs on {running.folder} at {running.url} (process {running.process.pid}): "
        "end that one first, or choose another folder with --data."
    )
    assert running.health()[0] == 200


@together
def test_a_part_that_stops_working_is_seen_in_its_health(running):
    server = running.child("/redis")
    server.suspend()
    try:
        status, parts = running.health()
    finally:
        server.resume()
    assert status == 503
    assert parts["redis"] == "down" and parts["database"] == "ok"


@together
def test_an_emptied_redis_is_well_again_within_seconds(running):
    words = json.loads((running.folder / "secrets.json").read_text())
    environment = running.child("gunicorn").environ()
    with redis.Redis.from_url(environment["REDIS_URL"]) as connection:
        assert words["redis"] in environment["REDIS_URL"]
        connection.flushall()
    until(lambda: running.health()[0] == 200)


@together
def test_secrets_stand_in_no_list_of_processes(running):
    words = json.loads((running.folder / "secrets.json").read_text())
    shown = " ".join(word for line in running.told_by_each(lambda process: process.cmdline()) for word in line)
    assert not [name for name, secret in words.items() if secret in shown]


@together
@pytest.mark.parametrize("server", ["postgres", "redis"])
def test_a_killed_server_ends_everything_with_a_sentence_and_the_next_start_recovers(installation, server):
    launch = installation.run
    everything = launch.descendants()
    launch.child(f"/{server}").kill()
    # at once, while the first one is still ending the rest
    installation.run = installation.started()
    status, said = launch.ends()
    assert status == 1
    assert said.startswith(f"{server} ended unexpectedly (killed by SIGKILL;") and "start again" in said
    installation.run.ready()
    assert gone(everything)


@together
def test_a_killed_launcher_takes_everything_with_it_and_the_next_one_recovers(installation):
    launch = installation.run
    everything = launch.descendants()
    launch.process.kill()
    launch.process.wait()
    installation.run = installation.started(port=launch.port)
    installation.run.ready()
    assert gone(everything)
    assert installation.run.health()[0] == 200


@together
def test_a_second_start_loses_nothing_and_ctrl_c_leaves_no_trace(installation):
    launch = installation.run
    with database(launch) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 'a word' AS word")
    everything = launch.descendants()
    assert launch.stop(signal.SIGINT) == (0, "")
    assert gone(everything)
    installation.run = installation.started()
    with database(installation.run.ready()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT word FROM kept")
        assert cursor.fetchall() == [("a word",)]


@together
def test_asked_to_end_it_ends_everything_quietly(installation):
    everything = installation.run.descendants()
    assert installation.run.stop() == (0, "")
    assert gone(everything)


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
def test_a_process_id_left_behind_means_nothing(content, cluster):
    """Empty, of a dead process, of another living one of the same user, and damaged."""
    living = psutil.Process().pid
    (cluster / "postgres" / "postmaster.pid").write_text(content.format(dead=2**22 - 1, living=living))
    lock = FolderLock(cluster)
    lock.acquire()
    processes = Processes(folder=cluster, environment=os.environ, held=lock.inherited)
    server = Postgres(folder=cluster, password="of a test")
    try:
        server.prepare(processes)
        server.start(processes)
        psycopg2.connect(server.url()).close()
    finally:
        processes.stop()
        lock.release()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A folder in which a database was made."""
    folder = tmp_path_factory.mktemp("cluster")
    lock = FolderLock(folder)
    lock.acquire()
    processes = Processes(folder=folder, environment=os.environ, held=lock.inherited)
    Postgres(folder=folder, password="of a test", durable=False).prepare(processes)
    lock.release()
    return folder


@pytest.mark.parametrize("option", [["--port", "0"], ["--port", "many"], ["--unknown"]])
def test_a_wrong_option_is_told(tmp_path, option):
    with Launch(tmp_path / "data", *option) as launch:
        status, said = launch.ends()
    assert status == 2
    assert "./run: error: " in said
