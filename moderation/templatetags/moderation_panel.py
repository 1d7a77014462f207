"""The account panel's chart: comments a week, and those answered in time."""

from django import template
from django.utils.translation import gettext as _

from socialgov.look import charts, deadlines

register = template.Library()


@register.simple_tag
def week_headings() -> list[str]:
    """Column headings of the chart's table."""
    return [_("Week"), _("Comments"), _("In time")]


@register.filter
def week_columns(weeks) -> charts.Columns:
    """Standing bars of the weeks: what was in time, and the rest on top."""
    return charts.Columns([(week.label, week.received, week.in_time) for week in weeks])


@register.filter
def received(weeks) -> int:
    return sum(week.received for week in weeks)


@register.filter
def in_time(weeks) -> int:
    return sum(week.in_time for week in weeks)


@register.filter
def next_check(oversight, now):
    """`Nästa koll senast fre 27 nov`; nothing where the guidelines have no floor."""
    return deadlines.next_check(oversight.next_by, now) if oversight.next_by else None
