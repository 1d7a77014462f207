"""Dockerfile and docker-compose.yml say the same as the launcher. Docker itself does not run here: each step does."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from socialgov import celery
from socialgov.local import system_packages
from tests.databases import admin
from tests.environment import database_url

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service.get("image") == "socialgov"}


def test_every_process_has_a_service():
    assert set(SERVICES) == {"postgres", "redis", "migrate", "web", "worker", "capture", "beat"}
    assert set(OURS) == {"migrate", "web", "worker", "capture", "beat"}


def test_the_image_has_the_packages_that_the_launcher_installs():
    elsewhere = {"python3-venv", "redis-server"}  # in the base image, and in a container of its own
    wanted = {package for need in system_packages.needs(sys.executable) for package in need.packages} - elsewhere
    (line,) = re.findall(r"--no-install-recommends (.*?)&&", DOCKERFILE, re.S)
    assert set(line.replace("\\", " ").split()) == wanted


def test_each_queue_has_a_worker():
    queues = {s["command"][s["command"].index("-Q") + 1] for s in OURS.values() if "-Q" in s.get("command", [])}
    assert queues == {celery.DEFAULT, celery.CAPTURE}


def test_only_the_migration_knows_the_owner():
    assert [name for name, service in OURS.items() if "OWNER_PASSWORD" in str(service)] == ["migrate"]


def test_what_a_service_waits_for_is_there_and_can_be_waited_for():
    for service in OURS.values():
        for name, wait in service["depends_on"].items():
            if wait["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[name]


def test_every_named_volume_is_declared():
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])


def test_the_settings_know_every_variable():
    known = (ROOT / "socialgov" / "settings.py").read_text()
    for service in OURS.values():
        for variable in service["environment"]:
            assert re.search(rf'"{variable}"', known) or variable == "DATABASE_OWNER_URL"


def test_what_must_be_secret_has_no_default():
    for name in ("SECRET_KEY", "FIELD_KEYS", "PSEUDONYM_KEY", "OWNER_PASSWORD", "APP_PASSWORD"):
        references = re.findall(rf"\$\{{{name}[^}}]*\}}", (ROOT / "docker-compose.yml").read_text())
        assert references
        assert all(reference.startswith(f"${{{name}:?") for reference in references)


def test_the_requirements_can_be_had_without_the_local_servers():
    (pattern,) = re.findall(r"grep -vE '([^']+)'", DOCKERFILE)
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    assert len([line for line in lines if re.match(pattern, line)]) == 2


def test_the_image_can_be_filled_and_prepared(tmp_path):
    """The build's own steps, then the service `migrate`, against a real server."""
    name = f"image_{secrets.token_hex(4)}"
    environment = os.environ | {
        "SECRET_KEY": "only-while-building",
        "LOCALE_DIR": str(tmp_path / "locale"),
        "STATIC_DIR": str(tmp_path / "static"),
        "DATABASE_OWNER_URL": database_url(name, name),
        "DATABASE_URL": database_url(f"{name}_app", name),
    }
    build = re.findall(r"&& (?:DEBUG=\S+ )?python (.*?)(?: \\)?$", DOCKERFILE, re.M)
    assert [step.split()[1] for step in build] == ["socialgov.local.catalogues", "collectstatic"]
    steps = [step.replace("/srv/locale", str(tmp_path / "locale")).split() for step in build]
    steps.append(OURS["migrate"]["command"][1:])
    with admin() as cursor:
        cursor.execute(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD 'test'")
        cursor.execute(f"CREATE DATABASE {name} OWNER {name}")
    try:
        for step in steps:
            done = subprocess.run([sys.executable, *step], cwd=ROOT, env=environment, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
        with admin() as cursor:
            cursor.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", [f"{name}_app"])
            assert cursor.fetchone() == (True,)
    finally:
        with admin() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
            cursor.execute(f"DROP ROLE IF EXISTS {name}_app")
            cursor.execute(f"DROP ROLE {name}")
    assert list((tmp_path / "locale").rglob("*.mo"))
    assert (tmp_path / "static").is_dir()


@pytest.mark.parametrize("name", ["web", "worker", "capture", "beat"])
def test_each_command_is_one_that_exists(name):
    command = OURS[name].get("command") or ["gunicorn"]
    assert (Path(sys.executable).parent / command[0]).exists()
