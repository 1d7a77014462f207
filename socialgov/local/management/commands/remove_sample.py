"""Take the invented municipality away."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from socialgov.local import sample
from socialgov.organisation.models import Role
from socialgov.organisation.selectors import holders


class Command(BaseCommand):
    help = "Take the sample municipality away. Its people can no longer sign in."

    def handle(self, *args, **options):
        now = timezone.now()
        sample.remove(now=now)
        self.stdout.write("The sample municipality is removed.")
        if not holders(Role.SYSTEM_ADMINISTRATOR, now=now).exists():
            self.stdout.write("Nobody can sign in now. Run manage.py set_up to make your municipality.")
