"""A machine that lacks something: one sentence that says what to do, and an exit status that is not 0."""

import json
import os
import shutil
import sys

import pytest

from tests.local.launching import ROOT, Launch

pytestmark = pytest.mark.fault

# A file system of its own in which SIZE bytes fit, seen by this program alone; then the program becomes the command.
SMALL_DISK = """
import ctypes, os, sys
folder, size, *command = sys.argv[1:]
libc = ctypes.CDLL(None, use_errno=True)
user, group = os.getuid(), os.getgid()
NEWUSER, NEWNS = 0x10000000, 0x00020000
if libc.unshare(NEWUSER | NEWNS):
    sys.exit("no namespaces: %s" % os.strerror(ctypes.get_errno()))
for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
    with open(f"/proc/self/{name}", "w") as file:
        file.write(text)
if libc.mount(b"none", folder.encode(), b"tmpfs", 0, f"size={size}".encode()):
    sys.exit("no mount: %s" % os.strerror(ctypes.get_errno()))
os.execv(command[0], command)
"""


def on_a_disk_of(size: int, folder) -> tuple[str, ...]:
    folder.mkdir()
    return (sys.executable, "-c", SMALL_DISK, str(folder), str(size))


def one_sentence(launch: Launch) -> str:
    status, said = launch.ends()
    assert status not in (0, None)
    assert launch.lines == []
    assert len(said.splitlines()) == 1, said
    assert "Traceback" not in said
    return said


def test_a_full_disk(tmp_path):
    folder = tmp_path / "data"
    with Launch(folder, before=on_a_disk_of(1024 * 1024, folder)) as launch:
        assert one_sentence(launch).startswith(f"The disk that holds {folder} is full: free some space")


def test_a_disk_that_fills_while_the_database_is_made(tmp_path):
    folder = tmp_path / "data"
    small = {"LEAST_FREE_MEBIBYTES": "1"}  # past the first look, so that the system itself refuses
    with Launch(folder, before=on_a_disk_of(12 * 1024 * 1024, folder), **small) as launch:
        assert one_sentence(launch).startswith(f"The disk that holds {folder} is full: free some space")


def test_a_missing_package_that_may_not_be_installed(tmp_path):
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "apt-get").symlink_to(shutil.which("true"))
    with Launch(tmp_path / "data", PATH=str(programs)) as launch:
        said = one_sentence(launch)
    assert said.startswith("This machine lacks some packages: run `sudo apt-get install -y --no-install-recommends ")
    assert "chromium-headless-shell" in said


def test_a_missing_package_where_there_is_no_apt(tmp_path):
    (tmp_path / "bin").mkdir()
    with Launch(tmp_path / "data", PATH=str(tmp_path / "bin")) as launch:
        said = one_sentence(launch)
    assert said.startswith("This machine lacks headless Chromium") and "on Debian: apt-get install" in said


def test_no_network(tmp_path):
    nowhere = "http://127.0.0.1:9/simple"
    alone = {"PIP_CONFIG_FILE": "/dev/null", "PIP_INDEX_URL": nowhere, "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": ""}
    with Launch(tmp_path / "data", VENV_DIR=str(tmp_path / "venv"), **alone) as launch:
        status, said = launch.ends()
    assert status == 1
    assert said.splitlines()[-1] == (
        "The Python packages could not be fetched: check the network (or PIP_INDEX_URL and https_proxy), "
        "then start again."
    )
    assert "Traceback" not in said


def test_a_folder_that_may_not_be_written(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    if os.access(closed, os.W_OK):
        pytest.fail("run the tests as an ordinary user: ./test does")
    with Launch(closed / "data") as launch:
        assert "choose another folder with --data" in one_sentence(launch)


@pytest.mark.parametrize(("content", "words"), [("", "damaged"), ("[1]", "damaged")])
def test_damaged_passwords(tmp_path, content, words):
    (tmp_path / "secrets.json").write_text(content)
    with Launch(tmp_path) as launch:
        said = one_sentence(launch)
    assert words in said and "backup" in said


def test_a_database_without_its_passwords(tmp_path):
    (tmp_path / "postgres").mkdir()
    with Launch(tmp_path) as launch:
        said = one_sentence(launch)
    assert "is gone: put it back from a backup" in said
    assert not (tmp_path / "secrets.json").exists()


def test_a_database_of_another_version(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("17\n")
    (tmp_path / "secrets.json").write_text(json.dumps({"superuser": "x"}))
    with Launch(tmp_path) as launch:
        assert "was made by PostgreSQL 17 and this one is 18" in one_sentence(launch)


def test_an_address_that_is_none(tmp_path):
    with Launch(tmp_path, REDIS_URL="http://localhost") as launch:
        assert one_sentence(launch) == "REDIS_URL must be an address that begins with redis: or rediss: or unix:."


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL"])
def test_another_server_that_does_not_answer(tmp_path, name):
    address = {"DATABASE_URL": "postgres://o:p@127.0.0.1:9/db", "REDIS_URL": "redis://127.0.0.1:9/0"}[name]
    with Launch(tmp_path, **{name: address}) as launch:
        said = one_sentence(launch)
    assert name in said and "127.0.0.1:9" in said


def test_continuous_integration_runs_the_same_command():
    script = (ROOT / ".ci" / "run").read_text()
    assert './test "$@"' in script and "./test --postgres15" in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
