"""Beat's entries: each is bound to a task of a room, and goes to a queue that a worker empties."""

import pytest

from socialgov.celery import CAPTURE, DEFAULT, app
from socialgov.wiring.sweeps import beat_schedule, known

app.loader.import_default_modules()


@pytest.mark.parametrize("name", sorted(known))
def test_each_sweep_names_a_task_of_a_room(name):
    entry = beat_schedule()[name]
    assert app.tasks[entry["task"]].__module__.endswith(".tasks")
    assert entry.get("options", {}).get("queue", DEFAULT) in {DEFAULT, CAPTURE}


def test_beat_has_every_sweep():
    assert app.conf.beat_schedule == beat_schedule()
    assert beat_schedule()


def test_every_task_goes_to_a_queue_that_a_worker_empties():
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert {getattr(task, "queue", None) or DEFAULT for task in ours} <= {DEFAULT, CAPTURE}
