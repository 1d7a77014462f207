"""How the registry's accounts stand with the guidelines; the answer to the collector `checks`."""

from accounts.checks import channels, logins, people
from socialgov.policy.judging import Check


def every() -> tuple[Check, ...]:
    """The registry's checks, in the order in which they are shown."""
    return (*people.CHECKS, *logins.CHECKS, *channels.CHECKS)
