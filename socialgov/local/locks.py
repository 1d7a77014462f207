"""Who uses a data folder. The kernel lets go of both locks when their holders are dead, so no process id is trusted.

`.launcher.lock` is held by the launcher alone: a second launcher is told so. `.processes.lock` is inherited by all that
it starts: after a launcher was killed the next one waits until the last orphan has ended, and ends it if it must.
"""

import contextlib
import fcntl
import json
import os
import signal
import time
from pathlib import Path

from socialgov.local.faults import CannotStart

STOPPING = 60.0  # seconds that a launcher that is stopping is waited for
ORPHANS = 15.0  # seconds that orphans get to end by themselves


class FolderLock:
    """The right to use a data folder, held until the process ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._launcher = self._open(".launcher.lock")
        self._processes = self._open(".processes.lock")

    def _open(self, name: str) -> int:
        return os.open(self.folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    @property
    def inherited(self) -> int:
        """The descriptor that every started process is to hold."""
        return self._processes

    def acquire(self) -> None:
        limit = time.monotonic() + STOPPING
        while not _try(self._launcher):
            holder = self.holder()
            if not holder.get("stopping") or time.monotonic() > limit:
                where = f" at {holder['url']}" if holder.get("url") else ""
                process = f" (process {holder['process']})" if holder.get("process") else ""
                raise CannotStart(
                    f"socialgov already runs on {self.folder}{where}{process}: "
                    "end that one first, or choose another folder with --data."
                )
            time.sleep(0.1)
        self.tell()
        limit = time.monotonic() + ORPHANS
        while not _try(self._processes):
            if time.monotonic() > limit:
                self._end_orphans()
            time.sleep(0.1)

    def release(self) -> None:
        """Let the folder go before the process ends. (A launcher never does: its end does it.)"""
        os.close(self._launcher)
        os.close(self._processes)

    def tell(self, **facts: object) -> None:
        """Write down, for a second launcher, who this one is and whether it is about to end."""
        text = json.dumps({"process": os.getpid(), **facts}).encode()
        with contextlib.suppress(OSError):  # only a courtesy: on a full disk the lock itself still holds
            os.ftruncate(self._launcher, 0)
            os.pwrite(self._launcher, text, 0)

    def holder(self) -> dict:
        try:
            return dict(json.loads(os.pread(self._launcher, 4096, 0)))
        except ValueError:
            return {}

    def _end_orphans(self) -> None:
        """Kill those that still hold the inherited lock: known by their open file, not by a number in a file."""
        path = str((self.folder / ".processes.lock").resolve())
        for process in Path("/proc").glob("[0-9]*"):
            if int(process.name) == os.getpid():
                continue
            try:
                held = any(str(descriptor.readlink()) == path for descriptor in (process / "fd").iterdir())
            except OSError:
                continue
            if held:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(int(process.name), signal.SIGKILL)


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
