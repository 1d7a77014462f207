"""`./run` inside the virtual environment: start everything, say that it is ready, look after it, end it."""

import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from socialgov import checks
from socialgov.local import beside, bootstrap, catalogues, database_roles, secret_words, servers
from socialgov.local.channels import start as sample_site
from socialgov.local.environment import ROOT
from socialgov.local.faults import CannotStart, need_space, told_in_a_sentence
from socialgov.local.locks import FolderLock
from socialgov.local.processes import Processes, Program
from socialgov.local.servers import Postgres, Redis

READY_WITHIN = 120.0  # seconds until web, workers and beat must all have answered
RESTARTS = 5


class Ended(BaseException):
    """Somebody asked us to end: SIGTERM, SIGHUP or Ctrl-C."""


def _end(number: int, _frame: object) -> None:
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)  # once is enough: what follows is orderly and bounded in time
    raise Ended(number)


def end_in_order() -> None:
    """From now on a request to end raises Ended in the main thread."""
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, _end)


def main(arguments: list[str]) -> int:
    options = bootstrap.run_options(arguments)
    folder = Path(options.data).absolute()
    end_in_order()
    try:
        with told_in_a_sentence(folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            need_space(folder, int(os.environ.get("LEAST_FREE_MEBIBYTES", "200")))
            lock = FolderLock(folder)
            lock.acquire()
            _run(folder, lock, options.port, sample=not options.no_sample)
    except CannotStart as fault:
        print(fault, file=sys.stderr, flush=True)
        return 1
    except Ended:
        return 0
    return 0


def reserve(port: int) -> socket.socket:
    """The address of the web, taken before anything is started and handed to the web server as it is."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except PermissionError as error:
        raise CannotStart(f"Port {port} is reserved for root: choose one from 1024 up with --port.") from error
    except OSError as error:
        raise CannotStart(f"Port {port} is taken by another program: choose another one with --port.") from error
    return listener


def _run(folder: Path, lock: FolderLock, port: int, *, sample: bool) -> None:
    url = f"http://127.0.0.1:{port}/"
    listener = reserve(port)
    lock.tell(url=url)
    words = secret_words.load(folder)
    environment = _environment(folder, url, words)
    if found := list(checks.problems(environment)):
        raise CannotStart(found[0])
    processes = Processes(folder=folder, environment=environment, held=lock.inherited)
    try:
        owner_url = _start_servers(processes, folder, words)
        catalogues.compile_all(ROOT / "locale", folder / "locale")
        prepare = [sys.executable, "manage.py", "prepare", *([] if sample else ["--no-sample"])]
        channels, channels_url = sample_site.program(folder, beside=port)
        processes.environment.setdefault("SAMPLE_SITE_URL", channels_url)
        people = processes.run("prepare", prepare, DATABASE_OWNER_URL=owner_url)
        if processes.environment["SAMPLE_SITE_URL"] == channels_url:
            if "\t" in people:  # the sample is loaded: its channels are to be seen
                processes.start(channels)
            else:
                del processes.environment["SAMPLE_SITE_URL"]
        for program in programs(folder, listener):
            processes.start(program)
        beside.write(folder, processes.environment)
        _wait_until_ready(processes, url)
        print(f"Ready {url}", flush=True)
        print(people, end="", flush=True)
        if people.strip() and processes.environment.get("SAMPLE_SITE_URL") == channels_url:
            print(f"The sample's channels, to write comments on: {channels_url}", flush=True)
        processes.watch()
    finally:
        beside.forget(folder)
        lock.tell(url=url, stopping=True)
        processes.stop()


def _environment(folder: Path, url: str, words: dict[str, str]) -> dict[str, str]:
    ours = {
        "DATA_DIR": str(folder),
        "LOCALE_DIR": str(folder / "locale"),
        "DJANGO_SETTINGS_MODULE": "socialgov.settings",
        "SECRET_KEY": words["secret_key"],
        "PSEUDONYM_KEY": words["pseudonym_key"],
        "FIELD_KEYS": secret_words.field_key(words),
        "BASE_URL": url,
    }
    return ours | dict(os.environ) | {"DATA_DIR": str(folder), "LOCALE_DIR": str(folder / "locale")}


def _start_servers(processes: Processes, folder: Path, words: dict[str, str]) -> str:
    """PostgreSQL and Redis, each unless the environment gives the address of another. Returns the owner's address.

    That one is for `prepare` alone: what runs afterwards could not change the tables if it wanted to.
    """
    environment = processes.environment
    owner_url = environment.pop("DATABASE_OWNER_URL", "")
    if other := environment.get("DATABASE_URL"):
        if not owner_url:
            owner_url = other
            environment["DATABASE_URL"] = database_roles.for_other_server(other, secret_key=environment["SECRET_KEY"])
    else:
        postgres = Postgres(folder=folder, password=words["superuser"])
        postgres.prepare(processes)
        postgres.start(processes)
        database_roles.make_local(postgres.url(), owner_password=words["owner"], app_password=words["app"])
        name = database_roles.DATABASE
        environment["DATABASE_URL"] = postgres.url(user=database_roles.APP, password=words["app"], database=name)
        owner_url = postgres.url(user=database_roles.OWNER, password=words["owner"], database=name)
    if other := environment.get("REDIS_URL"):
        servers.ask_other_redis(other)
    else:
        redis = Redis(password=words["redis"])
        redis.start(processes)
        environment["REDIS_URL"] = redis.url
    return owner_url


def programs(folder: Path, listener: socket.socket) -> list[Program]:
    """Web, worker, capture worker and beat."""
    descriptor = listener.fileno()
    celery = [sys.executable, "-m", "celery", "-A", "socialgov.celery"]
    worker = [*celery, "worker", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]
    (folder / "beat").mkdir(exist_ok=True)
    web = [sys.executable, "-m", "gunicorn", "socialgov.wsgi:application", "--bind", f"fd://{descriptor}"]
    web += ["--worker-class=gthread", "--threads=4", "--graceful-timeout=8", "--no-control-socket", "--preload"]
    # Tasks hold leases in the database, so a worker without a launcher ends at once (SIGQUIT) and loses nothing.
    sizes = {"WEB_CONCURRENCY": os.environ.get("WEB_CONCURRENCY", "2")}
    beat = [*celery, "beat", "--loglevel=WARNING", "--pidfile=", "-s", str(folder / "beat" / "schedule")]
    return [
        Program("web", web, descriptors=(descriptor,), restarts=RESTARTS, environment=sizes),
        Program(
            "worker",
            [*worker, "-Q", "default", "-n", "default@%h", "-c", "2"],
            orphan_signal=signal.SIGQUIT,
            restarts=RESTARTS,
        ),
        Program(
            "capture",
            [*worker, "-Q", "capture", "-n", "capture@%h", "-c", "1"],
            orphan_signal=signal.SIGQUIT,
            restarts=RESTARTS,
        ),
        Program("beat", beat, restarts=RESTARTS),
    ]


def _wait_until_ready(processes: Processes, url: str) -> None:
    limit = time.monotonic() + READY_WITHIN
    answer: dict[str, object] = {}
    while time.monotonic() < limit:
        processes.check()
        try:
            with urllib.request.urlopen(f"{url}health/ready", timeout=5) as response:  # noqa: S310
                if response.status == 200:
                    return
        except urllib.error.HTTPError as error:
            answer = _answer(error)
        except OSError:
            pass
        time.sleep(0.1)
    waiting = ", ".join(name for name, state in answer.items() if state != "ok") or "web"
    raise CannotStart(
        f"Not ready after {READY_WITHIN:.0f} seconds ({waiting}): see {processes.logs}, then start again."
    )


def _answer(error: urllib.error.HTTPError) -> dict[str, object]:
    try:
        return dict(json.loads(error.read()))
    except (ValueError, OSError):
        return {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
