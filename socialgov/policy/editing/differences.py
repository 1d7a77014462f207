"""What one version of the guidelines says otherwise than another, setting by setting. Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from socialgov.policy import loading
from socialgov.policy.editing import tree
from socialgov.policy.editing.checking import known_by
from socialgov.policy.editing.units import HEADINGS, sentences_of
from socialgov.policy.guidelines import Guidelines


@dataclass(frozen=True)
class FieldChange:
    """One field that reads otherwise; `row` names the row of a list that it stands in."""

    label: str
    before: str
    after: str
    row: str = ""


@dataclass(frozen=True)
class Difference:
    """A setting that is changed: the sentences that are gone and new, and every field that reads otherwise."""

    path: str
    title: str | Promise
    heading: str | Promise
    gone: tuple[str, ...]
    new: tuple[str, ...]
    fields: tuple[FieldChange, ...]


def differences(before: Guidelines, after: Guidelines) -> list[Difference]:
    """Every setting that differs, in the order of the guidelines."""
    old, new = loading.as_data(before), loading.as_data(after)
    said_before, said_after = sentences_of(before), sentences_of(after)
    found = []
    for heading in HEADINGS:
        for unit in heading.units:
            fields = tuple(_fields(tree.node(old, unit.path), tree.node(new, unit.path)))
            if not fields:
                continue
            was = [one.text for one in said_before.get(unit.path, ())]
            now = [one.text for one in said_after.get(unit.path, ())]
            gone = tuple(text for text in was if text not in now)
            come = tuple(text for text in now if text not in was)
            found.append(Difference(unit.path, unit.title, heading.title, gone, come, fields))
    return found


def _fields(before: tree.Node, after: tree.Node) -> list[FieldChange]:
    if isinstance(before, tree.Many) or isinstance(after, tree.Many):
        return _rows(before, after)
    was = {leaf.path.rpartition(".")[2]: leaf for leaf in [*before.leaves, *before.source]}
    found = []
    for leaf in [*after.leaves, *after.source]:
        old, new = tree.say(was[leaf.path.rpartition(".")[2]]), tree.say(leaf)
        if old != new:
            label = leaf.label if leaf.label != str(_("Text")) or not after.title else after.title
            found.append(FieldChange(label, old, new))
    for one, other in zip(before.below, after.below, strict=True):
        found += _fields(one, other)
    return found


def _rows(before: tree.Node, after: tree.Node) -> list[FieldChange]:
    if not isinstance(before, tree.Many) or not isinstance(after, tree.Many):
        raise TypeError("a list is compared with a list")
    was, now = _by_code(before), _by_code(after)
    found = [FieldChange(before.title, row.title, "") for code, row in was.items() if code not in now]
    for code, row in now.items():
        if code not in was:
            found.append(FieldChange(after.title, "", row.title))
            continue
        found += [FieldChange(one.label, one.before, one.after, row.title) for one in _fields(was[code], row)]
    kept_before, kept_now = [c for c in was if c in now], [c for c in now if c in was]
    if kept_before != kept_now:
        found.append(FieldChange(after.title, "", _("In another order")))
    return found


def _by_code(many: tree.Many) -> dict[str, tree.Group]:
    """Rows by what they are known by; a table's by their keys."""
    return {row.path.rpartition(".")[2] if many.keys is not None else known_by(row.raw): row for row in many.rows}
