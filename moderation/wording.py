"""How an item is called in a line: its first words, or what kind of thing it is when they are secret."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from moderation.models import Item

LONGEST = 48


def title(item: Item) -> str:
    """`gatlyktan vid Skolgatan 14 har varit …`; nothing of what is marked for secrecy."""
    latest = None if item.secrecy else item.texts.last()
    words = " ".join(latest.text.split()) if latest else ""
    return Truncator(words).chars(LONGEST) if words else kind(item)


def kind(item: Item) -> str:
    """`Kommentar på Tallbackaskolan, Instagram`"""
    return _("%(kind)s on %(account)s") % {"kind": item.get_kind_display(), "account": account(item)}


def account(item: Item) -> str:
    """`Tallbackaskolan, Instagram`; for a report that names no account, the municipality's channels."""
    return str(item.account) if item.account else _("our channels")


def receipt(number: int) -> str:
    """A receipt as people read it: A-0042."""
    return f"A-{number:04d}"
