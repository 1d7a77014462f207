"""What the engine gives up before it opens a page. Linux only; each step says whether it could be taken."""

import ctypes
import fcntl
import os
import resource
import signal
import socket
import struct
import sys
from pathlib import Path

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
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


def leave_the_network() -> bool:
    """Move into a network of our own with nothing in it but its own loopback. False where the kernel does not allow it.

    Then not even a browser that has been taken over reaches anything but the proxy's socket.
    """
    uid, gid = os.getuid(), os.getgid()
    if _libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        return False
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as lo:
        fcntl.ioctl(lo, SIOCSIFFLAGS, struct.pack("16sH14s", b"lo", IFF_UP | IFF_RUNNING, b""))
    return True
