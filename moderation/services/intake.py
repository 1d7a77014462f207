"""How items come in: from a connector's sweep, from the public form, by hand. Each gets its clocks at once."""

from datetime import datetime

from django.db import connection as database
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import selectors as accounts
from accounts.models import Account
from moderation import triage
from moderation.deadlines import Clocks, clocks
from moderation.errors import ModerationError
from moderation.models import Item, ItemText
from moderation.workflow import VISIBILITY
from socialgov.journal.services import record
from socialgov.organisation.actor import SYSTEM
from socialgov.platforms.connectors import IncomingComment
from socialgov.policy import selectors as policy

REPORT_LOCK = 730_301


def clocks_for(account: Account, *, kind: str, received_at: datetime) -> Clocks:
    """The item's clocks by the guidelines in force and the account's own window (ATV-16, ATV-35, ATV-40)."""
    return clocks(
        received_at=received_at,
        clock=policy.clock_for(account.platform, kind),
        limit=policy.limit_for(kind),
        calendar=accounts.work_calendar(account),
        warning_share=policy.current().document.warning_share,
    )


def _set_clocks(item: Item, found: Clocks | None) -> None:
    for name in ("target_at", "limit_at", "plan_by", "warn_at", "due_at", "target_rule", "limit_rule"):
        setattr(item, name, getattr(found, name) if found else ("" if name.endswith("rule") else None))


@transaction.atomic
def receive(*, account: Account, incoming: IncomingComment, kind: str = "comment", now: datetime, is_sample: bool = False) -> Item:
    """Take in one comment or message as the platform delivered it. The same one twice is one item; an edited text
    becomes a new version of it, with the clock it had."""
    item = Item.objects.select_for_update().filter(account=account, external_id=incoming.external_id).first()
    if item:
        return _seen_again(item, incoming, now=now)
    reading = triage.read(incoming.text)
    received = min(incoming.published_at, now)
    item = Item(
        account=account, kind=kind, external_id=incoming.external_id, url=incoming.url, post_url=incoming.post_url,
        post_title=incoming.post_title[:300], received_at=received, detected_at=now, urgency=reading.urgency,
        suggestion=reading.code or ("records_request" if reading.records_request else ""),
        suggested_because=reading.because, case_number=reading.case_number,
        secrecy=reading.code in ("secrecy", "distress"), guidelines_id=policy.current().pk, is_sample=is_sample,
    )  # fmt: skip
    _set_clocks(item, clocks_for(account, kind=kind, received_at=received))
    item.save()
    _store_text(item, incoming, now=now)
    record(actor=SYSTEM, now=now, verb="item.received", about=item, rule="ATV-52")
    return item


def _store_text(item: Item, incoming: IncomingComment, *, now: datetime) -> None:
    ItemText.objects.create(
        item=item, seen_at=now, author_name=incoming.author_name[:200], author_handle=incoming.author_handle[:200],
        text=incoming.text, media=list(incoming.media),
    )  # fmt: skip


def _seen_again(item: Item, incoming: IncomingComment, *, now: datetime) -> Item:
    if item.texts.latest().text != incoming.text:
        _store_text(item, incoming, now=now)
        item.version += 1
        item.save(update_fields=["version"])
        record(actor=SYSTEM, now=now, verb="item.changed_at_source", about=item)
    return item


@transaction.atomic
def gone_at_source(*, item: Item, now: datetime) -> Item:
    """It is no longer on the platform, and not by our doing."""
    row = Item.objects.select_for_update().get(pk=item.pk)
    if VISIBILITY.allows(row.visibility, "gone"):
        row.visibility = VISIBILITY.after(row.visibility, "gone")
        row.closed_at = row.closed_at or now
        row.version += 1
        row.save()
        record(actor=SYSTEM, now=now, verb="item.gone_at_source", about=row)
    return row


@transaction.atomic
def report_content(*, text: str, address: str = "", account: Account | None = None, email: str = "", now: datetime) -> Item:
    """*Anmäl en kommentar* (ATV-30): anyone, without an account. Returns the report with its receipt number.

    A report whose words point at a comment that somebody handles already is tied to it, so that the status page tells.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        raise ModerationError(_("Say what it is about."), field="text")
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REPORT_LOCK])
    latest = Item.objects.filter(kind="report").order_by("-receipt").values_list("receipt", flat=True).first()
    target = _reported_item(address)
    account = account or (target.account if target else None)
    reading = triage.read(text)
    item = Item(
        account=account, kind=Item.Kind.REPORT, url=address[:1000] if address.startswith("http") else "",
        received_at=now, detected_at=now, receipt=(latest or 0) + 1,
        urgency="now" if reading.urgency else "", suggestion="", reports=target, guidelines_id=policy.current().pk,
    )  # fmt: skip
    if account:
        _set_clocks(item, clocks_for(account, kind="report", received_at=now))
    else:
        calendar = policy.calendar_for()
        _set_clocks(
            item,
            clocks(
                received_at=now, clock=policy.clock_for("", "report"), limit=policy.limit_for("report"),
                calendar=calendar, warning_share=policy.current().document.warning_share,
            ),
        )  # fmt: skip
    item.save()
    ItemText.objects.create(item=item, seen_at=now, text=text, author_name="", author_handle=email)
    record(actor=SYSTEM, now=now, verb="item.reported", about=item, rule="ATV-30")
    return item


def _reported_item(address: str) -> Item | None:
    """The item at the address a visitor pasted, if we have it."""
    address = address.strip()
    return Item.objects.exclude(kind="report").filter(url=address).order_by("-received_at").first() if address else None


def receipt_text(number: int) -> str:
    """A receipt as people read it: A-0042."""
    return f"A-{number:04d}"

