"""One migrated template database per state of the migrations, cloned for each test process."""

import hashlib
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from tests.environment import ADMIN_URL, DATABASE, admin_url, database_url

ROOT = Path(__file__).resolve().parent.parent
ROLES = ("socialgov_test_owner", "socialgov_test_app")
LET_FINISH = """
DO $$ BEGIN
  FOR attempt IN 1..250 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN NOT EXISTS (
      SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
        AND backend_type = 'client backend');
    PERFORM pg_sleep(0.02);
  END LOOP;
END $$"""
EMPTY = """
DO $$ DECLARE name text; used boolean; BEGIN
  FOR name IN
    SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      AND relname NOT IN ('django_migrations', 'django_content_type')
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO used;
    IF used THEN EXECUTE format('DELETE FROM %I', name); END IF;
  END LOOP;
  PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences
    WHERE last_value IS NOT NULL AND sequencename !~ '^django_(migrations|content_type)_';
END $$"""


@contextmanager
def admin(url: str = ADMIN_URL):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def template_name() -> str:
    """Named for what it is made from: migrations, rights and the code of append-only tables."""
    digest = hashlib.sha256()
    for path in sorted(
        [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/*/migrations/*.py"), *ROOT.glob("socialgov/journal/**/*.py")]
    ):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return f"socialgov_template_{digest.hexdigest()[:16]}"


def make_template(cursor) -> str:
    name = template_name()
    cursor.execute("SELECT pg_advisory_lock(730173)")
    try:
        for role in ROLES:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if not cursor.fetchone():
                cursor.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'test'")
        cursor.execute("SELECT datistemplate FROM pg_database WHERE datname = %s", [name])
        row = cursor.fetchone()
        if row and row[0]:
            return name
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" OWNER {ROLES[0]}')
        environment = os.environ | {
            "DATABASE_URL": database_url(ROLES[1], name),
            "DATABASE_OWNER_URL": database_url(ROLES[0], name),
        }
        for command in (["migrate", "--database=owner", "-v0"], ["grant_rights"]):
            done = subprocess.run(
                [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True
            )
            if done.returncode:
                raise RuntimeError(f"manage.py {command[0]} failed:\n{done.stderr[-4000:]}")
        cursor.execute(f'ALTER DATABASE "{name}" IS_TEMPLATE true')
        return name
    finally:
        cursor.execute("SELECT pg_advisory_unlock(730173)")


def create() -> None:
    """Clone the template into this process's own database."""
    with admin() as cursor:
        name = make_template(cursor)
        cursor.execute("SELECT pg_advisory_lock(730174)")  # a template can be copied by one at a time
        cursor.execute(f'CREATE DATABASE "{DATABASE}" TEMPLATE "{name}" OWNER {ROLES[0]}')
        cursor.execute("SELECT pg_advisory_unlock(730174)")


def drop() -> None:
    with admin() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')


def flush() -> None:
    """Empty every table as superuser with triggers asleep: append-only tables refuse everyone else.

    A request that a closed page left behind is let finish first: what it writes goes as well. Only what was used is
    emptied and counted from 1 again, which takes a tenth of the time of TRUNCATE, and locks nobody out.
    """
    with admin(admin_url(DATABASE)) as cursor:
        cursor.execute(LET_FINISH)
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(EMPTY)
