#!/usr/bin/env python3
"""Django's command line for socialgov. Beside a running `./run` it finds its database by itself (docs/running.md)."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from socialgov.local import beside

if __name__ == "__main__":
    beside.reach(os.environ, default=Path(__file__).resolve().parent / "var")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialgov.settings")
    execute_from_command_line(sys.argv)
