"""Figures: how many came in and were answered in time, week by week; what was removed and why."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from accounts.models import Account
from moderation.models import Decision, Item, OversightRound
from socialgov.look import times
from socialgov.organisation.actor import Actor
from socialgov.policy import selectors as policy
from socialgov.policy.spans import Span

STOCKHOLM = ZoneInfo("Europe/Stockholm")
# Answered within the target or without one, needed no answer, or taken away: then nobody waited too long.
IN_TIME = (
    Q(handling="no_answer")
    | Q(visibility__in=("hidden", "removed", "gone"))
    | Q(handling="answered") & (Q(target_at=None) | Q(answered_at__lte=F("target_at")))
)


@dataclass(frozen=True, slots=True)
class Week:
    """A week's items that had a clock, and how many of them were answered within the target or needed no answer."""

    number: int
    received: int
    in_time: int

    @property
    def label(self) -> str:
        return _("w. %(number)s") % {"number": self.number}


def weeks(*, actor: Actor, now: datetime, count: int = 8, account: Account | None = None) -> list[Week]:
    """The latest weeks, the present one last. One query for each."""
    today = times.local_day(now)
    monday = today - timedelta(days=today.weekday())
    items = Item.objects.visible_to(actor, now=now).exclude(kind=Item.Kind.REPORT)
    if account:
        items = items.filter(account=account)
    found = []
    for back in range(count - 1, -1, -1):
        start = monday - timedelta(weeks=back)
        of_week = items.filter(
            received_at__gte=datetime.combine(start, time(0), STOCKHOLM),
            received_at__lt=datetime.combine(start + timedelta(weeks=1), time(0), STOCKHOLM),
        )
        sums = of_week.aggregate(received=Count("pk"), in_time=Count("pk", filter=IN_TIME))
        found.append(Week(start.isocalendar().week, sums["received"], sums["in_time"]))
    return found


def removals(*, actor: Actor, now: datetime, since: datetime) -> list[tuple[str, int]]:
    """How many comments were hidden or removed under each category, the most first. None for an opinion, ever."""
    items = Item.objects.visible_to(actor, now=now).values("pk")
    rows = (
        Decision.objects.filter(item__in=items, at__gte=since, action__in=("hide", "remove"))
        .exclude(category="")
        .values("category")
        .annotate(count=Count("item", distinct=True))
        .order_by("-count", "category")
    )
    known = {category.code: str(category.known.label) for category in policy.removal_categories()}
    return [(known.get(row["category"], row["category"]), row["count"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Oversight:
    """When an account was last looked at, and when it must be looked at again (ATV-38, ATV-47)."""

    latest: datetime | None
    next_by: datetime | None


def oversight(account: Account) -> Oversight:
    """By the guidelines' floor; an account that has never been looked at is due at once."""
    latest = OversightRound.objects.filter(account=account).values_list("at", flat=True).first()
    return Oversight(latest, next_look(latest, policy.guidelines().oversight.floor.counted))


def next_look(latest: datetime | None, every: Span | None) -> datetime | None:
    """The last moment of the day by which someone must look again; None where nothing is said, or nobody has looked."""
    if every is None or latest is None:
        return None
    return datetime.combine(times.local_day(latest) + timedelta(days=every.n), time(23, 59, 59), STOCKHOLM)
