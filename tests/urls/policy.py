from datetime import timedelta

from django.utils import timezone

from socialgov.organisation.actor import SYSTEM
from socialgov.policy import drafting, ics, previewing
from socialgov.policy.models import Adopted, LocalClosure
from tests.factories.organisation import NOW
from tests.urls import EVERYONE, OFFICE, Url

ADOPTS = OFFICE | {"communications_elsewhere"}


def build(world) -> None:
    """A coming day on which the municipality is closed."""
    today = timezone.localdate()
    world.closure = LocalClosure.objects.create(
        day=today + timedelta(days=40), note="Planeringsdag", added_at=timezone.now()
    )
    _draft()


def _draft() -> None:
    """A draft with a longer answer target, what it would change worked out, and then one more change."""
    drafting.start(actor=SYSTEM, now=NOW)
    platforms = drafting.living().content["answering"]["platforms"]
    longer = platforms | {"facebook": platforms["facebook"] | {"within": "5 working days", "lines": "§ 4"}}
    drafting.save(path="answering.platforms", new=longer, version=1, actor=SYSTEM, now=NOW)
    previewing.ask(actor=SYSTEM, now=NOW)
    previewing.compute_due(clock=lambda: NOW + timedelta(seconds=1))
    drafting.save(path="labels", new={"manager": "Rektor"}, version=2, actor=SYSTEM, now=NOW)


URLS = {
    "policy:guidelines": Url(get=EVERYONE),
    "policy:adopt": Url(get=ADOPTS, post=ADOPTS),
    "policy:version": Url(get=EVERYONE, kwargs=lambda world: {"pk": Adopted.objects.latest("pk").pk}),
    "policy:version_file": Url(get=EVERYONE, kwargs=lambda world: {"pk": Adopted.objects.latest("pk").pk}),
    "policy:draft": Url(get=ADOPTS),
    "policy:draft_start": Url(post=ADOPTS),
    "policy:draft_upload": Url(post=ADOPTS),
    "policy:draft_discard": Url(post=ADOPTS),
    "policy:draft_file": Url(get=ADOPTS),
    "policy:draft_adopt": Url(get=ADOPTS, post=ADOPTS),
    "policy:draft_setting": Url(get=ADOPTS, post=ADOPTS, kwargs=lambda world: {"path": "starting.approval"}),
    "policy:draft_changes": Url(get=ADOPTS, post=ADOPTS),
    "policy:draft_changes_of": Url(get=ADOPTS, kwargs=lambda world: {"group": "items"}),
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
