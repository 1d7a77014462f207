"""Check a municipality's profile before it is adopted: file, key and reason for each fault."""

from django.core.management.base import BaseCommand, CommandError

from socialgov.policy import starting
from socialgov.policy.loading import ProfileError


class Command(BaseCommand):
    help = "Check a profile (a .toml file, or the name of one that comes with the software). Changes nothing."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("profile", help="the path of a .toml file, or the name of a profile")

    def handle(self, *args, profile, **options):
        try:
            document = starting.read(profile)
        except ProfileError as error:
            raise CommandError(str(error)) from None
        provisions = document.provisions()
        own = [path for path, provision in provisions if provision.is_own]
        self.stdout.write(
            f"{profile}: holds together. {len(provisions)} provisions, {len(provisions) - len(own)} with where they "
            f"stand in the guidelines, {len(own)} of our own reading:"
        )
        for path in own:
            self.stdout.write(f"  {path}")
