"""Print every key of a profile, or write docs/guidelines-keys.md."""

from django.conf import settings
from django.core.management.base import BaseCommand

from socialgov.policy import reference


class Command(BaseCommand):
    help = "Print every key of a profile with what it settles and an example, or write docs/guidelines-keys.md."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--write", action="store_true", help="write docs/guidelines-keys.md instead of printing")

    def handle(self, *args, write: bool, **options):
        if write:
            (settings.BASE_DIR / "docs" / "guidelines-keys.md").write_text(reference.draw(), encoding="utf-8")
        else:
            self.stdout.write(reference.draw())
