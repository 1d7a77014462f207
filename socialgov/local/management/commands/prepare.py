"""Bring an installation up to date before its processes start: tables, rights, static files, sample."""

import shlex
import sys

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.db import connections
from django.utils import timezone

from socialgov.local import database_roles
from socialgov.local.sample import clearing
from socialgov.organisation.models import Person, Unit
from socialgov.organisation.selectors import sample_loaded


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
        if no_sample and sample_loaded():
            self._take_the_sample_out()
        if not no_sample and not Unit.objects.exists() and "load_sample" in available:
            call_command("load_sample", stdout=self.stderr)
        if "sample_people" in available:
            call_command("sample_people", stdout=self.stdout)
        if not Person.objects.filter(is_active=True).exists():
            self._tell_how_to_begin()

    def _take_the_sample_out(self) -> None:
        """All of it, when nothing else is here."""
        beside = clearing.real_content()
        if beside:
            self.stdout.write(
                f"The sample stays: {', '.join(beside)} of your own are here beside it. A system administrator can "
                "close it in the browser, under Ta bort exemplet."
            )
            return
        clearing.empty(now=timezone.now())
        self.stdout.write("The sample municipality is removed.")

    def _tell_how_to_begin(self) -> None:
        """The command that makes the first person, as it is written on this machine."""
        where = (
            "" if settings.DATA_DIR == settings.BASE_DIR / "var" else f"DATA_DIR={shlex.quote(str(settings.DATA_DIR))} "
        )
        self.stdout.write(
            "Nobody can sign in yet. Make your municipality and its first person, in another window:\n"
            f'{where}{shlex.quote(sys.executable)} {settings.BASE_DIR / "manage.py"} set_up "Lillby kommun" "Kim Berg" '
            "kim.berg@kommunen.se"
        )
