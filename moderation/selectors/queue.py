"""The queue: what waits, in which order, a page at a time by key."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Value

from accounts.models import Account
from accounts.windows import window_of
from moderation.models import Item, ItemText, SecondLook
from moderation.permissions import ItemQuerySet
from moderation.standing import Standing, clock_of, standing
from moderation.wording import account as account_words
from socialgov.diary.models import Document
from socialgov.look.deadlines import Clock
from socialgov.organisation.actor import Actor
from socialgov.platforms import catalogue
from socialgov.policy.selectors import calendar_for

PAGE = 30
MOST_COUNTED = 100  # shown as 99+

Key = tuple[Any, ...]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINE, ALL = "mine", "all"
OPEN, WAITING, LOOKS, REGISTRAR, ANSWERED, CLOSED = "open", "waiting", "looks", "registrar", "answered", "closed"
FINISHED = frozenset({ANSWERED, CLOSED})  # ordered by when they came, the latest first


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queue is shown. Empty means no restriction; `whose` is mine or all, `status` open as a rule."""

    whose: str = MINE
    account: int | None = None
    status: str = OPEN
    platform: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `text` is empty where the actor may not read it (`readable` is false)."""

    item: Item
    clock: Clock
    standing: Standing
    readable: bool
    text: str
    author: str
    account: str
    look: SecondLook | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`next_key` and `previous_key` are for the addresses of the neighbouring pages; empty at the ends."""

    rows: list[Row]
    next_key: str = ""
    previous_key: str = ""
    filters: Filters = field(default_factory=Filters)


def scope(*, actor: Actor, now: datetime, filters: Filters) -> QuerySet[Item]:
    """The items that the filters choose among those the actor may see, in no order."""
    return narrowed(permitted(actor=actor, now=now, whose=filters.whose), filters)


def permitted(*, actor: Actor, now: datetime, whose: str) -> ItemQuerySet:
    """All that the actor may see, or what comes in on the accounts they run. To be kept for several questions."""
    if whose != MINE:
        return Item.objects.visible_to(actor, now=now)
    mine = Account.objects.run_by(actor, now=now).order_by()
    return Item.objects.answerable_by(actor, now=now).filter(Q(account__in=mine) | Q(account=None))


def narrowed(items: ItemQuerySet, filters: Filters) -> ItemQuerySet:
    """What the filters choose of those, whoever's they are."""
    if filters.account:
        items = items.filter(account=filters.account)
    if filters.platform:
        items = items.filter(account__platform=filters.platform)
    if filters.kind in Item.Kind.values:
        items = items.filter(kind=filters.kind)
    match filters.status:
        case "waiting":
            return items.open().filter(handling=Item.Handling.WAITING)
        case "looks":
            return items.filter(Exists(SecondLook.objects.filter(item=OuterRef("pk"), done_at=None)))
        case "registrar":
            with_her = Document.objects.filter(about_type="moderation.item", about_id=OuterRef("pk"), is_open=True)
            return items.filter(Exists(with_her))
        case "answered":
            return items.filter(is_open=False, handling=Item.Handling.ANSWERED)
        case "closed":
            return items.filter(is_open=False)
        case _:
            return items.open()


