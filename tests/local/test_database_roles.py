"""Somebody else's PostgreSQL: an owner's address is enough, and the application still gets a role of its own."""

import contextlib
import os
import secrets
from urllib.parse import urlsplit

import psycopg2
import pytest

from socialgov.local import database_roles
from socialgov.local.faults import CannotStart
from tests.databases import admin
from tests.environment import database_url
from tests.local.launching import Launch


@pytest.fixture(params=["CREATEROLE"])
def owner(request):
    """The address of a fresh database for a fresh owner."""
    name = f"other_{secrets.token_hex(4)}"
    with admin() as cursor:
        cursor.execute(f"CREATE ROLE {name} LOGIN {request.param} PASSWORD 'test'")
        cursor.execute(f"CREATE DATABASE {name} OWNER {name}")
    yield database_url(name, name)
    with admin() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        for role in (f"{name}_app", name):
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if cursor.fetchone():
                cursor.execute(f"DROP OWNED BY {role}")
                cursor.execute(f"DROP ROLE {role}")


def current_user(url: str) -> str:
    with contextlib.closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def test_the_application_gets_a_role_of_its_own(owner):
    url = database_roles.for_other_server(owner, secret_key="k")
    assert current_user(url) == f"{urlsplit(owner).username}_app"


def test_every_machine_with_the_same_address_agrees_on_the_password(owner):
    first = database_roles.for_other_server(owner, secret_key="of one machine")
    assert database_roles.for_other_server(owner, secret_key="of another") == first


@pytest.mark.parametrize("owner", ["NOCREATEROLE"], indirect=True)
def test_an_owner_that_may_not_create_roles_is_told_what_to_do(owner):
    with pytest.raises(CannotStart, match=r"may not create the role \w+_app .* CREATEROLE"):
        database_roles.for_other_server(owner, secret_key="k")


def test_an_address_without_a_database_is_told():
    with pytest.raises(CannotStart, match="must name a role and a database"):
        database_roles.for_other_server("postgres://somebody@db", secret_key="k")


def test_an_old_server_is_refused():
    class Old:
        server_version = 140012

    with pytest.raises(CannotStart, match="version 14: socialgov needs 15 or newer"):
        database_roles.check_version(Old)


@pytest.mark.fault
def test_a_run_with_other_servers_starts_none_of_its_own(owner, tmp_path):
    name = urlsplit(owner).username
    others = {"DATABASE_URL": owner, "REDIS_URL": os.environ["REDIS_URL"], "REDIS_PREFIX": f"{name}:"}
    with Launch(tmp_path / "data", "--no-sample", **others) as launch:
        launch.ready()
        assert launch.health()[0] == 200
        programs = set(launch.told_by_each(lambda process: " ".join(process.cmdline())))
        assert not [program for program in programs if "bin/postgres" in program or "redis-server" in program]
        assert not (tmp_path / "data" / "postgres").exists()
        for environment in launch.told_by_each(lambda process: process.environ()):
            assert urlsplit(environment["DATABASE_URL"]).username == f"{name}_app"
            assert "DATABASE_OWNER_URL" not in environment
    with contextlib.closing(psycopg2.connect(owner)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'journal_entry', 'DELETE')", [f"{name}_app"])
        assert cursor.fetchone() == (False,)
