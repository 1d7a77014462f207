from pathlib import Path

import pytest
from kombu.exceptions import OperationalError

from socialgov.celery import CAPTURE, DEFAULT, SWEEPS, app, wake

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", autouse=True)
def _tasks():
    app.loader.import_default_modules()


@pytest.mark.parametrize("name", sorted(SWEEPS))
def test_each_sweep_names_a_task_of_a_room(name):
    task, seconds = SWEEPS[name]
    assert task in app.tasks
    assert app.tasks[task].__module__.endswith(".tasks")
    assert seconds > 0


def test_every_task_goes_to_a_queue_that_a_worker_empties():
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert {getattr(task, "queue", None) or DEFAULT for task in ours} <= {DEFAULT, CAPTURE}


def test_a_wake_up_without_a_broker_is_only_logged(monkeypatch, caplog):
    def away(*_args, **_kwargs):
        raise OperationalError("nobody there")

    monkeypatch.setattr(app, "send_task", away)
    assert wake("some.task") is False
    assert "nobody there" in caplog.text
