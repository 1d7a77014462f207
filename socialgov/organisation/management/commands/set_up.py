"""The municipality and its first person, from nothing."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from socialgov.organisation import services
from socialgov.organisation.sign_in import password_link


class Command(BaseCommand):
    help = "Make your municipality and its first person, who may everything. Prints the link for choosing a password."

    def add_arguments(self, parser):
        parser.add_argument("municipality", help='its name, for example "Lillby kommun"')
        parser.add_argument("name", help="the first person's name")
        parser.add_argument("email", help="their work e-mail")

    def handle(self, *args, municipality, name, email, **options):
        try:
            validate_email(email)
            person = services.set_up(municipality=municipality, name=name, email=email, now=timezone.now())
        except (ValidationError, services.AlreadySetUp, services.EmailTaken) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from None
        self.stdout.write(f"{person.name} chooses a password here, within three days:\n{password_link(person)}")
