"""Load the invented municipality Ljungsele."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from socialgov.local import sample


class Command(BaseCommand):
    help = "Load the sample municipality Ljungsele. Loading it again adds what is missing."

    def handle(self, *args, **options):
        sample.load(now=timezone.now())
        self.stdout.write("The sample municipality is loaded. manage.py sample_people shows who can sign in.")
