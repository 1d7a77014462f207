from datetime import timedelta

from django.utils import timezone

from socialgov.policy import ics
from socialgov.policy.models import Adopted, LocalClosure
from tests.urls import EVERYONE, OFFICE, Url

ADOPTS = OFFICE | {"communications_elsewhere"}


def build(world) -> None:
    """A coming day on which the municipality is closed."""
    today = timezone.localdate()
    world.closure = LocalClosure.objects.create(
        day=today + timedelta(days=40), note="Planeringsdag", added_at=timezone.now()
    )


URLS = {
    "policy:guidelines": Url(get=EVERYONE),
    "policy:adopt": Url(get=ADOPTS, post=ADOPTS),
    "policy:version": Url(get=EVERYONE, kwargs=lambda world: {"pk": Adopted.objects.latest("pk").pk}),
    "policy:calendar": Url(get=EVERYONE),
    "policy:calendar_year": Url(get=EVERYONE, kwargs=lambda world: {"number": 2026}),
    "policy:close_days": Url(get=ADOPTS, post=ADOPTS),
    "policy:close_squeeze_days": Url(post=ADOPTS),
    "policy:reopen_day": Url(post=ADOPTS, kwargs=lambda world: {"pk": world.closure.pk}),
    "policy:closed_days": Url(get=EVERYONE, kwargs=lambda world: {"number": 2026}),
    "policy:closed_days_feed": Url(public=True, kwargs=lambda world: {"token": ics.token()}),
    "policy:guidance": Url(get=EVERYONE),
    "policy:confirm_guidance": Url(post=EVERYONE),
}
