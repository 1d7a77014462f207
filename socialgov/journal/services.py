"""Writing in the journal. `socialgov.journal.services.record` is called in the transaction of what it tells of."""

import re
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model

from socialgov.journal.models import Entry
from socialgov.journal.permanence import NotPermanent, require_permanent
from socialgov.journal.pseudonyms import pseudonym

__all__ = ["NotPermanent", "pseudonym", "record"]
_VERB = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_RULE = re.compile(r"[A-Z]{2,6}-\d{1,4}[a-z]?")


class Doer(Protocol):
    """What the journal needs to know of who acts (organisation.actor.Actor has it)."""

    @property
    def person_id(self) -> int | None: ...

    @property
    def on_behalf_of_id(self) -> int | None: ...


class BadEntry(ValueError):
    """A verb, rule or subject that the journal does not take; a mistake in the programme."""


def record(
    *,
    actor: Doer,
    now: datetime,
    verb: str,
    about: Model | tuple[str, int],
    rule: str = "",
    data: dict[str, Any] | None = None,
) -> Entry:
    """Add what was done to the journal.

    `verb` is the room's or thing's name and what happened to it: "plan.signed". `about` is the row it happened to, or
    its model's label and id. `rule` is the ledger's id of the rule followed. `data` holds ids, keyed hashes, dates and
    the programme's own words; anything that may name a person raises NotPermanent.
    """
    if not _VERB.fullmatch(verb):
        raise BadEntry(f"{verb!r} is no verb for the journal: write it like “plan.signed”.")
    if rule and not _RULE.fullmatch(rule):
        raise BadEntry(f"{rule!r} is no rule of the ledger: write it like “ABC-14”.")
    about_type, about_id = subject(about)
    return Entry.objects.create(
        at=now,
        actor_id=actor.person_id,
        on_behalf_of_id=actor.on_behalf_of_id,
        verb=verb,
        about_type=about_type,
        about_id=about_id,
        rule=rule,
        data=require_permanent(data or {}),
    )


def subject(about: Model | tuple[str, int]) -> tuple[str, int]:
    """How the journal names a row: ("organisation.person", 7)."""
    if isinstance(about, Model):
        if about.pk is None:
            raise BadEntry(f"Save the {about._meta.verbose_name} before telling the journal of it.")
        model = about._meta.concrete_model or type(about)  # not a proxy
        return model._meta.label_lower, about.pk
    kind, number = about
    if not re.fullmatch(r"[a-z_]+\.[a-z_]+", kind) or isinstance(number, bool) or not isinstance(number, int):
        raise BadEntry(f"{about!r} names no row: write it like (“organisation.person”, 7).")
    return kind, number
