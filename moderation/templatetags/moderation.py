"""Small filters for the pages of comments."""

from django import template

from moderation import wording

register = template.Library()


@register.filter
def with_query(query: str, name: str) -> str:
    """`?kanal=x` and `efter` give `?kanal=x&efter=`; without a query it begins one."""
    return f"{query}&{name}=" if query else f"?{name}="


@register.filter
def first_name(name: str) -> str:
    return str(name).split()[0] if name else ""


@register.filter
def receipt(number: int | None) -> str:
    return wording.receipt(number) if number is not None else ""


@register.filter
def last_text(replies) -> str:
    """What the latest reply said: undone or failed, it is in the box again."""
    latest = replies[-1] if replies else None
    return latest.text if latest and latest.state in ("undone", "failed") else ""


@register.filter
def as_select(field) -> str:
    return field.as_widget(attrs={"class": "form-select", "aria-describedby": f"{field.name}-hint"})
