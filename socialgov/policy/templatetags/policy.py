"""Filters for pages that show where something stands in the guidelines."""

from datetime import date

from django import template

from socialgov.look import times
from socialgov.look.breaks import breaks
from socialgov.policy import guidance, ledger, selectors, spoken
from socialgov.policy.citing import Citation
from socialgov.policy.editing import tree
from socialgov.policy.schema.base import Modality

register = template.Library()


@register.inclusion_tag("policy/includes/_at_moment.html")
def guides_at(moment: str, fold: bool = False) -> dict:
    """The texts of Så gör vi for what the person is about to do (`guidance.LEADS`); nothing where there are none.

    `fold` where the room is small: their topics are named, and a press shows them.
    """
    guides = selectors.guides_for(moment)
    return {"lead": guidance.LEADS[moment], "guides": guides, "fold": fold}


@register.filter
def modality(value: Modality) -> str:
    """Ska, Bör or Får."""
    return str(spoken.MODALITIES[value]).capitalize()


@register.filter
def lines(value: str) -> str:
    """rad 245"""
    return breaks(str(Citation(lines=value)))


@register.filter
def all_planned(rule_ids: tuple[str, ...]) -> bool:
    """Whether none of the rules is carried out yet."""
    return bool(rule_ids) and all(is_planned(rule_id) for rule_id in rule_ids)


@register.filter
def is_planned(rule_id: str) -> bool:
    """Whether the software does not carry the rule out yet."""
    rule = ledger.rules().get(rule_id)
    return rule is not None and rule.how is ledger.How.PLANNED


@register.filter
def month_name(day: date) -> str:
    """Januari"""
    return str(times.month(day.month)).capitalize()


@register.filter
def weekday_and_date(day: date) -> str:
    """fre 20 nov"""
    return f"{times.weekday(day, short=True)} {times.date_short(day, today=day)}"


@register.filter
def bound(form, name: str):
    """The form's field of that name."""
    return form[name]


@register.filter
def has_errors(form, leaves) -> bool:
    """Whether one of these fields is refused."""
    return any(leaf.path in form.errors for leaf in leaves)


@register.filter
def row_errors(form, row) -> bool:
    """Whether any field of a row is refused."""
    return any(leaf.path in form.errors for leaf in tree.leaves(row))
