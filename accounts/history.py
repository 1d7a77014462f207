"""What has happened to an account, in words. The journal holds verbs and numbers; names come from the registry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from socialgov.journal.models import Entry
from socialgov.organisation.models import Person

WORDS = {
    "account.added": N_("Entered in the registry"),
    "account.started": N_("The account was started"),
    "account.found_running": N_("The account ran already when it was entered"),
    "account.changed": N_("The entry was changed"),
    "account.assigned": N_("%(person)s got a part in the account"),
    "account.unassigned": N_("%(person)s no longer has a part in the account"),
    "account.rules_pasted": N_("The rules for comments were pasted into the profile"),
    "account.closed": N_("The account was closed"),
    "custody.kept": N_("It was said how the login is kept"),
    "custody.opened": N_("The login was opened"),
    "custody.tried": N_("The login was tried"),
    "capture.ordered": N_("A capture was ordered"),
    "capture.done": N_("A capture was taken"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline."""

    at: datetime
    text: str
    kind: str = ""


def events(entries: Iterable[Entry]) -> list[Event]:
    """The latest first. A verb we have no words for is left out: it is in the journal all the same."""
    rows = [entry for entry in entries if entry.verb in WORDS]
    ids = {pk for row in rows for pk in (row.actor_id, row.data.get("person")) if pk}
    people = Person.objects.in_bulk(ids)

    def name(pk: int | None) -> str:
        return people[pk].name if pk in people else ""

    found = []
    for row in sorted(rows, key=lambda entry: entry.at, reverse=True):
        words = _(WORDS[row.verb]) % {"person": name(row.data.get("person"))}
        who = name(row.actor_id)
        found.append(Event(row.at, f"{words}: {who}" if who else words))
    return found
