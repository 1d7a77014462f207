"""Prints a key for FIELD_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand

from socialgov.platforms import secrets


class Command(BaseCommand):
    help = "Print a new key for FIELD_KEYS, under which logins are kept. To change keys, put it first and keep the old."
    requires_system_checks: list[str] = []  # the key is what they would ask for

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(secrets.new_key())
