"""Comments, direct messages and reports; what was done with each, and by whom."""

from .actions import PlatformAction, Reply
from .decisions import Alarm, Decision, Forwarding, SecondLook
from .items import Connection, Item, ItemText
from .rounds import OversightRound

__all__ = [
    "Alarm", "Connection", "Decision", "Forwarding", "Item", "ItemText", "OversightRound", "PlatformAction", "Reply",
    "SecondLook",
]  # fmt: skip
