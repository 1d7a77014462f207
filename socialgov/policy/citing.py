"""Under which rule something stands: the ledger's id for the record, and the guidelines' lines for the screen.

Code names a provision by its path in the schema ("starting.administrators"), never a municipality's rule: which rule it
is, the adopted guidelines say.
"""

from dataclasses import dataclass

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from socialgov.policy.guidelines import Guidelines
from socialgov.policy.schema.base import Provision
from socialgov.policy.selectors import NothingAdopted, current


@dataclass(frozen=True, slots=True)
class Citation:
    """`rule` is the first of the ledger's ids, empty where it is our own reading; `lines` as the profile gives them."""

    rule: str = ""
    lines: str = ""

    def __str__(self) -> str:
        """`rad 372–379`, or `§ 4` as the municipality has it; empty where it stands nowhere."""
        if not self.lines[:1].isdigit():
            return self.lines
        return _("line %(lines)s") % {"lines": self.lines.replace("-", "–")}


NOWHERE = Citation()


def cite(path: str) -> Citation:
    """Where the provision at `path` stands in the guidelines in force. NOWHERE before any are adopted."""
    try:
        return citation_in(current().document, path)
    except NothingAdopted:
        return NOWHERE


def rule_of(path: str) -> str:
    """The ledger's id for the journal: "ATV-14" under Åtvidaberg's guidelines; empty where there is none."""
    return cite(path).rule


rule_in_force = lazy(rule_of, str)
"""`rule_of`, looked up when it is used: for what is registered once at start, such as a kind of notice."""


def provision_in(document: Guidelines, path: str) -> Provision | None:
    """The provision at `path`; None where there is none. Raises AttributeError for a path that the schema lacks."""
    value: object = document
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else getattr(value, step)
        if value is None:
            return None
    return value if isinstance(value, Provision) else None


def citation_in(document: Guidelines, path: str) -> Citation:
    """Where `path` stands in one document."""
    provision = provision_in(document, path)
    if provision is None:
        return NOWHERE
    return Citation(provision.rule[0] if provision.rule else "", provision.lines)
