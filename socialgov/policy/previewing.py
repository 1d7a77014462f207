"""What a draft would change, found out in the background on frozen input before anyone adopts it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from socialgov.organisation.actor import Actor
from socialgov.policy import drafting, loading, selectors
from socialgov.policy.collectors import Change, changes_under, heading
from socialgov.policy.editing import checking
from socialgov.policy.models import Draft, Effect, Preview
from socialgov.policy.permissions import adopting
from socialgov.wiring.leases import StaleToken
from socialgov.wiring.wakeup import wake_on_commit

log = logging.getLogger(__name__)
WAKE = "policy.preview"
NEAREST = 10
ATTEMPTS = 3
Clock = Callable[[], datetime]


@transaction.atomic
def ask(*, actor: Actor, now: datetime) -> Preview:
    """Have it found out what the draft, as it is now, would change. Asked twice it is done once.

    Raises drafting.NotWhole, and drafting.DraftRefused when there is no draft or nothing in force to compare it with.
    """
    actor = adopting(actor, now=now)
    draft = drafting.living()
    latest = selectors.versions().first()
    if draft is None or latest is None:
        raise drafting.DraftRefused(_("There is no draft any more. Begin a new one."))
    if left := checking.faults(draft.content, draft.origin):
        raise drafting.NotWhole(left)
    work, _is_new = Preview.objects.get_or_create(
        draft=draft,
        draft_version=draft.version,
        against=latest,
        defaults={"content": draft.content, "asked_at": now, "asked_by_id": actor.person_id, "not_before": now},
    )
    if work.state == Preview.State.GIVEN_UP:
        work.state, work.attempts, work.not_before = Preview.State.WAITING, 0, now
        work.save(update_fields=["state", "attempts", "not_before"])
    wake_on_commit(WAKE)
    return work


def compute_due(*, clock: Clock) -> int:
    """Work out every preview that waits. How many."""
    done = 0
    while (work := Preview.objects.claim(now=clock())) is not None:
        done += 1
        try:
            compute(work, clock=clock)
        except StaleToken:
            log.info("The preview %s was taken over by another worker.", work.pk)
        except Exception as error:
            log.exception("The preview %s failed.", work.pk)
            told = f"{type(error).__name__}: {error}"
            if work.attempts >= ATTEMPTS:
                work.give_up(error=told)
            else:
                work.postpone(until=clock() + timedelta(minutes=work.attempts), error=told)
    return done


def compute(work: Preview, *, clock: Clock) -> None:
    """Ask every room, and keep the answers. Computed for the moment it was asked, whenever that is done."""
    counted: dict[str, tuple[int, int]] = {}

    def tell(group: str, done: int, total: int) -> None:
        counted[group] = (done, total)
        seen = [sum(one) for one in zip(*counted.values(), strict=True)]
        Preview.objects.filter(pk=work.pk, token=work.token).update(done=seen[0], total=seen[1])
        work.renew(now=clock())

    found: list[Change] = changes_under(
        document=loading.from_data(work.content, file=""), before=work.against.document, now=work.asked_at, tell=tell
    )
    far = work.asked_at + timedelta(days=36500)
    found.sort(key=lambda one: (one.group, one.after or far, one.title))
    places: dict[str, int] = {}
    rows = []
    for one in found:
        places[one.group] = place = places.get(one.group, 0) + 1
        rows.append(
            Effect(
                preview=work, group=one.group, place=place, title=one.title[:300], url=one.url, note=one.note[:300],
                before=one.before, after=one.after,
            )
        )  # fmt: skip
    with work.finishing():
        work.effects.all().delete()
        Effect.objects.bulk_create(rows, batch_size=1000)


@dataclass(frozen=True)
class Group:
    """Changes of one kind: how many, and those that come first."""

    key: str
    heading: str
    count: int
    nearest: list[Effect]

    @property
    def more(self) -> int:
        return self.count - len(self.nearest)


def latest_of(draft: Draft) -> Preview | None:
    """The preview that was asked for last."""
    return draft.previews.select_related("asked_by").order_by("-pk").first()


def is_outdated(work: Preview, draft: Draft) -> bool:
    """Whether the draft, or what is in force, is another now."""
    latest = selectors.versions().values_list("pk", flat=True).first()
    return work.draft_version != draft.version or work.against_id != latest


def groups_of(work: Preview, *, only: str = "") -> list[Group]:
    """What was found, the nearest of each kind; with `only`, all of that kind."""
    found: dict[str, list[Effect]] = {}
    for effect in work.effects.all():
        found.setdefault(effect.group, []).append(effect)
    return [
        Group(key, heading(key, len(rows)), len(rows), rows if only else rows[:NEAREST])
        for key, rows in found.items()
        if not only or key == only
    ]
