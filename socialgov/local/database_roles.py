"""The two database roles and the database: `owner` migrates, `app` runs. On the local server and on another's."""

import hashlib
import hmac
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg2
from psycopg2 import errors, sql
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

from socialgov.local.faults import CannotStart

DATABASE, OWNER, APP = "socialgov", "socialgov_owner", "socialgov_app"
OLDEST = 150000


def make_local(superuser_url: str, *, owner_password: str, app_password: str) -> None:
    """Roles and database on our own server; repeating it changes nothing."""
    connection = psycopg2.connect(superuser_url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            for role, password in ((OWNER, owner_password), (APP, app_password)):
                make_role(cursor, role, password)
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*map(sql.Identifier, (DATABASE, OWNER))))
    finally:
        connection.close()


def make_role(cursor: Cursor, role: str, password: str) -> None:
    """A role that can sign in with `password`; one that is there gets that password."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    verb = "ALTER" if cursor.fetchone() else "CREATE"
    cursor.execute(sql.SQL(verb + " ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))


def for_other_server(owner_url: str, *, secret_key: str) -> str:
    """The application's own address on somebody else's PostgreSQL, where `owner_url` may create roles.

    The password is computed from the owner's, so that several machines with the same DATABASE_URL agree on it.
    """
    parts = urlsplit(owner_url)
    owner, where = unquote(parts.username or ""), f"{parts.hostname}:{parts.port or 5432}"
    if not owner or not parts.path.strip("/"):
        raise CannotStart(
            "DATABASE_URL must name a role and a database: postgres://owner:password@host:5432/socialgov."
        )
    role = f"{owner}_app"
    key = unquote(parts.password or "") or secret_key
    password = hmac.new(key.encode(), f"socialgov application role {role}".encode(), hashlib.sha256).hexdigest()
    host = parts.netloc.rpartition("@")[2]
    app_url = urlunsplit(parts._replace(netloc=f"{quote(role, safe='')}:{password}@{host}"))
    try:
        connection = psycopg2.connect(owner_url, connect_timeout=10)
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise CannotStart(
            f"PostgreSQL at {where} (DATABASE_URL) does not let us in ({reason}): start it, or put the address right."
        ) from error
    connection.autocommit = True
    try:
        check_version(connection)
        if not _lets_in(app_url):
            with connection.cursor() as cursor:
                make_role(cursor, role, password)
                cursor.execute(
                    sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                        sql.Identifier(unquote(parts.path.strip("/"))), sql.Identifier(role)
                    )
                )
    except errors.InsufficientPrivilege as error:
        raise CannotStart(
            f"The role {owner} in DATABASE_URL may not create the role {role} for the application: let it "
            f"(ALTER ROLE {owner} CREATEROLE), or make that role yourself and give its address as DATABASE_URL and the "
            "owner's as DATABASE_OWNER_URL."
        ) from error
    finally:
        connection.close()
    return app_url


def check_version(connection: Connection) -> None:
    if connection.server_version < OLDEST:
        raise CannotStart(
            f"The PostgreSQL of DATABASE_URL is version {connection.server_version // 10000}: "
            "socialgov needs 15 or newer."
        )


def _lets_in(url: str) -> bool:
    try:
        psycopg2.connect(url, connect_timeout=10).close()
    except psycopg2.OperationalError:
        return False
    return True
