"""Give the application's database role its rights: all on ordinary tables, read and insert where a table only grows."""

from django.core.management.base import BaseCommand
from django.db import connections
from psycopg2 import sql

from socialgov.journal.append_only import append_only_tables


class Command(BaseCommand):
    help = "Give the application's database role its rights. Run as the owner after every migrate."

    def handle(self, *args, **options):
        role = connections["default"].settings_dict["USER"]
        connection = connections["owner"] if "owner" in connections else connections["default"]
        if role == connection.settings_dict["USER"]:
            self.stderr.write(
                "The application signs in as the owner of the tables; rights can not be withheld from it."
            )
            return
        name = sql.Identifier(role)
        with connection.cursor() as cursor:
            for statement in (
                "GRANT USAGE ON SCHEMA public TO {0}",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {0}",
                "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {0}",
                "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {0}",
            ):
                cursor.execute(sql.SQL(statement).format(name))
            for table in append_only_tables():
                cursor.execute(
                    sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {1} FROM {0}").format(name, sql.Identifier(table))
                )
