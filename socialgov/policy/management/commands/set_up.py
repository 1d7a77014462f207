"""The municipality, its first person and, if one says which, its guidelines: from nothing."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from socialgov.organisation import services
from socialgov.organisation.sign_in import password_link
from socialgov.policy import starting
from socialgov.policy.loading import ProfileError, available
from socialgov.policy.management.commands.adopt_profile import add_decision
from socialgov.policy.services import AdoptionRefused


class Command(BaseCommand):
    help = "Make your municipality and its first person, who may everything. Prints the link for choosing a password."

    def add_arguments(self, parser):
        parser.add_argument("municipality", help='its name, for example "Lillby kommun"')
        parser.add_argument("name", help="the first person's name")
        parser.add_argument("email", help="their work e-mail")
        parser.add_argument(
            "--profile", default="", help=f"guidelines to start on: {', '.join(available())}, or a .toml file"
        )
        add_decision(parser)

    def handle(self, *args, municipality, name, email, profile, decided_by, decided_on, diary_number, **options):
        now = timezone.now()
        try:
            validate_email(email)
            with transaction.atomic():
                person = services.set_up(municipality=municipality, name=name, email=email, now=now)
                if profile:
                    starting.adopt(
                        profile=profile, municipality=municipality, decided_by=decided_by, decided_on=decided_on,
                        diary_number=diary_number, now=now,
                    )  # fmt: skip
        except (ValidationError, services.AlreadySetUp, services.EmailTaken, ProfileError, AdoptionRefused) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from None
        self.stdout.write(f"{person.name} chooses a password here, within three days:\n{password_link(person)}")
        if not profile:
            self.stdout.write(
                f"The first page then leads to choosing guidelines ({reverse('policy:adopt')}): "
                f"{', '.join(available())} come with the software."
            )
