"""`manage.py build_public_css`: write static/css/public.css anew. A test holds that the two are the same."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from socialgov.look import public_css


class Command(BaseCommand):
    help = "Build the one style sheet of public pages."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--font", action="store_true", help="Cut the font anew first.")

    def handle(self, *args, font, **options):
        if font:
            (Path(settings.BASE_DIR) / "static" / public_css.FONT).write_bytes(public_css.cut_font())
        css = public_css.build()
        size = len(css.encode())
        if size > public_css.LIMIT:
            raise CommandError(
                f"{size} bytes; the limit is {public_css.LIMIT}. Let fewer classes in (public_css.CLASSES)."
            )
        public_css.path().write_text(css, encoding="utf-8")
        self.stdout.write(f"{size} bytes, the limit is {public_css.LIMIT}")
