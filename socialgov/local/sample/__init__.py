"""Ljungsele, the invented municipality of a first start. Each room adds a module here and one line to LOADERS."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from socialgov.local.sample import accounts, captures, comments, connections, diary, guidelines, people, plans, routes

LOADERS: list[Callable[[datetime], None]] = [
    people.load,
    guidelines.load,
    accounts.load,
    plans.load,
    captures.load,
    diary.load,
    connections.load,
    routes.load,
    comments.load,
]
"""In this order. Each may be called again: it adds what is missing and doubles nothing."""

REMOVERS: list[Callable[[datetime], None]] = [
    plans.remove,
    accounts.remove,
    guidelines.remove,
    people.remove,
]
"""In this order: what stands on something else goes before it."""


def load(*, now: datetime) -> None:
    """Load the sample municipality, all of it or nothing."""
    with transaction.atomic():
        for loader in LOADERS:
            loader(now)


def remove(*, now: datetime) -> None:
    """Take the sample municipality away, all of it or nothing."""
    with transaction.atomic():
        for remover in REMOVERS:
            remover(now)
