"""Action links' secrets on their way: a token is stored only as a hash, but a mail that waits must carry the link.

What waits is therefore encrypted with a key derived from SECRET_KEY, and masked once the mail has been handed over.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

PATH = "/lank/"
_TOKEN = re.compile(re.escape(PATH) + r"[A-Za-z0-9_-]{43}")


class CanNotRead(Exception):
    """The waiting text was encrypted with another SECRET_KEY."""

    def __init__(self):
        super().__init__("The text was locked with another SECRET_KEY. Add the old one to SECRET_KEY_FALLBACKS.")


def carries_link(text: str) -> bool:
    return bool(_TOKEN.search(text))


def tokens_in(text: str) -> list[str]:
    return [found.removeprefix(PATH) for found in _TOKEN.findall(text)]


def mask(text: str) -> str:
    """The text with every action link's token replaced by three dots."""
    return _TOKEN.sub(f"{PATH}…", text)


def lock(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def unlock(locked: str) -> str:
    """Raises CanNotRead."""
    try:
        return _box().decrypt(locked.encode()).decode()
    except InvalidToken:
        raise CanNotRead from None


def token_hash(token: str) -> str:
    """What is stored of a token. It has 256 random bits, so a plain hash can not be searched backwards."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_hash(text: str) -> str:
    """For values that could be guessed, such as network addresses."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"notices:" + text.encode(), "sha256").hex()


def _box() -> MultiFernet:
    keys: list[str] = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        [Fernet(urlsafe_b64encode(hmac.digest(key.encode(), b"notices: waiting mail", "sha256"))) for key in keys]
    )
