"""Every notice leaves exactly once, though workers are killed and Redis is emptied at any moment (docs/adr).

Real Celery workers, a Redis server of the test's own and a real SMTP server; processes are ended with SIGKILL.
"""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
import redis
from django.db import connection
from django.utils import timezone

from socialgov.notices import services
from socialgov.notices.models import Mail, Notice
from tests.factories.notices import ALARM
from tests.factories.organisation import PersonFactory
from tests.notices.sink import Sink

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
ONE_ATTEMPT = """
import django; django.setup()
import tests.factories.notices
from django.utils import timezone
from socialgov.notices import placing, sending
placing.place(now=timezone.now())
sending.send_one(now=timezone.now())
"""
BEATS_PART = """
import time
from socialgov.celery import app
while True:
    try:
        app.send_task("notices.send", retry=False)
    except Exception:
        pass
    time.sleep(0.1)
"""


@pytest.fixture
def sink():
    with Sink() as running:
        yield running


class Processes:
    """What the test has started, so that it ends exactly that."""

    def __init__(self, sink: Sink, **more: str):
        self.environment = os.environ | {"EMAIL_URL": sink.url, "PYTHONPATH": str(ROOT)} | more
        self.running: list[subprocess.Popen] = []

    def start(self, *command: str) -> subprocess.Popen:
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.running.append(process)
        return process

    def python(self, *arguments: str) -> subprocess.Popen:
        return self.start(sys.executable, *arguments)

    def kill(self, process: subprocess.Popen) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        self.running.remove(process)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        for process in list(self.running):
            self.kill(process)


def say(n: int, person) -> None:
    services.announce(kind=ALARM.name, key=f"n{n}", recipient=person, now=timezone.now(), context={"what": f"nr {n}"})


def time_passes() -> None:
    """Leases run out, also those of workers that live: the row lock must hold then."""
    Mail.objects.filter(state="taken").update(lease_until=timezone.now())
    Mail.objects.filter(state="waiting").update(not_before=timezone.now())


def attempt(processes: Processes) -> subprocess.Popen:
    return processes.python("-c", ONE_ATTEMPT)


def numbers(sink: Sink) -> Counter:
    return Counter(mail["Message-ID"] for mail in sink.arrived)


def test_a_worker_killed_before_the_server_has_the_mail_leaves_it_for_the_next(sink):
    with Processes(sink) as processes:
        say(1, PersonFactory())
        sink.before_taking = lambda: os.kill(processes.running[0].pid, signal.SIGKILL)
        sink.answer_data = "451 the sender is gone"
        first = attempt(processes)
        assert first.wait(60) == -signal.SIGKILL
        assert (sink.arrived, Mail.objects.get().state) == ([], "taken")
        processes.running.clear()
        sink.before_taking, sink.answer_data = None, ""
        time_passes()
        assert attempt(processes).wait(60) == 0
    assert len(sink.arrived) == 1
    assert Mail.objects.get().sent_at is not None


