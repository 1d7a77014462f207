"""Tags of the registry's pages: addresses, platforms, what has changed on the list."""

from datetime import date

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts import public_list
from accounts.panels import public_links
from socialgov.policy.selectors import house_rules_title

register = template.Library()


@register.filter
def platform_name(slug: str) -> str:
    return public_list.platform_name(slug)


@register.filter
def shown_address(address: str) -> str:
    return public_list.shown_address(address)


@register.filter
def as_date(text: str) -> date | None:
    """A date as it is stored in a release."""
    return date.fromisoformat(text) if text else None


@register.filter
def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


@register.filter
def change_words(change) -> str:
    """What has happened to an entry since the version in force."""
    return {
        "added": _("new on the list"),
        "removed": _("no longer on the list"),
        "closed": _("moves to earlier channels"),
        "changed": _("changed"),
    }[change.kind]


@register.simple_tag
def report_link(channel: dict):
    """*Anmäl en kommentar*, handed in by the room that takes reports."""
    for label, url in public_links(kind="report", account_id=channel["id"], address=channel["address"]):
        return format_html(
            '<a href="{}">{}<span class="visually-hidden"> {}, {}</span></a>',
            url, label, channel["name"], public_list.platform_name(channel["platform"]),
        )  # fmt: skip
    return ""


@register.simple_tag
def rules_link(channel: dict | None = None, word: str = ""):
    """*Kommentarsregler*: the municipality's own word, to the page that holds for every channel (ATV-29).

    Give `word` (policy.selectors.house_rules_title) where there are many links: it is asked of the database.
    """
    if not (word := word or house_rules_title()):
        return ""
    address = reverse("accounts:house_rules")
    if channel is None:
        return format_html('<a href="{}">{}</a>', address, word)
    return format_html(
        '<a href="{}">{}<span class="visually-hidden"> {}, {}</span></a>',
        address, word, channel["name"], public_list.platform_name(channel["platform"]),
    )  # fmt: skip


@register.simple_tag
def impostor_link(asked: str):
    """*Anmäl falskt konto*, handed in by the room that takes reports."""
    for label, url in public_links(kind="impostor", account_id=None, address=asked):
        return format_html('<a href="{}">{}</a>', url, label)
    return ""
