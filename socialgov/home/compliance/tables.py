"""The tables of Läget: each rule with a check, each unit, and every rule of the guidelines and how it is met."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from activityplans.wording import questions
from socialgov.home.compliance.scope import TO_DO
from socialgov.home.compliance.standing import Result, Standing
from socialgov.organisation.models import Unit
from socialgov.organisation.tree import Branch, in_order
from socialgov.policy import ledger
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.judging import Status
from socialgov.policy.ledger import How
from socialgov.policy.schema.base import Provision
from socialgov.policy.sentences import sections

CHECKED, UNSAID = "checked", "unsaid"
COLUMNS = (Status.NOT_MET, Status.AT_RISK, Status.UNCHECKED, Status.MET)

HOW: dict[How, Promise] = {
    How.ENFORCES: _("The system sees to it"),
    How.RECORDS: _("The system keeps a record of it"),
    How.REMINDS: _("The system reminds"),
    How.PUBLISHES: _("The system publishes it"),
    How.GUIDES: _("Guides people: stands in the staff guidance"),
    How.PLANNED: _("Not built yet"),
    How.DECLINED: _("Not done as it is written"),
}
PARTS: dict[str, Promise] = {
    "accounts": _("Accounts"),
    "activity plans": _("Activity plans"),
    "archive": _("Archive"),
    "comments": _("Comments"),
    "follow-up of plans": _("Follow-up"),
    "the published list": _("Published channel list"),
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A check with its counts, one for each of COLUMNS. Grey where the guidelines do not ask."""

    result: Result
    counts: Counter[Status]

    @property
    def cells(self) -> list[tuple[Status, int]]:
        return [(status, self.counts[status]) for status in COLUMNS]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the tree with its counts, of itself and all below it. `is_open`: the actor may see its page."""

    branch: Branch
    counts: Counter[Status]
    is_open: bool

    @property
    def cells(self) -> list[tuple[Status, int]]:
        return [(status, self.counts[status]) for status in COLUMNS]


def by_rule(stands: Standing) -> list[RuleLine]:
    """The checks that the guidelines ask for and that are about something here; what asks for most first."""
    lines = [RuleLine(result, stands.counts_of(result)) for result in stands.results if result.asked]
    return sorted(
        (line for line in lines if any(line.counts[s] for s in COLUMNS)),
        key=lambda line: [-line.counts[s] for s in TO_DO],
    )


def by_unit(stands: Standing) -> list[UnitLine]:
    """The units with something to show, parents before children; what is below counts in its parents."""
    own = stands.counts_by_unit()
    units = {unit.pk: unit for unit in Unit.objects.above(own).select_related("parent")}
    sums: dict[int, Counter[Status]] = {}
    for pk, counts in own.items():
        unit: Unit | None = units.get(pk)
        while unit is not None:
            sums.setdefault(unit.pk, Counter()).update(counts)
            unit = units.get(unit.parent_id) if unit.parent_id else None
    visible = set(stands.scope.units.values_list("pk", flat=True))
    told = {pk for pk, counts in sums.items() if any(counts[status] for status in COLUMNS)}
    shown = [unit for pk, unit in units.items() if pk in told and (pk in visible or pk in own)]
    return [UnitLine(branch, sums[branch.unit.pk], branch.unit.pk in visible) for branch in in_order(shown)]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A rule of the municipality's guidelines in its own words.

    `provisions` have checks, here with what they are called; `rule` is the ledger's row.

    A municipality that is not in the ledger has rules of its own, which the ledger says nothing about.
    """

    id: str
    texts: list[str]
    lines: str
    provisions: list[tuple[str, str]]
    rule: ledger.Rule | None

    @property
    def section(self) -> str:
        """The key of the section it belongs to."""
        if self.provisions and (self.rule is None or self.rule.is_met):
            return CHECKED
        return self.rule.how.value if self.rule else UNSAID

    @property
    def parts(self) -> list[Promise | str]:
        """The parts that a planned rule waits for."""
        if self.rule is None or self.rule.how is not How.PLANNED:
            return []
        return [PARTS.get(part.strip(), part.strip()) for part in self.rule.where.split(";")]


@dataclass(frozen=True, slots=True)
class LedgerSection:
    """Rules that are met in the same way."""

    key: str
    title: Promise
    lines: list[LedgerLine]


def ledger_sections(document: Guidelines, checked: Mapping[str, str]) -> list[LedgerSection]:
    """Every rule of these guidelines: those with a check, then by how they are met. What is planned is not.

    `checked`: the provisions that have a check, with what it is called.
    """
    lines = ledger_lines(document, checked)
    titles = {CHECKED: _("Checked here"), **{how.value: HOW[how] for how in How}, UNSAID: _("Read in the guidelines")}
    found = [LedgerSection(key, title, [row for row in lines if row.section == key]) for key, title in titles.items()]
    return [section for section in found if section.lines]


def ledger_lines(document: Guidelines, checked: Mapping[str, str]) -> list[LedgerLine]:
    """Each rule once, in the ledger's order, with the sentences of every provision that it is the source of."""
    said: dict[int, list[str]] = {}
    for section in sections(document):
        for sentence in section.sentences:
            said.setdefault(id(sentence.provision), []).append(sentence.text)
    asked = {q.key: str(q.heading) for q in questions(document.starting.plan.questions, has_secrecy=True)}
    texts: dict[str, list[str]] = {}
    where: dict[str, list[tuple[str, str]]] = {}
    for path, provision in document.provisions():
        for rule in provision.rule:
            texts.setdefault(rule, []).extend(said.get(id(provision)) or _own_words(provision, asked))
            if path in checked:
                where.setdefault(rule, []).append((path, checked[path]))
    known = ledger.rules()
    ids = [rule for rule in known if rule in texts] + [rule for rule in texts if rule not in known]
    return [
        LedgerLine(
            id=rule,
            texts=list(dict.fromkeys(texts[rule]))[:2],
            lines=known[rule].lines if rule in known else "",
            provisions=where.get(rule, []),
            rule=known.get(rule),
        )
        for rule in ids
    ]


def _own_words(provision: Provision, asked: Mapping[str, str]) -> list[str]:
    """What the provision itself says, where the guidelines' page has no sentence for it."""
    words = provision.quote or getattr(provision, "text", "") or asked.get(getattr(provision, "key", ""), "")
    return [words] if words else []
