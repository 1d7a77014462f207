"""Whose installation this is. Higher rooms hand in what they know, so that the frame need not reach up for it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _


@dataclass
class Facts:
    """Functions that answer when a page is made; each is replaced by the room that knows.

    `name`: the municipality's name, from organisation. `sample_loaded`: whether the invented municipality is in the
    database, and `remove_sample_url_name` the page that takes it away. `mark_url`: its own logotype, empty for ours.
    `colour`: its own colour, empty for spruce.
    """

    name: Callable[[], str] = lambda: ""
    sample_loaded: Callable[[], bool] = lambda: False
    remove_sample_url_name: str = ""
    mark_url: Callable[[], str] = lambda: ""
    colour: Callable[[], str] = lambda: settings.MUNICIPALITY_COLOUR


facts = Facts()


def provide(**known) -> None:
    """Called from a room's `ready()`: `provide(name=…, sample_loaded=…)`."""
    for key, value in known.items():
        if not hasattr(facts, key):
            raise AttributeError(key)
        setattr(facts, key, value)


def name() -> str:
    return facts.name() or _("The municipality")
