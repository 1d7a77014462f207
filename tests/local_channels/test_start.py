"""The launcher finds the sample site a port, and the same one the next time."""

import socket
import subprocess
import sys
from urllib.request import urlopen

import pytest

from socialgov.local.channels import start
from tests.platforms.outside import ROOT


@pytest.fixture
def taken():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_it_starts_beside_the_system_and_answers(tmp_path, taken):
    program, url = start.program(tmp_path, beside=taken)
    process = subprocess.Popen(program.command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == f"Ready {url}\n"
        with urlopen(url) as answer:
            assert "Exempel" in answer.read().decode()
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()
    assert start.program(tmp_path, beside=taken)[1] == url


def test_a_port_that_was_taken_meanwhile_is_given_up(tmp_path, taken):
    (tmp_path / "channels").mkdir()
    (tmp_path / "channels" / "port").write_text(str(taken))
    assert start.program(tmp_path, beside=taken)[1] != f"http://127.0.0.1:{taken}"


def test_a_damaged_memory_of_the_port_is_forgotten(tmp_path, taken):
    (tmp_path / "channels").mkdir()
    (tmp_path / "channels" / "port").write_text("0x12 hej")
    assert start.program(tmp_path, beside=taken)[1].startswith("http://127.0.0.1:")


def test_a_taken_port_is_said_in_a_sentence(tmp_path, taken):
    command = [sys.executable, "-m", "socialgov.local.channels", "--port", str(taken), "--data", str(tmp_path)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert result.returncode == 1
    assert f"port {taken}" in result.stderr
    assert "Traceback" not in result.stderr
