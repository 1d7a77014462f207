"""Really running `./run`, in a folder of its own and on a free port."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil

from socialgov.local.servers import free_port
from tests.environment import FOLDER

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0


def environment(**extra: str) -> dict[str, str]:
    """As on a machine of its own, but with the virtual environment of the tests."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": os.environ.get("HOME", "/tmp"),
        "LANG": "C.UTF-8",
        "VENV_DIR": sys.prefix,
        "PYTHONPYCACHEPREFIX": os.environ.get("PYTHONPYCACHEPREFIX") or str(FOLDER / "bytecode"),
    } | extra


class Launch:
    """One `./run`."""

    def __init__(
        self, folder: Path, *options: str, port: int | None = None, before: tuple[str, ...] = (), **extra: str
    ):
        self.folder, self.port = folder, port or free_port()
        command = [
            *before,
            sys.executable,
            str(ROOT / "run"),
            "--data",
            str(folder),
            "--port",
            str(self.port),
            *options,
        ]
        self.process = subprocess.Popen(
            command,
            env=environment(**extra),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.lines: list[str] = []
        self.errors: list[str] = []
        self._ready = threading.Event()
        self._readers = [
            threading.Thread(target=self._read, args=(self.process.stdout, self.lines), daemon=True),
            threading.Thread(target=self._read, args=(self.process.stderr, self.errors), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, stream, into: list[str]) -> None:
        for line in stream:
            into.append(line.rstrip("\n"))
            if line.startswith("Ready "):
                self._ready.set()
        self._ready.set()

    def __enter__(self) -> "Launch":
        return self

    def __exit__(self, *_exception) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ready(self) -> "Launch":
        assert self._ready.wait(PATIENCE), "neither ready nor ended"
        assert f"Ready {self.url}" in self.lines, "\n".join(self.errors + self._logs())
        return self

    def _logs(self) -> list[str]:
        return [
            f"{path.name}: {path.read_text(errors='replace')[-200:]}" for path in (self.folder / "log").glob("*.log")
        ]

    def ends(self) -> tuple[int, str]:
        """Exit status and what was said, of a run that ends by itself or has been told to."""
        status = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(10)
        return status, "\n".join(self.errors)

    def stop(self, sign: int = signal.SIGTERM) -> tuple[int, str]:
        self.process.send_signal(sign)
        return self.ends()

    def descendants(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def told_by_each(self, fact) -> list:
        """A fact of every process that runs; one that has ended since it was listed tells nothing."""
        told: list = []
        for process in self.descendants():
            with suppress(psutil.NoSuchProcess):
                told.append(fact(process))
        return told

    def child(self, word: str) -> psutil.Process:
        """The directly started process whose command line has `word` in it."""
        (found,) = [
            process
            for process in psutil.Process(self.process.pid).children()
            if any(word in argument for argument in process.cmdline())
        ]
        return found

    def health(self) -> tuple[int, dict[str, str]]:
        try:
            with urllib.request.urlopen(f"{self.url}health/ready", timeout=10) as response:
                return response.status, json.loads(response.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())


def until(question, *, within: float = 40.0):
    """The first true answer of `question`; it fails when there is none in time."""
    limit = time.monotonic() + within
    while time.monotonic() < limit:
        try:
            if answer := question():
                return answer
        except (OSError, psutil.NoSuchProcess, ValueError):
            pass
        time.sleep(0.05)
    raise AssertionError("it did not come about in time")


def gone(processes: list[psutil.Process]) -> bool:
    return not [process for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
