"""What the engine gives up before it opens a page. Linux only; each step says whether it could be taken."""

import ctypes
import fcntl
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path

CLONE_NEWUSER, CLONE_NEWNET, CLONE_NEWPID, CLONE_NEWNS = 0x10000000, 0x40000000, 0x20000000, 0x00020000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 1 << 14, 1 << 18
PR_SET_PDEATHSIG = 1
SIOCSIFFLAGS, IFF_UP, IFF_RUNNING = 0x8914, 0x1, 0x40
_libc = ctypes.CDLL(None, use_errno=True)


class RunsAsRoot(RuntimeError):
    """A browser never runs as root."""


def die_with_parent(parent: int) -> None:
    """The worker's death is this process's death; the browser then closes as its pipe does."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("The worker is gone.")


def refuse_root() -> None:
    if os.geteuid() == 0:
        raise RunsAsRoot("The capture engine was started as root.")


def limit(*, cpu_seconds: int, file_bytes: int) -> None:
    """Limits that each process of the engine inherits. Memory is measured from outside: Chromium reserves terabytes."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    os.nice(5)


def withdraw(*, hide: list[str]) -> str:
    """Move into a little world of our own, and say how small it is.

    "processes": with no network but its own loopback, no process but its own, and nothing in the folders `hide`. Not
    even a browser that has been taken over then reaches anything but the proxy's socket, or sees what other processes
    were given to start with. "network": only the first of these. "": none, where the kernel allows nobody to do it.
    """
    if _works(_own_processes, hide):
        _own_processes(hide)
        return "processes"
    if _works(_own_network, hide):
        _own_network(hide)
        return "network"
    return ""


def _works(step: Callable[[list[str]], None], hide: list[str]) -> bool:
    """Try it in a process that is thrown away: half a step can't be taken back."""
    trial = os.fork()
    if trial == 0:
        try:
            step(hide)
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(trial, 0)[1]) == 0


def _own_network(hide: list[str]) -> None:
    _unshare(CLONE_NEWUSER | CLONE_NEWNET)


def _own_processes(hide: list[str]) -> None:
    """The caller goes on as process 1 of its own world; when it ends, the kernel ends everyone in it."""
    _unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWNS)
    outside = os.getpid()
    inside = os.fork()
    if inside:
        os._exit(os.waitstatus_to_exitcode(os.waitpid(inside, 0)[1]) & 0xFF)
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() not in (0, outside):
        os._exit(1)
    _mount("none", "/", None, MS_REC | MS_PRIVATE)
    _mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    for folder in hide:
        if Path(folder).is_dir():
            _mount("none", folder, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY)


def _unshare(flags: int) -> None:
    uid, gid = os.getuid(), os.getgid()
    if _libc.unshare(flags) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as lo:
        fcntl.ioctl(lo, SIOCSIFFLAGS, struct.pack("16sH14s", b"lo", IFF_UP | IFF_RUNNING, b""))


def _mount(source: str, target: str, kind: str | None, flags: int) -> None:
    if _libc.mount(source.encode(), target.encode(), kind.encode() if kind else None, flags, None) != 0:
        raise OSError(ctypes.get_errno(), f"mount {target}")
