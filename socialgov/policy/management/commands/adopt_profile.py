"""Put guidelines in force: one of the profiles that come with the software, or a file of one's own."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from socialgov.policy import starting
from socialgov.policy.loading import ProfileError
from socialgov.policy.services import AdoptionRefused


def add_decision(parser) -> None:
    """Who decided, when, and under which number."""
    parser.add_argument("--decided-by", default="", help='for example "Kommunfullmäktige, § 41"')
    parser.add_argument("--decided-on", type=date.fromisoformat, default=None, help="for example 2026-03-25")
    parser.add_argument("--diary-number", default="", help='for example "KS 2026-00112"')


class Command(BaseCommand):
    help = "Put guidelines in force, as the municipality has decided. Check a file first with check_profile."

    def add_arguments(self, parser):
        parser.add_argument("profile", help="the name of a profile, or the path of a .toml file")
        add_decision(parser)

    def handle(self, *args, profile, decided_by, decided_on, diary_number, **options):
        try:
            adopted = starting.adopt(
                profile=profile, decided_by=decided_by, decided_on=decided_on, diary_number=diary_number,
                now=timezone.now(),
            )  # fmt: skip
        except (ProfileError, AdoptionRefused) as error:
            raise CommandError(str(error)) from None
        about = adopted.document.about
        self.stdout.write(
            f"In force: {about.municipality}, {about.title} ({adopted.decided_by}, {adopted.decided_on})."
        )
