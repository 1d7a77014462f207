"""A link for choosing a password, where no mail server can carry it."""

from django.core.management.base import BaseCommand, CommandError

from socialgov.organisation.models import Person, PersonManager
from socialgov.organisation.sign_in import password_link


class Command(BaseCommand):
    help = "Print a link with which a person chooses a password. It holds three days; give it to no one else."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        found = Person.objects.filter(email=PersonManager.normalize_email(email), is_active=True, is_sample=False)
        if not (person := found.first()):
            raise CommandError("Nobody who may sign in has that e-mail address.")
        self.stdout.write(password_link(person))
