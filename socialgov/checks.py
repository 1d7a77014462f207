"""What the environment must say before anything starts. Each fault is a sentence that names the setting."""

import os
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

SHORTEST_KEY = 32  # characters, for an installation that is reached over https
TRUE_OR_FALSE = {"true", "t", "yes", "y", "on", "1", "false", "f", "no", "n", "off", "0"}
SCHEMES = {
    "DATABASE_URL": ("postgres", "postgresql"),
    "DATABASE_OWNER_URL": ("postgres", "postgresql"),
    "REDIS_URL": ("redis", "rediss", "unix"),
    "STORAGE_URL": ("file", "s3"),
    "EMAIL_URL": (
        "smtp",
        "smtps",
        "smtp+tls",
        "smtp+ssl",
        "submission",
        "submit",
        "console",
        "dummy",
        "dummymail",
        "memory",
        "filebased",
        "file",
    ),
    "BASE_URL": ("http", "https"),
}


def problems(environment: Mapping[str, str]) -> Iterator[str]:
    """What is missing or wrong in `environment`."""
    debug = environment.get("DEBUG", "").lower()
    if debug and debug not in TRUE_OR_FALSE:
        yield f"DEBUG is {environment['DEBUG']!r}: make it true or false."
    key = environment.get("SECRET_KEY", "")
    if not key and debug not in ("true", "t", "yes", "y", "on", "1"):
        yield (
            "SECRET_KEY is missing: set it to 50 random characters, the same on every machine "
            "(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')."
        )
    base = environment.get("BASE_URL", "")
    if key and len(key) < SHORTEST_KEY and base.startswith("https://"):
        yield f"SECRET_KEY is too short to be safe: make it at least {SHORTEST_KEY} characters."
    for name, schemes in SCHEMES.items():
        if value := environment.get(name, ""):
            try:
                scheme = urlsplit(value).scheme
            except ValueError:
                scheme = ""
            if scheme not in schemes:
                yield f"{name} must be an address that begins with {_or(schemes)}."
    if base and not urlsplit(base).hostname:
        yield "BASE_URL must name the host that people reach, such as https://socialgov.kommun.se."


def stop_unless_sound() -> None:
    """End the process with the sentences when something is wrong. Called before anything else in the settings."""
    found = list(problems(os.environ))
    if found:
        raise SystemExit("\n".join(found))


def _or(schemes: tuple[str, ...]) -> str:
    return " or ".join(f"{scheme}:" for scheme in schemes)