def test_a_worker_killed_after_it_has_noted_the_mail_as_sent_causes_no_second_copy(sink):
    with Processes(sink) as processes:
        say(1, PersonFactory())
        process = processes.python("-c", ONE_ATTEMPT + "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
        assert process.wait(60) == -signal.SIGKILL
        time_passes()
        assert attempt(processes).wait(60) == 0
    assert len(sink.arrived) == 1


def test_the_one_remaining_window_gives_a_second_copy_with_the_same_message_id(sink):
    """The server has taken the mail and the worker dies before it could note it: no one can know.

    Mailboxes that file by Message-ID show one mail.
    """
    with Processes(sink) as processes:
        say(1, PersonFactory())
        sink.after_taking = lambda: os.kill(processes.running[0].pid, signal.SIGKILL)
        assert attempt(processes).wait(60) == -signal.SIGKILL
        processes.running.clear()
        sink.after_taking = None
        time_passes()
        assert attempt(processes).wait(60) == 0
    assert list(numbers(sink).values()) == [2]
    first, second = sink.arrived
    assert (first["Subject"], first["Date"]) == (second["Subject"], second["Date"])


def test_a_lease_that_runs_out_while_its_worker_still_hands_over_gives_no_second_copy(sink):
    with Processes(sink) as processes:
        say(1, PersonFactory())
        sink.before_taking = lambda: time.sleep(6)
        slow = attempt(processes)
        until(lambda: Mail.objects.filter(state="taken").exists())
        time_passes()
        assert attempt(processes).wait(60) == 0
        assert slow.wait(60) == 0
    assert len(sink.arrived) == 1


def until(true, seconds: float = 60) -> None:
    """Wait for other processes; fails the test when it takes too long."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "took too long"
        time.sleep(0.05)


@pytest.fixture
def own_redis(tmp_path):
    """A Redis server that this test may empty and kill."""
    server = shutil.which("redis-server") or shutil.which("valkey-server")
    assert server, "redis-server is missing; ./run installs it"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        server,
        "--port",
        str(port),
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        str(tmp_path),
        "--bind",
        "127.0.0.1",
    ]

    class Own:
        url = f"redis://127.0.0.1:{port}/0"
        client = redis.Redis(port=port)

        def start(self):
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            until(self.answers)

        def answers(self):
            try:
                return self.client.ping()
            except redis.ConnectionError:
                return False

        def kill(self):
            self.process.kill()
            self.process.wait(10)

    own = Own()
    own.start()
    yield own
    own.kill()


def test_killed_workers_and_an_emptied_redis_lose_nothing_and_repeat_nothing(sink, own_redis):
    """Three workers, killed at random moments; Redis emptied, killed and started empty; leases run out all the time."""
    chance = random.Random(20261120)
    wanted, kills = 150, 0
    sink.after_taking = lambda: time.sleep(0.02)  # a server that takes its time widens every window
    people = PersonFactory.create_batch(5)
    more = {"REDIS_URL": own_redis.url}
    worker = ["-m", "celery", "-A", "socialgov.celery", "worker", "-P", "solo", "-Q", "default", "-l", "CRITICAL"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat", "-I", "tests.factories.notices"]
    said = 0
    with Processes(sink, **more) as processes:
        processes.python("-c", BEATS_PART)  # beat's part: again and again a wake-up, whatever became of the last
        workers = [processes.python(*worker) for _n in range(3)]
        end = time.monotonic() + 150
        storm_until = None
        while Mail.objects.filter(sent_at__isnull=False).count() < wanted:
            assert time.monotonic() < end, f"only {len(sink.arrived)} of {wanted} left"
            for _n in range(min(8, wanted - said)):
                say(said, chance.choice(people))
                said += 1
            time_passes()
            if sink.arrived and storm_until is None:
                storm_until = time.monotonic() + 40
            if storm_until and time.monotonic() < storm_until:
                match chance.randrange(4):
                    case 0 | 1:
                        victim = workers.pop(chance.randrange(len(workers)))
                        processes.kill(victim)
                        kills += 1
                        workers.append(processes.python(*worker))
                    case 2:
                        own_redis.answers() and own_redis.client.flushall()
                    case 3:
                        own_redis.kill()
                        own_redis.start()
            time.sleep(chance.uniform(0.2, 1.2))
    connection.close()
    copies = numbers(sink)
    assert kills >= 3
    assert Notice.objects.filter(state="in_mail").count() == wanted
    assert len(copies) == wanted, "each notice left, in one mail of its own"
    assert sorted(mail["Subject"] for mail in {m["Message-ID"]: m for m in sink.arrived}.values()) == sorted(
        f"Larm: nr {n}" for n in range(wanted)
    )
    again = sum(copies.values()) - wanted
    assert again <= kills, "a second copy only for a worker killed in the one window, under the same Message-ID"
