"""Bring an installation up to date before its processes start: tables, rights, static files, sample."""

from django.core.management import BaseCommand, call_command, get_commands

from socialgov.organisation.models import Unit


class Command(BaseCommand):
    help = "Migrate as the owner, give the application its rights, collect static files, load the sample once."

    def add_arguments(self, parser):
        parser.add_argument("--no-sample", action="store_true", help="leave an empty installation empty")

    def handle(self, *args, no_sample: bool, **options):
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        call_command("grant_rights")
        call_command("collectstatic", verbosity=0, interactive=False)
        available = get_commands()
        if not no_sample and not Unit.objects.exists() and "load_sample" in available:
            call_command("load_sample", stdout=self.stderr)
        if "sample_people" in available:
            call_command("sample_people", stdout=self.stdout)
