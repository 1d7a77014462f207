import pytest

from socialgov import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _everything_lives():
    for part in (health.WORKER, health.CAPTURE, health.BEAT):
        health.show_alive(part)
    yield
    for part in (health.WORKER, health.CAPTURE, health.BEAT):
        health._redis().delete(health._key(part))


def test_live_answers_everyone(client):
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"web": "ok"})


def test_ready_names_each_part(client):
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == dict.fromkeys(["database", "redis", "worker", "capture", "beat", "storage"], "ok")
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.parametrize("part", [health.WORKER, health.CAPTURE, health.BEAT])
def test_a_part_that_is_silent_makes_it_not_ready(client, part):
    health._redis().delete(health._key(part))
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert {name for name, state in answer.json().items() if state != "ok"} == {part}


def test_a_heartbeat_is_forgotten_after_a_while():
    assert 0 < health._redis().ttl(health._key(health.BEAT)) <= health.SILENCE


@pytest.mark.fault
def test_without_redis_it_says_so_within_seconds_and_still_answers(client, settings, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    health._redis.cache_clear()
    try:
        health.show_alive(health.BEAT)  # says it in the log, and raises nothing
        answer = client.get("/health/ready")
    finally:
        health._redis.cache_clear()
    assert answer.status_code == 503
    assert {name for name, state in answer.json().items() if state != "ok"} == {"redis", "worker", "capture", "beat"}
    assert "127.0.0.1:9" in caplog.text


@pytest.mark.fault
def test_storage_that_can_not_be_written_makes_it_not_ready(client, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(health.PARTS, "storage", full)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["storage"]) == (503, "down")


def test_it_can_not_be_posted_to(client):
    assert client.post("/health/ready").status_code == 405
