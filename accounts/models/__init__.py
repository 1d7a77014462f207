"""The registry of accounts, custody of their logins, and the published channel list."""

from .channel_list import ListRelease, PartyLink
from .custody import Custody, CustodyOpening
from .house_rules import RulesPasted
from .registry import Account, Assignment, RestPeriod

__all__ = [
    "Account",
    "Assignment",
    "Custody",
    "CustodyOpening",
    "ListRelease",
    "PartyLink",
    "RestPeriod",
    "RulesPasted",
]
