"""Print the rule ledger as a page, or write it to docs/rules.md."""

from django.conf import settings
from django.core.management.base import BaseCommand

from socialgov.policy import ledger_page


class Command(BaseCommand):
    help = "Print how each rule of the guidelines is met, or write it to docs/rules.md."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--write", action="store_true", help="write docs/rules.md instead of printing")

    def handle(self, *args, write: bool, **options):
        if write:
            (settings.BASE_DIR / "docs" / "rules.md").write_text(ledger_page.draw(), encoding="utf-8")
        else:
            self.stdout.write(ledger_page.draw())
