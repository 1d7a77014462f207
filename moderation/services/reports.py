"""*Anmäl en kommentar* and *Anmäl falskt konto*: anyone may, without an account (ATV-30)."""

from datetime import datetime, timedelta

from django.db import connection as database
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Account
from moderation import triage
from moderation.errors import ModerationError
from moderation.models import Item, ItemText
from moderation.services.clocks import set_clock, times_for
from moderation.services.core import decide, locked, save
from moderation.workflow import HANDLING
from socialgov.journal.services import record
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.policy.citing import rule_of
from socialgov.wiring.sweeps import lock_number

RECENTLY = timedelta(days=14)
LIKE_ENOUGH = 0.3
MOST_COMPARED = 200
LONGEST = 5000
IMPOSTOR = "impostor"


@transaction.atomic
def report_content(
    *,
    text: str,
    now: datetime,
    address: str = "",
    account: Account | None = None,
    email: str = "",
    impostor: bool = False,
    is_sample: bool = False,
) -> Item:
    """Take in a report; returns it with its receipt number. Sent twice by the same press it is one report.

    It is tied to a comment when its address is that comment's. Otherwise the comment that is most like it in words,
    among the open and recently taken away ones of the account it names, is suggested: never certain.
    """
    text = text.replace("\x00", "").strip()[:LONGEST]
    if not text:
        raise ModerationError(_("Say what it is about."), field="text")
    _one_at_a_time()
    if again := _same_again(text, address, now=now):
        return again
    found = _at_address(address)
    account = account or (found.account if found else _account_named(text, address))
    guess = None if found or impostor else _most_like(text, account, now=now)
    latest = Item.objects.filter(kind=Item.Kind.REPORT).order_by("-receipt").values_list("receipt", flat=True).first()
    item = Item(
        account=account,
        kind=Item.Kind.REPORT,
        url=address.strip()[:1000],
        received_at=now,
        detected_at=now,
        receipt=(latest or 0) + 1,
        urgency=Item.Urgency.NOW if triage.read(text).urgency else Item.Urgency.NORMAL,
        suggestion=IMPOSTOR if impostor else "",
        reports=found or guess,
        reports_confirmed=found is not None,
        is_sample=is_sample,
    )
    set_clock(item, times_for(account, kind=Item.Kind.REPORT, received_at=now))
    item.save()
    ItemText.objects.create(item=item, seen_at=now, text=text, author_handle=email.strip()[:500])
    record(actor=SYSTEM, now=now, verb="item.reported", about=item, rule=rule_of("house_rules.how_to_report"))
    return item


@transaction.atomic
def confirm_report(*, report: Item, comment: Item | None, actor: Actor, now: datetime) -> Item:
    """Say which comment a report is about, or that the suggestion was wrong (None)."""
    row, actor = locked(report, actor, now=now)
    if comment is not None:
        locked(comment, actor, now=now)
    record(actor=actor, now=now, verb="item.report_tied", about=row, data={"comment": comment.pk if comment else None})
    return save(row, reports=comment, reports_confirmed=comment is not None)


def close_reports_of(item: Item, *, actor: Actor, now: datetime) -> int:
    """What was reported is hidden or removed: the reports about it, if certain, need nothing more. How many."""
    rows = list(Item.objects.select_for_update(of=("self",)).filter(reports=item, reports_confirmed=True, is_open=True))
    for row in rows:
        decide(row, "no_answer", actor=actor, now=now, why="taken_away")
        save(row, handling=HANDLING.after(row.handling, "no_answer"), closed_at=now, urgency="")
    return len(rows)


def _one_at_a_time() -> None:
    """Receipt numbers are given one by one, without gaps."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_number("moderation receipts")])


def _same_again(text: str, address: str, *, now: datetime) -> Item | None:
    recent = Item.objects.filter(kind=Item.Kind.REPORT, received_at__gt=now - timedelta(minutes=10))
    return recent.filter(texts__text=text, url=address.strip()[:1000]).first()


def _at_address(address: str) -> Item | None:
    """The item at the address a visitor pasted, if we have it."""
    address = address.strip()
    if not address:
        return None
    return Item.objects.exclude(kind=Item.Kind.REPORT).filter(url=address).order_by("-received_at").first()


def _account_named(text: str, address: str) -> Account | None:
    """The one account whose name a report mentions (its first word is enough) or whose address it begins with."""
    accounts = list(Account.objects.on_list())
    address = address.strip().lower()
    at = [a for a in accounts if a.address and address.startswith(a.address.lower().rstrip("/"))]
    if len(at) == 1:
        return at[0]
    words = triage.stems(text)
    named = {a for a in accounts if (first := triage.first_stem(a.name)) and first in words}
    return named.pop() if len(named) == 1 else None


def _most_like(text: str, account: Account | None, *, now: datetime) -> Item | None:
    if account is None:
        return None
    recent = Q(is_open=True) | Q(hidden_at__gt=now - RECENTLY) | Q(removed_at__gt=now - RECENTLY)
    candidates = Item.objects.exclude(kind=Item.Kind.REPORT).filter(recent, account=account).prefetch_related("texts")
    scored = [
        (triage.likeness(text, version.text, place=account.name), item.pk, item)
        for item in candidates.order_by("-received_at")[:MOST_COMPARED]
        for version in item.texts.all()
    ]
    best = max(scored, key=lambda row: row[:2], default=None)
    return best[2] if best and best[0] >= LIKE_ENOUGH else None
