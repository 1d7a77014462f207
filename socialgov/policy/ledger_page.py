"""docs/rules.md: the ledger as a page, written from ledger.csv."""

from collections import Counter
from itertools import groupby

from socialgov.policy import ledger
from socialgov.policy.ledger import How, Rule

HEAD = """# The rules and how they are met

Every rule of the five guidelines that software can support, with the lines of the source it stands on. Written by
`python manage.py rules --write` from `socialgov/policy/ledger.csv`; a test keeps it true, and another that each rule
called met has a test marked with its id. *Planned* is not met: the part it waits for is named. *Declined* is never
done as written: the profile says why and what happens instead.

*must* binds (ska), *should* aims (bör, ska försöka: a missed aim is never a breach), *may* permits (kan, får).
"""


def draw() -> str:
    """The whole page."""
    parts = [HEAD, *_summary()]
    for municipality, rules in groupby(ledger.rules().values(), key=lambda rule: rule.municipality):
        parts += ["", f"## {municipality}", "", "| rule | says | | met | where | lines |", "|---|---|---|---|---|---|"]
        parts += [_row(rule) for rule in rules]
    return "\n".join(parts) + "\n"


def _summary() -> list[str]:
    count = Counter(rule.how for rule in ledger.rules().values())
    total = sum(count.values())
    met = sum(rule.is_met for rule in ledger.rules().values())
    lines = [f"{met} of {total} rules are met today.", "", "| how | rules |", "|---|---|"]
    return [*lines, *(f"| {how} | {count[how]} |" for how in How)]


def _row(rule: Rule) -> str:
    cells = (rule.id, rule.text, rule.modality, rule.how, rule.where, rule.lines)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
