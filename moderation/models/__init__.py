"""Comments, direct messages and reports; what was done with each, and by whom."""

from .actions import PlatformAction, Reply
from .blocks import Block
from .clocks import EarlierClock, Recount
from .connections import Connection
from .decisions import Alarm, Decision, Forwarding, SecondLook
from .items import Item, ItemText
from .police import PoliceBasis
from .rounds import OversightRound
from .routes import ReadyRoute

__all__ = [
    "Alarm", "Block", "Connection", "Decision", "EarlierClock", "Forwarding", "Item", "ItemText", "OversightRound",
    "PlatformAction", "PoliceBasis", "ReadyRoute", "Recount", "Reply", "SecondLook",
]  # fmt: skip
