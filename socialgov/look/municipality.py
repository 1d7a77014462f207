"""Whose installation this is. Higher rooms hand in what they know, so that the frame need not reach up for it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _


@dataclass
class Facts:
    """Functions that answer when a page is made; each is replaced by the room that knows.

    `name`: the municipality's name, from organisation. `sample_loaded`: whether the invented municipality is in the
    database, and `remove_sample_url_name` the page that takes it away. `mark_url`: its own logotype, empty for ours.
    `colour`: its own colour, empty for spruce. `role`: what a role is called there, as a heading.
    """

    name: Callable[[], str] = lambda: ""
    sample_loaded: Callable[[], bool] = lambda: False
    remove_sample_url_name: str = ""
    mark_url: Callable[[], str] = lambda: ""
    colour: Callable[[], str] = lambda: settings.MUNICIPALITY_COLOUR
    role: Callable[[str], str] = lambda role: role.replace("_", " ").capitalize()
    role_in_sentence: Callable[[str], str] = lambda role: role.replace("_", " ")


facts = Facts()


def provide(**known) -> None:
    """Called from a room's `ready()`: `provide(name=…, sample_loaded=…)`."""
    for key, value in known.items():
        if not hasattr(facts, key):
            raise AttributeError(key)
        setattr(facts, key, value)


def name() -> str:
    return facts.name() or _("The municipality")


def _with_roles(text: str, roles: dict[str, str]) -> str:
    words = {key: facts.role(role) if key[0].isupper() else facts.role_in_sentence(role) for key, role in roles.items()}
    said = str(text) % words
    return capfirst(said) if str(text).startswith("%(") else said


_with_roles_later = lazy(_with_roles, str)


def with_roles(text, **roles: str):
    """A sentence with the municipality's own words for roles, looked up when it is shown.

    `with_roles(_("Ask %(office)s."), office="communications")` gives *Fråga informationsenheten.* A key with a capital,
    `%(Office)s`, begins a sentence.
    """
    return _with_roles_later(text, roles)
