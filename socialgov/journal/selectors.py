"""Reading the journal. A page that shows it belongs to the room home."""

from collections.abc import Iterable

from django.db.models import Model, Q, QuerySet

from socialgov.journal.models import Entry, Seal
from socialgov.journal.services import subject


def history_of(*about: Model | tuple[str, int]) -> QuerySet[Entry]:
    """What has happened to these rows, in the order in which it was recorded. Without any: nothing."""
    wanted = Q(pk__in=())
    for one in about:
        about_type, about_id = subject(one)
        wanted |= Q(about_type=about_type, about_id=about_id)
    return Entry.objects.filter(wanted).order_by("pk")


def done_by(person_ids: Iterable[int]) -> QuerySet[Entry]:
    """What these people have done, and what was done on their behalf."""
    people = list(person_ids)
    return Entry.objects.filter(Q(actor_id__in=people) | Q(on_behalf_of_id__in=people)).order_by("pk")


def latest_seal() -> Seal | None:
    return Seal.objects.order_by("-number").first()
