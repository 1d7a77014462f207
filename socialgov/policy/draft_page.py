"""What the draft's pages show: each setting as it reads, what is changed, and what is left to put right."""

from dataclasses import dataclass

from django.utils.functional import Promise

from socialgov.policy import loading, selectors
from socialgov.policy.editing import checking, tree
from socialgov.policy.editing.differences import Difference, differences
from socialgov.policy.editing.units import HEADINGS, Unit, sentences_of, unit_of
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.loading import Fault
from socialgov.policy.models import Adopted, Draft
from socialgov.policy.sentences import Sentence


@dataclass(frozen=True)
class Setting:
    """One setting of the draft. `values` stand in for sentences where the guidelines say nothing aloud."""

    unit: Unit
    sentences: list[Sentence]
    values: list[tuple[str, str]]
    changed: bool
    faults: list[Fault]


@dataclass(frozen=True)
class Page:
    """The whole draft. `document` is it as far as it holds together."""

    headings: list[tuple[str, str | Promise, list[Setting]]]
    differences: list[Difference]
    faults: list[Fault]
    document: Guidelines

    @property
    def is_whole(self) -> bool:
        return not self.faults


def read(draft: Draft) -> Page:
    """The draft compared with what is in force."""
    document = checking.readable(draft.content, draft.origin)
    faults = checking.faults(draft.content, draft.origin)
    try:
        found = differences(selectors.current().document, document)
    except selectors.NothingAdopted:
        found = []
    changed = {one.path for one in found}
    said, data = sentences_of(document), loading.as_data(document)
    wrong: dict[str, list[Fault]] = {}
    for fault in faults:
        wrong.setdefault(unit_of(fault.key), []).append(fault)
    headings = [
        (
            heading.key,
            heading.title,
            [
                Setting(
                    unit,
                    said.get(unit.path, []),
                    [] if said.get(unit.path) else _values(data, unit.path),
                    unit.path in changed,
                    wrong.get(unit.path, []),
                )
                for unit in heading.units
            ],
        )
        for heading in HEADINGS
    ]
    return Page(headings, found, faults, document)


def _values(data: dict, path: str) -> list[tuple[str, str]]:
    of = tree.node(data, path)
    shown = [(leaf.label, tree.say(leaf)) for group in tree.groups(of) for leaf in group.leaves]
    if path == "house_rules":
        shown = [(group.title, tree.say(group.leaves[0])) for group in tree.groups(of) if group.leaves]
    return [(label, said) for label, said in shown if said]


def changed_since(adopted: Adopted) -> list[Difference]:
    """What a version says otherwise than the one before it; nothing for the first."""
    return differences(adopted.previous.document, adopted.document) if adopted.previous else []
