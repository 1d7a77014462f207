"""Check that the journal is as it was written. Exit status 1, and a sentence naming the first fault, when it is not."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from socialgov.journal.verification import UNSEALED_AT_MOST, verify


class Command(BaseCommand):
    help = "Check every seal of the journal and every entry under it."

    def add_arguments(self, parser):
        parser.add_argument(
            "--print-head", action="store_true", help="print only the last seal's line, to be kept somewhere else"
        )
        parser.add_argument("--expect-head", metavar="LINE", default="", help="a line printed earlier by --print-head")
        parser.add_argument(
            "--unsealed-minutes",
            type=int,
            metavar="N",
            default=int(UNSEALED_AT_MOST.total_seconds() // 60),
            help="how long an entry may be without a seal (default: %(default)s)",
        )

    def handle(self, *args, print_head: bool, expect_head: str, unsealed_minutes: int, **options):
        report = verify(unsealed_at_most=timedelta(minutes=unsealed_minutes), expected_head=expect_head)
        if report.broken:
            raise CommandError(report.sentence)
        if print_head:
            if not report.head:
                raise CommandError(
                    _("The journal has no seal yet: the first is made within minutes of the first entry.")
                )
            self.stdout.write(report.head)
        else:
            self.stdout.write(report.sentence)
