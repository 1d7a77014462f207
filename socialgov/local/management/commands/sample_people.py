"""Who can sign in while the sample is loaded."""

from django.core.management.base import BaseCommand

from socialgov.local.sample.people import password
from socialgov.organisation.models import Person


class Command(BaseCommand):
    help = "Print name, e-mail and password of the sample people who can sign in, one per line, between tabs."

    def handle(self, *args, **options):
        for person in Person.objects.filter(is_sample=True, is_active=True):
            self.stdout.write(f"{person.name}\t{person.email}\t{password()}")
