"""What `./run` and `./test` do before the virtual environment exists. Standard library only.

Root: system packages, an unprivileged user, folders for it; then root is given up for good. After that the virtual
environment, and the process becomes `socialgov.local.launcher` or `.testing` inside it (same process id throughout).
"""

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from socialgov.local import environment, system_packages, unprivileged
from socialgov.local.faults import CannotStart, told_in_a_sentence

ROOT = Path(__file__).resolve().parents[2]
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"


def main(command: str, arguments: list[str]) -> NoReturn:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if command == "run":
            options = run_options(arguments)
            begin(Path(options.data).absolute(), "socialgov.local.launcher", arguments)
        else:
            postgres15 = "--postgres15" in arguments
            begin(ROOT / "var" / "test", "socialgov.local.testing", arguments, for_tests=True, postgres15=postgres15)
    except CannotStart as fault:
        sys.exit(str(fault))
    except KeyboardInterrupt:
        sys.exit(130)


def run_options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run",
        description="Start socialgov on this machine: database, Redis, web, workers and beat. Ctrl-C ends them all.",
        epilog="DATABASE_URL, REDIS_URL, EMAIL_URL and STORAGE_URL replace the local parts: see docs/running.md.",
    )
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="where the web answers (8000)")
    parser.add_argument("--data", default=str(ROOT / "var"), metavar="DIR", help="where everything is kept (var/)")
    parser.add_argument("--no-sample", action="store_true", help="start empty, without the sample municipality")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to 65535")
    return int(text)


def begin(
    data: Path, module: str, arguments: list[str], *, for_tests: bool = False, postgres15: bool = False
) -> NoReturn:
    """Prepare the machine, give up root, and become `module` in the virtual environment."""
    root = os.geteuid() == 0
    user = unprivileged.ensure_user() if root else None
    with told_in_a_sentence(data):
        needed = system_packages.needs(
            sys.executable if not root else "/usr/bin/python3", for_tests=for_tests, postgres15=postgres15
        )
        system_packages.ensure(needed)
        python = unprivileged.interpreter(user)
        if user:
            for folder, mode in ((ROOT / "var", 0o700), (data, 0o700), (environment.folder(), 0o755)):
                unprivileged.hand_over(folder, user, mode=mode)
            if not unprivileged.can_read(user, ROOT):
                raise CannotStart(
                    f"The user {user.pw_name} can not read {ROOT}: put the checkout where every user may read, "
                    "such as /srv/socialgov, and start again."
                )
            unprivileged.become(user)
        os.umask(0o077 if not for_tests else 0o022)
        with told_in_a_sentence(environment.folder()):
            files = (RUNTIME, DEVELOPMENT) if for_tests else (RUNTIME,)
            interpreter = environment.ensure(python, *files)
        os.chdir(ROOT)
        os.environ.setdefault("LANG", "C.UTF-8")
        # The checkout belongs to somebody else: what Python compiles of it is kept beside the packages.
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(environment.folder() / "bytecode"))
        os.execv(interpreter, [str(interpreter), "-m", module, *arguments])  # noqa: S606
