"""`./test` inside the virtual environment: servers of its own, then pytest, whose exit status and last lines stand.

The static checks (ruff, contracts, directions, migrations, catalogues, mypy) are the tests of tests/static, the first.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from socialgov.local import catalogues
from socialgov.local.environment import ROOT
from socialgov.local.faults import CannotStart, need_space, told_in_a_sentence
from socialgov.local.launcher import Ended, end_in_order
from socialgov.local.locks import FolderLock
from socialgov.local.processes import Processes, die_with_parent
from socialgov.local.servers import Postgres, Redis

POSTGRES15 = Path("/usr/lib/postgresql/15/bin")


def main(arguments: list[str]) -> int:
    end_in_order()
    on_15 = "--postgres15" in arguments
    arguments = [argument for argument in arguments if argument != "--postgres15"]
    folder = ROOT / "var" / "test"
    try:
        with told_in_a_sentence(folder):
            need_space(folder, 500)
            lock = FolderLock(folder)
            lock.acquire()
            return _test(folder, lock, arguments, POSTGRES15 if on_15 else None)
    except CannotStart as fault:
        print(fault, file=sys.stderr, flush=True)
        return 1
    except Ended as ended:
        return 128 + ended.args[0]


def _test(folder: Path, lock: FolderLock, arguments: list[str], programs: Path | None) -> int:
    for old in ("postgres", "postgres.new", "temporary"):
        shutil.rmtree(folder / old, ignore_errors=True)
    (folder / "temporary").mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in REPLACED} | {
        "TMPDIR": str(folder / "temporary"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "hypothesis"),
        "CHECKS_CACHE_DIR": str(folder / "checks"),
        "DATA_DIR": str(folder),
        "LOCALE_DIR": str(folder / "locale"),
    }
    processes = Processes(folder=folder, environment=environment, held=lock.inherited)
    try:
        postgres = Postgres(folder=folder, password="only-for-tests", programs=programs, durable=False)  # noqa: S106
        postgres.prepare(processes)
        postgres.start(processes)
        redis = Redis(password="only-for-tests")  # noqa: S106
        redis.start(processes)
        catalogues.compile_all(ROOT / "locale", folder / "locale")
        environment |= {"DATABASE_ADMIN_URL": postgres.url(), "REDIS_URL": redis.url}
        return _pytest(arguments, environment)
    finally:
        lock.tell(stopping=True)
        processes.stop()


REPLACED = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "REDIS_PREFIX", "EMAIL_URL", "STORAGE_URL", "SECRET_KEY")


def _pytest(arguments: list[str], environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest"]
    if not any(argument.startswith(("-n", "--numprocesses", "--dist", "--pdb", "-p")) for argument in arguments):
        command += ["-n", str(os.cpu_count() or 1), "--dist=loadgroup", "--maxschedchunk=1"]
    launcher = os.getpid()
    process = subprocess.Popen(
        [*command, *arguments],
        cwd=ROOT,
        env=environment,
        preexec_fn=lambda: die_with_parent(signal.SIGTERM, launcher),
    )
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
