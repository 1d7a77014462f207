"""Starts the capture engine for one page, watches it, ends it, and hands back what it left. No database here."""

import hashlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from archiving.proxy import CheckingProxy, Reach, Traffic

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent
LOOK_EVERY = 0.2  # seconds
MEBIBYTE = 1024 * 1024
NO_SANDBOX = (
    "this machine lets nobody make user namespaces, and without a sandbox no page is opened: "
    "allow them, or install the package chromium-sandbox (docs/running.md, Captures)"
)


@dataclass(frozen=True)
class Limits:
    """What one capture may use."""

    seconds: float = 180
    scroll_seconds: float = 60
    cpu_seconds: int = 240  # for each process
    memory: int = 1536 * MEBIBYTE  # all its processes together, shared pages counted once
    received: int = 200 * MEBIBYTE
    file: int = 200 * MEBIBYTE
    highest: int = 60_000  # px


@dataclass
class Outcome:
    """How it went: the engine's word, or how it ended without one (`killed_for`: "memory", "time", "stopped", "crash").

    `folder` holds the files and is emptied when the capture is over.
    """

    result: dict = field(default_factory=dict)
    killed_for: str = ""
    traffic: Traffic = field(default_factory=Traffic)
    folder: Path = Path()

    def files(self) -> Iterator[tuple[dict, bytes]]:
        """The files with their descriptions. A file that is not what was described is an error, not a capture."""
        for described in self.result["files"]:
            path = self.folder / Path(described["name"]).name
            if path.is_symlink():
                raise OSError(f"{path.name} is a link")
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() != described["sha256"]:
                raise OSError(f"{path.name} changed after it was made")
            yield described, content


@contextmanager
def capture(
    url: str,
    *,
    reach: Reach,
    limits: Limits = Limits(),
    hide: Sequence[str] = (),
    still_wanted: Callable[[], bool] = lambda: True,
) -> Iterator[Outcome]:
    """Take `url` down in a process of its own. `hide`: folders that the engine must not see into.

    `still_wanted` is asked now and then: it renews the lease.
    """
    with tempfile.TemporaryDirectory(prefix="capture-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        outcome = Outcome(folder=folder)
        with CheckingProxy(folder / "proxy", reach=reach, byte_limit=limits.received) as proxy:
            outcome.traffic = proxy.traffic
            with _engine(folder, url, limits, hide) as (process, family):
                outcome.killed_for = _watch(process, family, limits, still_wanted)
        result = folder / "result.json"
        if not outcome.killed_for and result.is_file():
            outcome.result = json.loads(result.read_bytes())
        elif not outcome.killed_for:
            outcome.killed_for = "crash"
        if outcome.result and not outcome.result["isolation"]:
            log.warning("The browser had no world of its own, only its sandbox, the proxy and its limits.")
        if outcome.killed_for == "crash":
            log.warning("The engine stopped: %s", _last_words(folder / "engine.log"))
        yield outcome


def _last_words(complaints: Path) -> str:
    said = complaints.read_text(errors="replace").strip() if complaints.is_file() else ""
    if "No usable sandbox" in said:
        return NO_SANDBOX
    return said.splitlines()[-1][-500:] if said else "it said nothing"


@contextmanager
def _engine(folder: Path, url: str, limits: Limits, hide: Sequence[str]) -> Iterator[tuple[subprocess.Popen, "Family"]]:
    job = {
        "url": url,
        "parent": os.getpid(),
        "highest": limits.highest,
        "scroll_seconds": limits.scroll_seconds,
        "cpu_seconds": limits.cpu_seconds,
        "file_bytes": limits.file,
        "hide": [place for place in hide if not _is_needed(Path(place), folder)],
    }
    with (folder / "engine.log").open("wb") as complaints:
        process = subprocess.Popen(  # noqa: S603 - our own program, no shell; the address goes on standard input
            [sys.executable, "-B", "-m", "archiving.engine", str(folder)],
            cwd=ROOT,
            env={"HOME": str(folder), "TMPDIR": str(folder), "PATH": "/usr/bin:/bin"},
            stdin=subprocess.PIPE,
            stdout=complaints,
            stderr=complaints,
            start_new_session=True,
        )
    family = Family(process.pid)
    try:
        if process.stdin is not None:
            process.stdin.write(json.dumps(job).encode())
            process.stdin.close()
        yield process, family
    finally:
        family.end()
        process.wait()


def _is_needed(place: Path, folder: Path) -> bool:
    """Whether the engine itself lives below the place: its programs or its folder."""
    return any(used.is_relative_to(place) for used in (folder, ROOT, Path(sys.prefix), Path(sys.base_prefix)))


def _watch(process: subprocess.Popen, family: "Family", limits: Limits, still_wanted: Callable[[], bool]) -> str:
    end = time.monotonic() + limits.seconds
    ask_at = time.monotonic() + 5
    while process.poll() is None:
        family.look()
        if family.memory() > limits.memory:
            return "memory"
        if time.monotonic() > end:
            return "time"
        if time.monotonic() > ask_at:
            ask_at += 5
            if not still_wanted():
                return "stopped"
        time.sleep(LOOK_EVERY)
    return "" if process.returncode == 0 else "crash"


class Family:
    """The engine and everything it has started, also what has moved to another process group or lost its parent."""

    def __init__(self, pid: int):
        self._members: dict[int, psutil.Process] = {}
        try:
            self._members[pid] = psutil.Process(pid)
        except psutil.NoSuchProcess:
            pass

    def look(self) -> None:
        for member in list(self._members.values()):
            try:
                for child in member.children(recursive=True):
                    self._members.setdefault(child.pid, child)
            except psutil.NoSuchProcess:
                continue

    def memory(self) -> int:
        """Bytes in use by all of them: private pages, so that what they share is not counted many times."""
        total = 0
        for pid, member in list(self._members.items()):
            try:
                info = member.memory_info()
                total += max(0, info.rss - info.shared)
            except psutil.NoSuchProcess:
                del self._members[pid]
        return total

    def end(self) -> None:
        """Kill them all, and what they started meanwhile; never a stranger that has got one of their ids."""
        for _again in range(5):
            self.look()
            alive = [member for member in self._members.values() if _is_alive(member)]
            if not alive:
                return
            for member in alive:
                try:
                    member.send_signal(signal.SIGKILL)
                except psutil.NoSuchProcess:
                    pass
            psutil.wait_procs(alive, timeout=1)


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
