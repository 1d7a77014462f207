from datetime import timedelta

import pytest
from celery.schedules import crontab

from socialgov.celery import app
from socialgov.wiring import selectors, sweeps
from socialgov.wiring.events import WiringError
from socialgov.wiring.models import SweepRun
from socialgov.wiring.sweeps import beat_schedule, lock_number, only_one, sweep
from tests.databases import admin
from tests.environment import DATABASE, admin_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def _known(monkeypatch):
    monkeypatch.setattr(sweeps, "known", {})


@pytest.fixture
def elsewhere():
    """Another session of the same database."""
    with admin(admin_url(DATABASE)) as cursor:
        yield cursor


def free(cursor, name):
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock_number(name)])
    (got,) = cursor.fetchone()
    if got:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [lock_number(name)])
    return got


def test_a_sweep_runs_and_notes_that_it_did():
    assert sweep("tests.sweep")(lambda: 7)() == 7
    run = SweepRun.objects.get()
    assert run.name == "tests.sweep" and run.finished_at >= run.started_at


def test_a_sweep_that_runs_elsewhere_is_left_at_once(elsewhere):
    elsewhere.execute("SELECT pg_advisory_lock(%s)", [lock_number("tests.sweep")])
    ran = []
    assert sweep("tests.sweep")(lambda: ran.append(1))() is None
    assert ran == [] and not SweepRun.objects.exists()
    elsewhere.execute("SELECT pg_advisory_unlock(%s)", [lock_number("tests.sweep")])
    sweep("tests.sweep")(lambda: ran.append(1))()
    assert ran == [1]


def test_sweeps_of_different_names_do_not_meet(elsewhere):
    with only_one("tests.one") as mine:
        assert mine
        assert free(elsewhere, "tests.two")
        assert not free(elsewhere, "tests.one")
    assert free(elsewhere, "tests.one")


@pytest.mark.django_db(transaction=True)
def test_a_sweep_that_fails_lets_go_says_so_and_is_mended_by_the_next_that_does_not(elsewhere):
    def fail():
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        sweep("tests.sweep")(fail)()
    assert free(elsewhere, "tests.sweep")
    assert selectors.failing_sweeps().get().error == "RuntimeError: no"
    sweep("tests.sweep")(lambda: None)()
    assert not selectors.failing_sweeps().exists()


@pytest.mark.usefixtures("_known")
def test_beat_gets_every_sweep_with_its_interval_and_queue():
    sweep("tests.often", every=timedelta(seconds=30))(lambda: None)
    sweep("tests.nightly", every=crontab(hour=3), queue="capture")(lambda: None)
    sweep("tests.never")(lambda: None)
    assert beat_schedule() == {
        "tests.often": {"task": "tests.often", "schedule": timedelta(seconds=30), "options": {"expires": 30.0}},
        "tests.nightly": {
            "task": "tests.nightly",
            "schedule": crontab(hour=3),
            "options": {"expires": 3600, "queue": "capture"},
        },
    }


@pytest.mark.usefixtures("_known")
def test_two_sweeps_of_one_name_are_refused():
    sweep("tests.often", every=timedelta(seconds=30))
    with pytest.raises(WiringError):
        sweep("tests.often", every=timedelta(seconds=31))


def test_every_entry_of_beat_is_a_task_of_the_house_on_a_queue_that_a_worker_reads():
    app.loader.import_default_modules()
    queues = {queue.name for queue in app.conf.task_queues}
    assert {"wiring.deliver", "journal.seal", "journal.verify"} <= set(app.conf.beat_schedule)
    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in app.tasks
        assert entry["options"].get("queue", app.conf.task_default_queue) in queues
