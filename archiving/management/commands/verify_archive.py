from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from archiving import seals


class Command(BaseCommand):
    help = "Compute every seal again and read every sealed file. Ends with an error when something is not as it was."

    def add_arguments(self, parser):
        parser.add_argument("--chain-only", action="store_true", help="Do not read the files.")

    def handle(self, *args, **options):
        report = seals.verify(now=timezone.now(), read_files=not options["chain_only"])
        for problem in report.problems:
            self.stderr.write(str(problem))
        if not report.is_whole:
            raise CommandError(_("The archive is not whole: %(count)s problems.") % {"count": len(report.problems)})
        self.stdout.write(
            _("The archive is whole: %(seals)s seals, %(records)s records, %(files)s files.")
            % {"seals": report.seals, "records": report.records, "files": report.files}
        )
