"""The key under which a browser may keep what a person has typed (docs/adr/0002-drafts-in-the-browser.md)."""

import base64

from django.utils.crypto import salted_hmac


def draft_key(person) -> str:
    """A key of 256 bits that only pages of this signed-in person carry. A new password makes old drafts unreadable."""
    digest = salted_hmac("socialgov.look.drafts", f"{person.pk}:{person.password}", algorithm="sha256").digest()
    return base64.b64encode(digest).decode()
