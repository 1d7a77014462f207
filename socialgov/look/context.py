"""What the frame of every page needs. Lazy: a page that shows no frame asks nothing of the database."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from socialgov.look import menu, municipality
from socialgov.look.drafts import draft_key
from socialgov.look.theme import chosen_theme


def frame(request) -> dict:
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    actor = getattr(request, "actor", None)
    return {
        "now": timezone.now(),
        "municipality": SimpleLazyObject(municipality.name),
        "municipality_mark": SimpleLazyObject(municipality.facts.mark_url),
        "own_colour": SimpleLazyObject(municipality.facts.colour),
        "sample": SimpleLazyObject(municipality.facts.sample_loaded),
        "remove_sample_url_name": municipality.facts.remove_sample_url_name,
        "menu": SimpleLazyObject(lambda: menu.lines(actor, request.path) if signed_in else []),
        "theme": chosen_theme(request),
        "shared_tablet": signed_in and bool(request.session.get("shared_tablet")),
        "draft_key": SimpleLazyObject(lambda: draft_key(user) if signed_in else ""),
    }
