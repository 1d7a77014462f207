"""What the operating system must provide, and installing it on Debian. Standard library only.

Each need is a probe for what is really used, so that another distribution's packages serve as well.
"""

import contextlib
import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from socialgov.local.faults import CannotStart

POLICY = Path("/usr/sbin/policy-rc.d")
POLICY_TEXT = "#!/bin/sh\n# socialgov: no service starts while its packages are installed\nexit 101\n"


@dataclass(frozen=True)
class Need:
    """Something the system must have: Debian's packages for it, and whether it is there."""

    what: str
    packages: tuple[str, ...]
    present: Callable[[], bool]


def _library(*names: str) -> Callable[[], bool]:
    def probe() -> bool:
        try:
            for name in names:
                ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return probe


def _command(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _font(pattern: str) -> Callable[[], bool]:
    return lambda: any(any(Path(root).rglob(pattern)) for root in ("/usr/share/fonts", "/usr/local/share/fonts"))


def venv_works(python: str) -> bool:
    return subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True).returncode == 0


def needs(python: str, *, for_tests: bool = False, postgres15: bool = False) -> list[Need]:
    """Everything wanted of the system by `./run`, and what `./test` wants on top."""
    wanted = [
        Need("virtual environments for Python", ("python3-venv",), lambda: venv_works(python)),
        Need(
            "Pango, which sets the PDF documents",
            ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
            _library("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
        ),
        Need(
            "headless Chromium, which captures pages",
            ("chromium-headless-shell",),
            _command("chromium-headless-shell"),
        ),
        Need("libatomic", ("libatomic1",), _library("libatomic.so.1")),
        Need("fontconfig, which finds fonts", ("fontconfig",), _command("fc-list")),
        Need("the font DejaVu", ("fonts-dejavu-core",), _font("DejaVuSans.ttf")),
        Need("a font with emoji", ("fonts-noto-color-emoji",), _font("NotoColorEmoji*.ttf")),
        Need("Redis or Valkey", ("redis-server",), _command("redis-server", "valkey-server")),
    ]
    if for_tests:
        wanted.append(Need("gettext, which checks the catalogues", ("gettext",), _command("msgfmt")))
        wanted.append(Need("Poppler, which reads PDF documents back", ("poppler-utils",), _command("pdftotext")))
    if postgres15:
        wanted.append(Need("PostgreSQL 15", ("postgresql-15",), Path("/usr/lib/postgresql/15/bin/postgres").exists))
    return wanted


def missing(wanted: list[Need]) -> list[Need]:
    return [need for need in wanted if not need.present()]


def ensure(wanted: list[Need]) -> None:
    """Install what is missing with apt, as root or through sudo; otherwise say which command does it."""
    lacking = missing(wanted)
    if not lacking:
        return
    packages = [package for need in lacking for package in need.packages]
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise CannotStart(
            f"This machine lacks {_listed([need.what for need in lacking])}: install them "
            f"(on Debian: {command}) and start again."
        )
    if os.geteuid() == 0:
        _install(packages, [])
    elif _sudo_works():
        _install(packages, ["sudo"])
    else:
        raise CannotStart(f"This machine lacks some packages: run `sudo {command}` and start again.")
    lacking = missing(wanted)
    if lacking:
        raise CannotStart(
            f"{_listed([need.what for need in lacking])} could not be found although the packages "
            f"{' '.join(packages)} are installed: check what apt said above."
        )


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _sudo_works() -> bool:
    if not shutil.which("sudo"):
        return False
    if sys.stdin.isatty():
        return True  # it may ask for the password
    return subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0


def _install(packages: list[str], prefix: list[str]) -> None:
    print(f"Installing {' '.join(packages)}", file=sys.stderr, flush=True)
    keep = ["/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
    with _no_service_starts(prefix):
        for arguments in (["update", "-q"], ["install", "-qy", "--no-install-recommends", *packages]):
            done = subprocess.run(
                [*prefix, *keep, "apt-get", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True
            )
            if done.returncode:
                last = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
                raise CannotStart(
                    f"apt could not install {' '.join(packages)} ({last}): check the network and the package "
                    f"sources, or install them yourself, then start again."
                )
        for service in {"redis-server", "postgresql"} & {package.removesuffix("-15") for package in packages}:
            if Path("/run/systemd/system").exists():
                subprocess.run([*prefix, "systemctl", "disable", "--now", service], capture_output=True)


@contextlib.contextmanager
def _no_service_starts(prefix: list[str]) -> Iterator[None]:
    """Debian asks policy-rc.d before it starts a service. Ours is put there, unless the machine has its own."""
    ours = not POLICY.exists() or POLICY.read_text(errors="replace") == POLICY_TEXT
    if ours:
        subprocess.run([*prefix, "tee", str(POLICY)], input=POLICY_TEXT.encode(), capture_output=True)
        subprocess.run([*prefix, "chmod", "755", str(POLICY)], capture_output=True)
    try:
        yield
    finally:
        if ours:
            subprocess.run([*prefix, "rm", "-f", str(POLICY)], capture_output=True)
