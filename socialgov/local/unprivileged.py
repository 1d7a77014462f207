"""The user that everything runs as when root starts it. Standard library only."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from socialgov.local.faults import CannotStart

USER = "socialgov"
HOME = "/var/lib/socialgov"


def ensure_user() -> pwd.struct_passwd:
    """The system user `socialgov`, made when the machine has none."""
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        pass
    command = [
        "useradd",
        "--system",
        "--user-group",
        "--create-home",
        "--home-dir",
        HOME,
        "--shell",
        "/usr/sbin/nologin",
    ]
    if not shutil.which("useradd"):
        raise CannotStart(f"Root may not run socialgov itself: make a system user named {USER}, then start again.")
    done = subprocess.run([*command, USER], capture_output=True, text=True)
    if done.returncode:
        raise CannotStart(
            f"The system user {USER} could not be made ({done.stderr.strip()}): make it, then start again."
        )
    return pwd.getpwnam(USER)


def can_read(user: pwd.struct_passwd, path: Path) -> bool:
    """Whether `user` can read and search `path`; tried as that user, because rights are more than mode bits."""
    return _as_user(user, lambda: os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)))


def can_execute(user: pwd.struct_passwd, path: str) -> bool:
    return _as_user(user, lambda: subprocess.run([path, "-c", ""], capture_output=True).returncode == 0)


def _as_user(user: pwd.struct_passwd, question: Callable[[], bool]) -> bool:
    child = os.fork()
    if child == 0:
        answer = 1
        try:
            become(user)
            answer = 0 if question() else 1
        except OSError:
            pass
        finally:
            os._exit(answer)
    return os.waitpid(child, 0)[1] == 0


def become(user: pwd.struct_passwd) -> None:
    """Give up root for good."""
    os.initgroups(user.pw_name, user.pw_gid)
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
    os.environ |= {"HOME": user.pw_dir, "USER": user.pw_name, "LOGNAME": user.pw_name}
    for name in ("SUDO_USER", "SUDO_UID", "SUDO_GID", "SUDO_COMMAND", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"):
        os.environ.pop(name, None)


def interpreter(user: pwd.struct_passwd | None) -> str:
    """A Python, 3.11 or newer, that `user` (or whoever runs this) can execute; for root the system's own first."""
    candidates = ["/usr/bin/python3", sys.executable] if user else [sys.executable, "/usr/bin/python3"]
    for path in candidates:
        if not Path(path).exists():
            continue
        version = subprocess.run(
            [path, "-c", "import sys; print(sys.version_info >= (3, 11))"], capture_output=True, text=True
        )
        if version.stdout.strip() == "True" and (user is None or can_execute(user, path)):
            return os.path.realpath(path)
    raise CannotStart(
        f"The user {USER} can not execute {sys.executable}: install the system's own python3 (3.11 or newer)."
    )


def hand_over(folder: Path, user: pwd.struct_passwd, *, mode: int) -> None:
    """Make `folder` exist and belong to `user`; refuse one that belongs to somebody else."""
    folder.mkdir(parents=True, exist_ok=True)
    found = folder.stat()
    if found.st_uid == user.pw_uid:
        return
    if found.st_uid != 0 or any(folder.iterdir()):
        owner = _name(found.st_uid)
        raise CannotStart(
            f"{folder} belongs to {owner}: start as {owner}, or give the folder away with "
            f"`chown -R {user.pw_name}: {folder}`."
        )
    os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(stat.S_IMODE(mode))


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