def queue(*, actor: Actor, now: datetime, filters: Filters | None = None, after: str = "", before: str = "") -> Page:
    """A page of the queue. Urgent first, then by deadline; closed ones by when they came, the latest first.

    `after` and `before` are keys of a page; one that can not be read gives the first page. Seven queries, however long
    the queue is.
    """
    filters = filters or Filters()
    items = scope(actor=actor, now=now, filters=filters)
    order = _Closed if filters.status in FINISHED else _Open
    back = bool(before)
    if key := order.read(before or after):
        items = items.filter(order.beyond(key, back=back))
    found = list(_with_parts(items.order_by(*order.fields(back=back)))[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if back:
        found.reverse()
    rows = rows_of(found, actor=actor, now=now)
    has_next = bool(found) and (more if not back else True)
    has_previous = bool(found) and (more if back else bool(key))
    return Page(
        rows,
        order.write(found[-1]) if has_next else "",
        order.write(found[0]) if has_previous else "",
        filters,
    )


def rows_of(items: list[Item], *, actor: Actor, now: datetime) -> list[Row]:
    """Items as lines, with what the actor may read of them. Items come with texts and account."""
    readable = set(
        Item.objects.content_readable_by(actor, now=now)
        .filter(pk__in=[i.pk for i in items])
        .values_list("pk", flat=True)
    )
    ordinary = calendar_for()  # read once: an account's differs by its window only
    calendars: dict = {}
    rows = []
    for item in items:
        if item.account_id not in calendars:
            window = window_of(item.account.window) if item.account else None
            calendars[item.account_id] = replace(ordinary, window=window) if window else ordinary
        texts = list(item.texts.all())
        may = item.pk in readable
        rows.append(
            Row(
                item=item,
                clock=clock_of(item),
                standing=standing(item, now=now, calendar=calendars[item.account_id]),
                readable=may,
                text=texts[-1].text if texts and may else "",
                author=(texts[-1].author_name or texts[-1].author_handle) if texts and may else "",
                account=account_words(item),
                look=next((look for look in item.second_looks.all() if look.done_at is None), None),
            )
        )
    return rows


def _with_parts(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.select_related("account__unit", "claimed_by", "answered_by").prefetch_related(
        Prefetch("texts", ItemText.objects.defer("delivered")),
        Prefetch("second_looks", SecondLook.objects.select_related("decision__by", "attacked")),
        "forwardings__unit",
        "forwardings__person",
    )


def counted(items: QuerySet[Item]) -> int:
    """How many, but never more than MOST_COUNTED: the screen then says 99+."""
    return items.order_by()[:MOST_COUNTED].count()


def counted_all(several: Sequence[QuerySet[Item]]) -> list[int]:
    """`counted` of each, in one question whatever their number."""
    first, *rest = [
        items.order_by().annotate(which=Value(number)).values_list("which", flat=True)[:MOST_COUNTED]
        for number, items in enumerate(several)
    ]
    found = Counter(first.union(*rest, all=True))
    return [found[number] for number in range(len(several))]


def counts(*, actor: Actor, now: datetime, filters: Filters | None = None) -> dict[str, int]:
    """The numbers on the queue's tabs: open, waiting, looks. Each capped."""
    filters = filters or Filters()
    statuses = (OPEN, WAITING, LOOKS)
    each = [scope(actor=actor, now=now, filters=replace(filters, status=status)) for status in statuses]
    return dict(zip(statuses, counted_all(each), strict=True))


def neighbours(
    item: Item, *, actor: Actor, now: datetime, filters: Filters | None = None
) -> tuple[int | None, int | None]:
    """The numbers of the previous and the next open item in the queue, seen from this one."""
    filters = filters or Filters()
    items = scope(actor=actor, now=now, filters=filters)
    order = _Closed if filters.status in FINISHED else _Open
    key = order.key(item)
    previous = (
        items.filter(order.beyond(key, back=True)).order_by(*order.fields(back=True)).values_list("pk", flat=True)
    )
    following = (
        items.filter(order.beyond(key, back=False)).order_by(*order.fields(back=False)).values_list("pk", flat=True)
    )
    return previous.first(), following.first()


def platforms_in(*, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """The platforms to filter by: those of the accounts the actor sees."""
    slugs = Account.objects.visible_to(actor, now=now).order_by().values_list("platform", flat=True).distinct()
    return sorted(((slug, str(catalogue.get(slug).name)) for slug in slugs), key=lambda pair: pair[1].lower())


def _number(moment: datetime) -> int:
    """Microseconds, whole: a key must not lose a digit."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def _moment(text: str) -> datetime:
    return EPOCH + timedelta(microseconds=int(text))


class _Open:
    """Key of the open queue: rank, deadline, number."""

    @staticmethod
    def fields(*, back: bool) -> tuple[str, ...]:
        return ("-rank", "-queue_at", "-pk") if back else ("rank", "queue_at", "pk")

    @staticmethod
    def key(item: Item) -> Key:
        return item.rank, item.queue_at, item.pk

    @staticmethod
    def write(item: Item) -> str:
        return f"{item.rank}_{_number(item.queue_at)}_{item.pk}"

    @staticmethod
    def read(text: str) -> Key | None:
        try:
            rank, at, pk = text.split("_")
            return int(rank), _moment(at), int(pk)
        except (ValueError, OverflowError, OSError):
            return None

    @staticmethod
    def beyond(key: Key, *, back: bool) -> Q:
        rank, at, pk = key
        step = "lt" if back else "gt"
        return Q(**{f"rank__{step}": rank}) | Q(rank=rank) & (
            Q(**{f"queue_at__{step}": at}) | Q(queue_at=at, **{f"pk__{step}": pk})
        )


class _Closed:
    """Key of what is closed: when it came, number; the latest first."""

    @staticmethod
    def fields(*, back: bool) -> tuple[str, ...]:
        return ("received_at", "pk") if back else ("-received_at", "-pk")

    @staticmethod
    def key(item: Item) -> Key:
        return item.received_at, item.pk

    @staticmethod
    def write(item: Item) -> str:
        return f"{_number(item.received_at)}_{item.pk}"

    @staticmethod
    def read(text: str) -> Key | None:
        try:
            at, pk = text.split("_")
            return _moment(at), int(pk)
        except (ValueError, OverflowError, OSError):
            return None

    @staticmethod
    def beyond(key: Key, *, back: bool) -> Q:
        at, pk = key
        step = "gt" if back else "lt"
        return Q(**{f"received_at__{step}": at}) | Q(received_at=at, **{f"pk__{step}": pk})
