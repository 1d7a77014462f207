"""The tables that only grow refuse the application by rights, and everyone else by triggers."""

import psycopg2
import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from socialgov.journal.append_only import append_only_tables
from socialgov.journal.models import Entry
from socialgov.journal.seals import seal
from tests.environment import DATABASE, admin_url, database_url
from tests.journal.parts import NOW, write

OWNER = database_url("socialgov_test_owner", DATABASE)
TABLES = append_only_tables()
STATEMENTS = ["UPDATE {0} SET id = id", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"]


def test_the_journal_and_its_seals_are_among_the_tables_that_only_grow():
    assert {"journal_entry", "journal_seal", "journal_sealmembership"} <= set(TABLES)


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_application_lacks_the_right(table, statement):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


@pytest.mark.django_db
def test_the_application_can_not_change_an_entry_through_its_model_either():
    write()
    entry = Entry.objects.get()
    entry.rule = "ATV-15"
    for act in (entry.save, entry.delete, Entry.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["journal_entry", "journal_seal", "journal_sealmembership"])
@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize("address", [OWNER, admin_url(DATABASE)], ids=["owner", "superuser"])
def test_triggers_refuse_the_owner_and_even_a_superuser(table, statement, address):
    write()
    seal(now=NOW)
    cursor = psycopg2.connect(address).cursor()
    try:
        with pytest.raises(psycopg2.Error, match=r"Cannot (update|delete|truncate)|pgtrigger"):
            cursor.execute(statement.format(table))
    finally:
        cursor.connection.close()


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_every_table_that_only_grows_has_both_its_triggers(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE 'pgtrigger_append_only_%%'"
            " AND tgenabled = 'O'",
            [table],
        )
        assert cursor.fetchone() == (2,)


@pytest.mark.django_db
def test_the_application_can_not_put_the_triggers_to_sleep_as_the_tests_do():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'journal_entry'::regclass AND NOT tgisinternal")
        trigger = cursor.fetchone()[0]
    for statement in (
        "SET session_replication_role = replica",
        "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
        f"DROP TRIGGER {trigger} ON journal_entry",
        "DROP TABLE journal_entry CASCADE",
        "SET ROLE socialgov_test_owner",
        f"CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger AS 'BEGIN RETURN NEW; END' LANGUAGE plpgsql",
    ):
        with (
            pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_production_has_no_way_to_flush_the_journal():
    """The flush of the tests lives in tests/ alone; the settings name no superuser and turn no trigger off."""
    from django.conf import settings

    source = (settings.BASE_DIR / "socialgov" / "settings.py").read_text()
    for word in ("session_replication_role", "PGTRIGGER_", "ADMIN_URL"):
        assert word not in source
    for path in settings.BASE_DIR.glob("socialgov/**/*.py"):
        text = path.read_text()
        assert "session_replication_role" not in text, path
        assert "pgtrigger.ignore" not in text, path
