"""Comments, direct messages and reports; what was done with each, and by whom."""

from .actions import PlatformAction, Reply
from .clocks import EarlierClock, Recount
from .connections import Connection
from .decisions import Alarm, Decision, Forwarding, SecondLook
from .items import Item, ItemText
from .rounds import OversightRound

__all__ = [
    "Alarm", "Connection", "Decision", "EarlierClock", "Forwarding", "Item", "ItemText", "OversightRound",
    "PlatformAction", "Recount", "Reply", "SecondLook",
]  # fmt: skip
