"""`manage.py catalogue`: the Swedish catalogues, brought up to date or checked."""

from django.core.management.base import BaseCommand, CommandError

from socialgov.look import catalogue


class Command(BaseCommand):
    help = "Bring the Swedish catalogues up to date with what is shown. --check changes nothing and names each fault."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Only say what is wrong, and fail if anything is.")
        parser.add_argument("--room", help="Only this room.")

    def handle(self, *args, check, room, **options):
        if not check:
            for line in catalogue.update(only=room):
                self.stdout.write(line)
        faults = [
            line for line in catalogue.faults() if not room or line.startswith(f"{room}:") or f"{room} says" in line
        ]
        for line in faults:
            self.stderr.write(line)
        if faults and check:
            raise CommandError(f"{len(faults)} faults in the catalogues. Run manage.py catalogue and translate.")
        self.stdout.write(f"{len(faults)} left to do" if faults else "The catalogues are complete.")
