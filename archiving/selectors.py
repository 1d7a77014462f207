"""What the archive's pages show."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from accounts.models import Account
from archiving import schedule
from archiving.models import Capture, Evidence
from archiving.schedule import Due
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person

FAR_AWAY = date.max


@dataclass(frozen=True)
class Row:
    """One account in the overview, with what is due and the next step."""

    due: Due

    @property
    def account(self) -> Account:
        return self.due.account

    @property
    def order(self) -> tuple:
        """What waits for a person first, then by the day it is due."""
        return (self.due.due_on or FAR_AWAY, not self.due.waits_for_help, self.account.sort_key, self.account.pk)


def overview(actor: Actor, *, now: datetime) -> list[Row]:
    """Every account that the actor may see and that is or was captured, the earliest due first."""
    accounts = (
        Account.objects.visible_to(actor, now=now)
        .select_related("unit")
        .annotate(kept=Count("captures"))
        .filter(Q(pk__in=schedule.scheduled()) | Q(kept__gt=0))
    )
    return sorted((Row(due) for due in schedule.due_for_all(accounts, now=now)), key=lambda row: row.order)


def captures_of(account: Account) -> QuerySet[Capture]:
    """An account's captures, the latest first."""
    return (
        account.captures.select_related("ordered_by", "kept_by")
        .annotate(pictures=Count("files", filter=Q(files__role="picture")))
        .order_by("-ordered_at", "-pk")
    )


def waiting_for_help(account: Account) -> Capture | None:
    """The account's latest capture, if someone must hand in screenshots for it."""
    latest = account.captures.order_by("-ordered_at", "-pk").first()
    return latest if latest is not None and latest.can_be_handed_in else None


def capture_of(account: Account, pk: int | None) -> Capture | None:
    return account.captures.filter(pk=pk).first() if pk else None


@dataclass(frozen=True)
class Saved:
    """What a saved copy holds, as its page shows it. `versions` are the author's earlier words."""

    text: str
    author: str
    handle: str
    url: str
    post: str
    description: str
    external_id: str
    moments: dict[str, datetime]
    versions: list[tuple[datetime | None, str]]
    media: int


MOMENTS = ("published_at", "received_at", "detected_at", "first_known_at")


def saved(content: bytes) -> Saved:
    """The saved record in its parts. What the platform left out is empty."""
    given = json.loads(content)
    versions = given.get("versions") or []
    post = given.get("post") or {}
    return Saved(
        text=given.get("text") or "",
        author=given.get("author") or "",
        handle=given.get("handle") or "",
        url=given.get("url") or "",
        post=post.get("title") or post.get("url") or "",
        description=given.get("description") or "",
        external_id=given.get("external_id") or "",
        moments={name: at for name in MOMENTS if (at := moment(given.get(name)))},
        versions=[(moment(one.get("seen_at")), one.get("text") or "") for one in versions[:-1]],
        media=sum(len(one.get("media") or []) for one in versions[-1:]),
    )


def moment(written: object) -> datetime | None:
    """A moment as the platform or we wrote it down, in ISO 8601; None for anything else."""
    try:
        found = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return found if found.tzinfo else None


def readers_of(evidence: Evidence) -> list[Person]:
    """Who may read a copy that is marked for secrecy."""
    return list(
        Person.objects.filter(pk__in=evidence.readers.values("person"))
        .select_related("unit")
        .order_by("sort_key", "pk")
    )


def evidence_of(account: Account, *, actor: Actor, now: datetime) -> QuerySet[Evidence]:
    """The account's saved copies that the actor may open, the latest first."""
    found = Evidence.objects.readable_by(actor, now=now).filter(account=account)
    return found.select_related("taken_by").order_by("-taken_at", "-pk")
