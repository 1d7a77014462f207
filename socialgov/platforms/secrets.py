"""Secrets at rest: logins in custody and connectors' passwords, encrypted with the installation's FIELD_KEYS.

FIELD_KEYS holds one or several Fernet keys, the newest first: the first encrypts, all decrypt. To change keys, put a
new one first, let `rotate` go over what is stored, then take the old one away. Each secret is bound to where it
belongs, so that a row copied over another does not open.
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

_END_OF_BINDING = "\x00"


class NoKey(ImproperlyConfigured):
    """FIELD_KEYS is empty or holds something that is no key."""

    def __str__(self) -> str:
        return str(
            _("Logins cannot be kept: FIELD_KEYS is missing or wrong. Set it to a key from `manage.py new_field_key`.")
        )


class CannotOpen(ValueError):
    """The secret was encrypted with a key that is no longer there, was changed, or belongs somewhere else."""

    def __str__(self) -> str:
        return str(_("The login cannot be opened: its key is missing. Put the earlier key back last in FIELD_KEYS."))


def new_key() -> str:
    """A key to put into FIELD_KEYS."""
    return Fernet.generate_key().decode()


def encrypt(text: str, *, bound_to: str) -> bytes:
    """`text` so that only this installation reads it, and only for `bound_to` (such as "accounts.custody:12")."""
    if not bound_to or _END_OF_BINDING in bound_to:
        raise ValueError("bound_to names the row that the secret belongs to")
    return _keys().encrypt(f"{bound_to}{_END_OF_BINDING}{text}".encode())


def decrypt(token: bytes | memoryview, *, bound_to: str) -> str:
    """The text again. Raises CannotOpen when the keys, the content or the place do not fit."""
    try:
        where, _end, text = _keys().decrypt(bytes(token)).decode().partition(_END_OF_BINDING)
    except InvalidToken as error:
        raise CannotOpen from error
    if where != bound_to:
        raise CannotOpen
    return text


def rotate(token: bytes | memoryview) -> bytes:
    """The same secret under the newest key, its time kept."""
    try:
        return _keys().rotate(bytes(token))
    except InvalidToken as error:
        raise CannotOpen from error


def _keys() -> MultiFernet:
    try:
        keys = [Fernet(key.strip()) for key in settings.FIELD_KEYS if key.strip()]
    except ValueError as error:
        raise NoKey from error
    if not keys:
        raise NoKey
    return MultiFernet(keys)
