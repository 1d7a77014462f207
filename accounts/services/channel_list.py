"""The published list: what it holds, what has changed since the last version, a new version (ATV-04 – ATV-07)."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from accounts.asked_for import parties_are_offered
from accounts.errors import ListChanged, NothingToPublish
from accounts.events import ListPublished
from accounts.models import Account, ListRelease, PartyLink
from accounts.permissions import may_publish_list
from socialgov.journal.services import record
from socialgov.organisation.actor import Actor
from socialgov.organisation.permissions import NotPermitted
from socialgov.policy.citing import rule_of
from socialgov.sorting import sort_key
from socialgov.wiring.events import emit

FORMAT = 1
LOCK = 730_201


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions of the list: `kind` is added, removed, changed or closed."""

    kind: str
    name: str
    platform: str
    fields: tuple[str, ...] = ()


def compose(*, now: datetime) -> dict:
    """The list as it would be published now, as plain data.

    `channels`: running public accounts; `former`: closed ones that once ran; `parties`: links of council parties for
    the present term. Only what the public may read: no person but the unit (a head's own blog names its unit too).
    """
    today = timezone.localdate(now)
    channels = [
        {
            "id": account.pk,
            "name": account.name,
            "platform": account.platform,
            "address": account.address,
            "key": account.address_key,
            "handle": account.handle,
            "unit": account.unit.name if account.unit else "",
            "area": account.unit.parent.name if account.unit and account.unit.parent else "",
            "purpose": account.purpose,
            "watched": account.watched,
            "comments_open": account.comments_open,
            "since": account.started_on.isoformat() if account.started_on else None,
        }
        for account in Account.objects.on_list().select_related("unit__parent").order_by("sort_key", "pk")
    ]
    former = [
        {
            "id": account.pk,
            "name": account.name,
            "platform": account.platform,
            "address": account.address,
            "key": account.address_key,
            "left_on": account.closed_on.isoformat() if account.closed_on else None,
        }
        for account in Account.objects.filter(
            state="closed", audience="public", started_on__isnull=False, address_key__isnull=False
        ).order_by("-closed_on", "sort_key")
    ]
    parties = [
        {"name": party.name, "address": party.address}
        for party in PartyLink.objects.filter(
            answer="accepted", term_starts_on__lte=today, term_ends_on__gte=today
        ).order_by("sort_key")
        if parties_are_offered()
    ]
    return {"format": FORMAT, "channels": channels, "former": former, "parties": parties}


def digest_of(content: dict) -> str:
    """SHA-256 (hex) over the list's canonical JSON: keys sorted, no spaces, UTF-8."""
    return hashlib.sha256(
        json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    ).hexdigest()


def latest() -> ListRelease | None:
    """The version in force, or None before the first."""
    return ListRelease.objects.order_by("-number").first()


def differences(old: dict | None, new: dict) -> list[Change]:
    """What a reader of `old` would find changed in `new`, in Swedish order of names."""
    before = {entry["id"]: entry for entry in (old or {}).get("channels", ())}
    after = {entry["id"]: entry for entry in new["channels"]}
    left = {entry["id"] for entry in new["former"]}
    changes = [Change("added", e["name"], e["platform"]) for key, e in after.items() if key not in before]
    for key, entry in before.items():
        if key not in after:
            changes.append(Change("closed" if key in left else "removed", entry["name"], entry["platform"]))
        elif fields := tuple(sorted(name for name in entry if entry[name] != after[key].get(name))):
            changes.append(Change("changed", after[key]["name"], after[key]["platform"], fields))
    parties_before = {party["name"]: party["address"] for party in (old or {}).get("parties", ())}
    parties_after = {party["name"]: party["address"] for party in new["parties"]}
    for name in parties_before.keys() | parties_after.keys():
        if parties_before.get(name) != parties_after.get(name):
            kind = "removed" if name not in parties_after else "changed" if name in parties_before else "added"
            changes.append(Change(kind, name, ""))
    return sorted(changes, key=lambda change: (sort_key(change.name), change.platform, change.kind))


def pending(*, now: datetime) -> list[Change]:
    """What has changed in the registry since the version in force."""
    release = latest()
    return differences(release.content if release else None, compose(now=now))


@transaction.atomic
def publish(*, seen_digest: str, actor: Actor, now: datetime) -> ListRelease:
    """Publish a new numbered version of exactly what the publisher saw.

    `seen_digest` is digest_of(compose()) as it was shown. Raises ListChanged when the registry moved meanwhile,
    NothingToPublish when nothing differs from the version in force.
    """
    if not may_publish_list(actor, now=now):
        raise NotPermitted
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    content = compose(now=now)
    digest = digest_of(content)
    release = latest()
    if release and release.digest == digest:
        raise NothingToPublish
    if digest != seen_digest:
        raise ListChanged
    return _release(content, digest, (release.number if release else 0) + 1, actor=actor, now=now)


def _release(content: dict, digest: str, number: int, *, actor: Actor, now: datetime) -> ListRelease:
    release = ListRelease.objects.create(
        number=number, published_at=now, published_by_id=actor.person_id, content=content, digest=digest
    )
    record(
        actor=actor,
        now=now,
        verb="list.published",
        about=release,
        rule=rule_of("channel_list"),
        data={"number": number},
    )
    emit(ListPublished(number=number), now=now)
    return release
