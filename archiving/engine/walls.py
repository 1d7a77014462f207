"""Is this the page that was asked for, or a page that asks for a log-in? Pure."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

LOGIN_PATH = re.compile(
    r"(^|/)(login|log-in|signin|sign-in|logga-in|accounts/login|authwall|checkpoint|uas/login|i/flow/login|sessions/new)(/|\.|$)",
    re.IGNORECASE,
)
LOGIN_WORDS = (
    "logga in för att",
    "du måste logga in",
    "logga in eller registrera",
    "log in to continue",
    "log in to see",
    "log in to instagram",
    "log into facebook",
    "you must log in",
    "sign in to view",
    "sign up to see",
    "sign in to continue",
    "join to view",
)
LITTLE_TEXT = 1500  # characters: a page with as much to read as this is shown, whatever it also asks for


@dataclass(frozen=True)
class Seen:
    """What tells a wall from a page. `password_fields` counts those that can be seen."""

    asked_for: str
    final_url: str
    status: int
    text: str
    password_fields: int


def is_login_wall(seen: Seen) -> bool:
    """Whether a person has to take the picture instead, because the platform wants a log-in first."""
    asked, final = urlsplit(seen.asked_for), urlsplit(seen.final_url)
    led_away = (asked.netloc, asked.path) != (final.netloc, final.path)
    if led_away and LOGIN_PATH.search(final.path):
        return True
    if seen.status in (401, 403, 407, 429, 999):
        return True
    if len(seen.text) >= LITTLE_TEXT:
        return False
    words = seen.text.casefold()
    return seen.password_fields > 0 or any(phrase in words for phrase in LOGIN_WORDS)
