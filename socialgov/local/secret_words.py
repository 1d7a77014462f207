"""The passwords and keys that an installation makes for itself, in one file that only its user can read."""

import hashlib
import json
import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path

from socialgov.local.faults import CannotStart

NAMES = ("secret_key", "pseudonym_key", "field_key", "superuser", "owner", "app", "redis")


def load(folder: Path) -> dict[str, str]:
    """Name → secret. Made on the first start, completed when a new version wants another one."""
    path = folder / "secrets.json"
    found: dict[str, str] = {}
    if path.exists():
        try:
            found = {str(name): str(value) for name, value in json.loads(path.read_text()).items()}
        except (ValueError, AttributeError) as error:
            raise CannotStart(
                f"{path} holds the passwords of this installation and is damaged: put it back from a backup, "
                "or choose an empty folder with --data."
            ) from error
    elif (folder / "postgres").exists():
        raise CannotStart(
            f"{path} holds the passwords of the database beside it and is gone: put it back from a backup."
        )
    lacking = [name for name in NAMES if name not in found]
    if lacking:
        found |= {name: secrets.token_urlsafe(48) for name in lacking}
        beside = path.with_suffix(".new")
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(found, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    return found


def field_key(words: dict[str, str]) -> str:
    """FIELD_KEYS of this installation: the key under which logins are encrypted, in the form that they want it."""
    return urlsafe_b64encode(hashlib.sha256(words["field_key"].encode()).digest()).decode()
