"""Print the wiring of the house, or write it to docs/wiring.md; say which deliveries fail."""

from django.conf import settings
from django.core.management.base import BaseCommand

from socialgov.wiring import drawing
from socialgov.wiring.selectors import failing_deliveries


class Command(BaseCommand):
    requires_system_checks = ()  # the map does not depend on what an installation has set
    help = "Print who states which facts, who hears them, who asks what and who answers."

    def add_arguments(self, parser):
        parser.add_argument("--write", action="store_true", help="write docs/wiring.md instead of printing")
        parser.add_argument("--failing", action="store_true", help="list the deliveries that fail, with the reason")

    def handle(self, *args, write: bool, failing: bool, **options):
        if failing:
            for delivery in failing_deliveries():
                self.stdout.write(
                    f"{delivery.event.name} {delivery.event_id} → {delivery.handler}: {delivery.attempts} attempts,"
                    f" again at {delivery.not_before:%Y-%m-%d %H:%M:%S} UTC. {delivery.error}"
                )
        elif write:
            page = settings.BASE_DIR / "docs" / "wiring.md"
            page.parent.mkdir(exist_ok=True)
            page.write_text(drawing.draw(), encoding="utf-8")
        else:
            self.stdout.write(drawing.draw())
