"""Bring an installation up to date before its processes start: tables, rights, static files, sample."""

from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.db import connections

from socialgov.local import database_roles
from socialgov.organisation.models import Unit


class Command(BaseCommand):
    help = "Migrate as the owner, give the application its rights, collect static files, load the sample once."

    def add_arguments(self, parser):
        parser.add_argument("--no-sample", action="store_true", help="leave an empty installation empty")
        parser.add_argument("--no-static", action="store_true", help="the static files are collected already")
        parser.add_argument("--make-role", action="store_true", help="make the role of DATABASE_URL, as the owner")

    def handle(self, *args, no_sample: bool, no_static: bool, make_role: bool, **options):
        if "owner" not in connections:
            raise CommandError("DATABASE_OWNER_URL is missing: give the address of the role that owns the tables.")
        if make_role:
            with connections["owner"].cursor() as cursor:
                ours = connections["default"].settings_dict
                database_roles.make_role(cursor, ours["USER"], ours["PASSWORD"])
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        call_command("grant_rights")
        if not no_static:
            call_command("collectstatic", verbosity=0, interactive=False)
        available = get_commands()
        if not no_sample and not Unit.objects.exists() and "load_sample" in available:
            call_command("load_sample", stdout=self.stderr)
        if "sample_people" in available:
            call_command("sample_people", stdout=self.stdout)
