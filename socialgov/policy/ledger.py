"""The rule ledger: every rule of the five guidelines, how the software meets it, and where."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from socialgov.policy.schema.base import Modality

FILE = Path(__file__).with_name("ledger.csv")


class How(StrEnum):
    """How a rule is met. PLANNED is not met yet: `where` says which part it waits for. DECLINED never is as written:
    a profile's `not_shipped` says why."""

    ENFORCES = "enforces"
    RECORDS = "records"
    REMINDS = "reminds"
    PUBLISHES = "publishes"
    GUIDES = "guides"
    PLANNED = "planned"
    DECLINED = "declined"


@dataclass(frozen=True)
class Rule:
    """One row of ledger.csv."""

    id: str
    municipality: str
    text: str
    modality: Modality
    how: How
    where: str
    lines: str

    @property
    def is_met(self) -> bool:
        """Whether the software does it today. A test must then show it."""
        return self.how not in (How.PLANNED, How.DECLINED)


class LedgerError(ValueError):
    """The ledger file does not hold together. Says which row."""


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its id, in the file's order."""
    found: dict[str, Rule] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                modality, how = Modality(row.pop("modality")), How(row.pop("how"))
                rule = Rule(**row, modality=modality, how=how)
            except (TypeError, ValueError, KeyError) as error:
                raise LedgerError(f"{FILE.name}, row {number}: {error}") from error
            if rule.id in found or not all((rule.id, rule.municipality, rule.text, rule.where, rule.lines)):
                raise LedgerError(f"{FILE.name}, row {number}: {rule.id or 'no id'} stands twice or has an empty cell")
            found[rule.id] = rule
    return found


@cache
def _families() -> frozenset[str]:
    return frozenset(rule_id[:3] for rule_id in rules())


def may_be_cited(rule_id: str) -> bool:
    """Whether a profile may name this rule: the ledger has it, or has no rule of that municipality at all."""
    return rule_id in rules() or rule_id[:3] not in _families()
