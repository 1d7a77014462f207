"""`manage.py` beside a running `./run`: where its database and Redis are, and its keys. Standard library only.

The addresses change with every start, so the launcher writes them down for as long as it runs, where only its own user
reads them. The owner's address is not among them: what is given here can do what the application can.
"""

import json
import os
import pwd
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from socialgov.local import unprivileged

FILE = "running.json"
NAMES = (
    "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PSEUDONYM_KEY", "FIELD_KEYS", "BASE_URL", "DATA_DIR", "LOCALE_DIR",
    "STORAGE_URL", "EMAIL_URL", "SAMPLE_SITE_URL", "REDIS_PREFIX",
)  # fmt: skip


def write(folder: Path, environment: Mapping[str, str]) -> None:
    """Say how to reach what runs on `folder`."""
    beside = folder / f"{FILE}.new"
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump({name: environment[name] for name in NAMES if name in environment}, file, indent=1)
    beside.replace(folder / FILE)


def forget(folder: Path) -> None:
    (folder / FILE).unlink(missing_ok=True)


def reach(environment: MutableMapping[str, str], *, default: Path) -> None:
    """Unless the environment names a database: that of the installation that runs on DATA_DIR, as its user."""
    path = Path(environment.get("DATA_DIR") or default) / FILE
    if "DATABASE_URL" in environment:
        return
    try:
        known = json.loads(path.read_text())
        owner = path.stat().st_uid
    except (OSError, ValueError):
        return  # nothing runs there, or it is somebody else's: the settings say what is missing
    if os.geteuid() == 0 and owner:
        unprivileged.become(pwd.getpwuid(owner))
    for name, value in known.items():
        environment.setdefault(name, value)
