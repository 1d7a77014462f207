"""What has happened to a person, told from the journal in sentences."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgov.journal.models import Entry
from socialgov.organisation.models import Person

AT_MOST = 20
SENTENCES = {
    "person.added": gettext_lazy("Added by %(name)s"),
    "person.changed": gettext_lazy("Changed by %(name)s"),
    "person.last_day_set": gettext_lazy("Last day set by %(name)s"),
    "person.left": gettext_lazy("Signed out for good by %(name)s"),
    "person.returned": gettext_lazy("Let in again by %(name)s"),
    "person.invited_again": gettext_lazy("Invited again by %(name)s"),
    "person.hours_set": gettext_lazy("Working hours set by %(name)s"),
    "role.granted": gettext_lazy("Given a role by %(name)s"),
    "role.ended": gettext_lazy("Lost a role, by %(name)s"),
}


@dataclass(frozen=True)
class Happening:
    """One line of a timeline."""

    at: datetime
    text: str
    kind: str = ""


def told(entries: QuerySet[Entry], *, now: datetime) -> list[Happening]:
    """The latest entries, newest first. What this room has no sentence for is left to the journal's own page."""
    latest = list(entries.filter(verb__in=SENTENCES).order_by("-pk")[:AT_MOST])
    ids = {id for entry in latest for id in (entry.actor_id, entry.on_behalf_of_id) if id}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [Happening(entry.at, str(SENTENCES[entry.verb]) % {"name": _who(entry, names)}) for entry in latest]


def _who(entry: Entry, names: dict[int, str]) -> str:
    if entry.actor_id is None:
        return _("the system")
    name = names.get(entry.actor_id, _("someone"))
    if entry.on_behalf_of_id:
        return _("%(name)s for %(other)s") % {"name": name, "other": names.get(entry.on_behalf_of_id, _("someone"))}
    return name
