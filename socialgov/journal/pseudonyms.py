"""Keyed hashes: the same name always gives the same hash, but without the key no one can try names against it."""

import hashlib
import hmac
import unicodedata

from django.conf import settings


def pseudonym(text: str) -> str:
    """64 hexadecimal digits that stand for `text` (a name, an address, a handle), whatever its case and spacing.

    When the key (PSEUDONYM_KEY) is destroyed no one can tell any more whom the hashes stood for.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hmac.new(_key(), plain.encode(), hashlib.sha256).hexdigest()


def _key() -> bytes:
    return (settings.PSEUDONYM_KEY or f"pseudonyms under {settings.SECRET_KEY}").encode()
