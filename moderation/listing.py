"""The list of comments as a page: its filters in the address, its groups, and what each row says about itself."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.models import Account
from moderation import wording
from moderation.models import Item
from moderation.permissions import ItemQuerySet
from moderation.selectors import queue as selectors
from moderation.selectors.detail import platform_of, status, writing
from moderation.selectors.queue import ALL, ANSWERED, LOOKS, MINE, OPEN, REGISTRAR, WAITING, Filters, Row
from socialgov.look import deadlines, marks, times
from socialgov.look.deadlines import Look, Phrase
from socialgov.organisation.actor import Actor
from socialgov.organisation.permissions import asked_once

PAGES_AT_ONCE = 10  # a list that reads itself anew reads at most so many pages
WHOSE = {"mina": MINE, "alla": ALL}
STATUSES: dict[str, tuple[str, Promise]] = {
    "oppna": (OPEN, gettext_lazy("Open ones")),
    "vantar": (WAITING, gettext_lazy("Waiting for a reply")),
    "eftergranskas": (LOOKS, gettext_lazy("For a second look")),
    "registrator": (REGISTRAR, gettext_lazy("With the registrar")),
    "besvarade": (ANSWERED, gettext_lazy("Answered ones")),
}
KINDS: dict[str, tuple[str, Promise]] = {
    "kommentarer": (Item.Kind.COMMENT, gettext_lazy("Comments")),
    "meddelanden": (Item.Kind.MESSAGE, gettext_lazy("Direct messages")),
    "anmalningar": (Item.Kind.REPORT, gettext_lazy("Reports")),
}


def read(asked: QueryDict, *, actor: Actor, now: datetime) -> Filters:
    """The filters of an address. What it does not name, or names wrongly, is as usual: my accounts, open ones."""
    account = asked.get("konto", "")
    whose = WHOSE.get(asked.get("vems", ""))
    if whose is None:
        whose = MINE if _runs_some(actor, now) else ALL
    return Filters(
        whose=whose,
        account=int(account) if account.isdecimal() and len(account) < 10 else None,
        status=STATUSES.get(asked.get("status", ""), STATUSES["oppna"])[0],
        platform=asked.get("kanal", "")[:30].replace("\0", ""),
        kind=KINDS.get(asked.get("sort", ""), ("", ""))[0],
    )


def _runs_some(actor: Actor, now: datetime) -> bool:
    """Whether there are accounts that the actor runs."""
    return asked_once(
        ("moderation.runs_some", tuple(actor.people)),
        Account.objects.run_by(actor, now=now).exists,
    )


def query(filters: Filters) -> str:
    """The filters as they stand in an address, with its question mark; empty for none."""
    parts = {
        "vems": "" if filters.whose == MINE else _key(WHOSE, filters.whose),
        "konto": filters.account,
        "status": _key({key: code for key, (code, _label) in STATUSES.items()}, filters.status),
        "kanal": filters.platform,
        "sort": _key({key: code for key, (code, _label) in KINDS.items()}, filters.kind),
    }
    if filters.status == OPEN:
        del parts["status"]
    asked = urlencode({key: value for key, value in parts.items() if value})
    return f"?{asked}" if asked else ""


def _key(table: dict[str, str], value: str) -> str:
    return next((key for key, code in table.items() if code == value), "")


def capped(count: int) -> str:
    """`12`, and `99+` above that."""
    return "99+" if count >= selectors.MOST_COUNTED else str(count)


@dataclass(frozen=True, slots=True)
class Choice:
    """A line among the filters. `icon` is a platform's mark; `count` is empty where it is not counted."""

    label: str
    url: str
    current: bool
    count: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Menus:
    """The filters beside the list. `elsewhere` says what must be answered today on other accounts than one's own."""

    whose: list[Choice]
    statuses: list[Choice]
    platforms: list[Choice]
    kinds: list[Choice]
    account: Account | None
    elsewhere: Phrase | None
    elsewhere_url: str
    summary: str


def menus(filters: Filters, *, actor: Actor, now: datetime) -> Menus:
    """Every filter with what it would show, each counted to 99 at most."""
    account = _account(filters, actor, now)
    others = _must_today_elsewhere(filters, actor, now)
    bases = {whose: selectors.permitted(actor=actor, now=now, whose=whose) for whose in (MINE, ALL)}
    runs_some = filters.whose == MINE or _runs_some(actor, now)
    wanted: list[tuple[str, dict]] = [
        (label, {"whose": code, "account": None})
        for label, code in ((_("My accounts"), MINE), (_("All accounts"), ALL))
        if code == ALL or runs_some
    ]
    whose_ones = len(wanted)
    wanted += [(str(label), {"status": code}) for code, label in STATUSES.values()]
    choices = _choices(filters, wanted, bases)
    whose, statuses = choices[:whose_ones], choices[whose_ones:]
    platforms, kinds = _by_platform_and_kind(filters, bases, actor, now)
    return Menus(
        whose=whose,
        statuses=statuses,
        platforms=platforms,
        kinds=kinds,
        account=account,
        elsewhere=others,
        elsewhere_url=_address(replace(filters, whose=ALL, account=None, status=OPEN, platform="", kind="")),
        summary=_summary(filters, account),
    )


def _address(filters: Filters) -> str:
    return reverse("moderation:queue") + query(filters)


def _choices(filters: Filters, wanted: list[tuple[str, dict]], bases: dict[str, ItemQuerySet]) -> list[Choice]:
    """What each change of the filters would show, all counted in one question."""
    chosen = [replace(filters, **changes) for _label, changes in wanted]
    counts = selectors.counted_all([selectors.narrowed(bases[one.whose], one) for one in chosen])
    return [
        Choice(label, _address(one), all(getattr(filters, k) == v for k, v in changes.items()), capped(count))
        for (label, changes), one, count in zip(wanted, chosen, counts, strict=True)
    ]


def _by_platform_and_kind(
    filters: Filters, bases: dict[str, ItemQuerySet], actor: Actor, now: datetime
) -> tuple[list[Choice], list[Choice]]:
    """Both are counted in one query. Pressing the chosen one again lets it go."""
    free = selectors.narrowed(bases[filters.whose], replace(filters, platform="", kind=""))
    pairs = {} if filters.status == ANSWERED else _pairs(free)
    platforms = []
    for slug, name in selectors.platforms_in(actor=actor, now=now):
        found = sum(n for (s, kind), n in pairs.items() if s == slug and filters.kind in ("", kind))
        current = filters.platform == slug
        platforms.append(
            Choice(
                name,
                _address(replace(filters, platform="" if current else slug)),
                current,
                capped(found) if pairs else "",
                marks.mark(slug).icon,
            )
        )
    kinds = []
    for code, label in KINDS.values():
        found = sum(n for (s, kind), n in pairs.items() if kind == code and filters.platform in ("", s))
        current = filters.kind == code
        url = _address(replace(filters, kind="" if current else code))
        kinds.append(Choice(str(label), url, current, capped(found) if pairs else ""))
    return platforms, kinds


def _pairs(items: QuerySet[Item]) -> dict[tuple[str | None, str], int]:
    rows = items.order_by().values_list("account__platform", "kind").annotate(Count("pk"))
    return {(slug, kind): count for slug, kind, count in rows}


def _must_today_elsewhere(filters: Filters, actor: Actor, now: datetime) -> Phrase | None:
    """What the actor could answer on accounts that others run, and that must be answered today."""
    if filters.whose != MINE:
        return None
    mine = Account.objects.run_by(actor, now=now).order_by()
    end_of_today = times.local(now).replace(hour=23, minute=59, second=59, microsecond=999999)
    others = Item.objects.answerable_by(actor, now=now).open().exclude(Q(account__in=mine) | Q(account=None))
    count = selectors.counted(others.filter(Q(plan_by__lte=end_of_today) | Q(rank=0)))
    if not count:
        return None
    return Phrase(_("%(count)s on other accounts must be answered today") % {"count": capped(count)}, Look.LIMIT)


def _account(filters: Filters, actor: Actor, now: datetime) -> Account | None:
    if filters.account is None:
        return None
    return Account.objects.visible_to(actor, now=now).filter(pk=filters.account).first()


def _summary(filters: Filters, account: Account | None) -> str:
    """What is shown, in a line: `Mina konton, öppna`."""
    parts = [str(account) if account else _("My accounts") if filters.whose == MINE else _("All accounts")]
    parts += [str(label).lower() for code, label in STATUSES.values() if code == filters.status]
    if filters.platform:
        parts.append(str(marks.mark(filters.platform).name))
    parts += [str(label).lower() for code, label in KINDS.values() if code == filters.kind]
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the list shows it. `short` is the clock in a few letters, for the list in single lines."""

    row: Row
    phrase: Phrase
    short: str
    status: str
    where: str
    icon: str
    at: datetime
    seen: str

    @property
    def item(self) -> Item:
        return self.row.item


@dataclass(frozen=True, slots=True)
class Group:
    """Nu, I dag, Senare; without a title where the list is not ordered by deadline."""

    key: str
    title: str
    lines: list[Line]
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list shows. `next_key` leads to the next page; `pages` is how many are shown."""

    filters: Filters
    groups: list[Group]
    next_key: str
    after: str
    pages: int

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    @property
    def query(self) -> str:
        return query(self.filters)

    @property
    def is_all_open(self) -> bool:
        """Whether an empty list means that nothing waits for an answer."""
        chosen = self.filters
        return chosen.status == OPEN and not (chosen.platform or chosen.kind or chosen.account)

    @property
    def by_deadline(self) -> bool:
        return self.filters.status not in selectors.FINISHED


def listing(filters: Filters, *, actor: Actor, now: datetime, after: str = "", pages: int = 1) -> Listing:
    """`pages` pages of the list, from the key `after`."""
    rows: list[Row] = []
    key = after
    for _page in range(max(1, min(pages, PAGES_AT_ONCE))):
        page = selectors.queue(actor=actor, now=now, filters=filters, after=key)
        rows += page.rows
        key = page.next_key
        if not key:
            break
    lines = [_line(row, filters, actor=actor, now=now) for row in rows]
    return Listing(filters, _grouped(lines, filters, now=now, continues=bool(after)), key, after, pages)


def _grouped(lines: list[Line], filters: Filters, *, now: datetime, continues: bool) -> list[Group]:
    if filters.status in selectors.FINISHED:
        return [Group("alla", "", lines)] if lines else []
    titles = {"nu": pgettext("group", "Now"), "dag": pgettext("group", "Today"), "senare": pgettext("group", "Later")}
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(_group(line.item, now), []).append(line)
    keys = [key for key in titles if key in found]
    return [Group(key, titles[key], found[key], continues and key == keys[0]) for key in keys]


def _group(item: Item, now: datetime) -> str:
    """By what the list is ordered by, so that no group comes twice."""
    if item.rank < 2:
        return "nu"
    today = times.local_day(now)
    return "dag" if item.due_at and times.local_day(item.due_at) <= today else "senare"


def _line(row: Row, filters: Filters, *, actor: Actor, now: datetime) -> Line:
    item = row.item
    phrase = row.clock.phrase(now)
    if filters.status == LOOKS and row.look:
        phrase = deadlines.second_look(times.local_day(row.look.due_at), now)
    ago = {"ago": times.duration(now - item.detected_at)}
    return Line(
        row=row,
        phrase=phrase,
        short=_short(item, phrase, now=now),
        status=row_status(row, actor=actor, now=now, finished=filters.status in selectors.FINISHED),
        where=where(item),
        icon=_icon(item),
        at=item.received_at,
        seen=_("noticed %(ago)s ago") % ago if item.urgency == Item.Urgency.DANGER else "",
    )


def where(item: Item) -> str:
    """`Ljungsele kommun, Facebook`; for a direct message what it is instead of where."""
    if item.account is None:
        return _("Report") if item.kind == Item.Kind.REPORT else wording.account(item)
    if item.kind == Item.Kind.COMMENT:
        return str(item.account)
    kind = str(item.get_kind_display()).lower()
    return f"{item.account.name}, {kind}"


def _icon(item: Item) -> str:
    if item.kind == Item.Kind.REPORT:
        return "flag"
    if item.account is None:
        return "website"
    if item.kind == Item.Kind.MESSAGE and item.account.platform == "facebook":
        return "messenger"
    return marks.mark(item.account.platform).icon


def _short(item: Item, phrase: Phrase, *, now: datetime) -> str:
    """`kl. 13.10`, `mån 23 nov`, `Fara`: the whole phrase is read aloud beside it."""
    match phrase.look:
        case Look.ALARM:
            return pgettext("clock in short", "Danger")
        case Look.NOW:
            return pgettext("clock in short", "Now")
        case Look.NONE | Look.DONE:
            return ""
        case Look.PASSED | Look.LIMIT if item.limit_at:
            return times.day(item.limit_at, today=now)
    if item.target_at is None:
        return ""
    same_day = times.local_day(item.target_at) == times.local_day(now)
    return times.clock(item.target_at) if same_day else times.day(item.target_at, today=now)


def row_status(row: Row, *, actor: Actor, now: datetime, finished: bool = False) -> str:
    """What else is to be known about a row: who writes, who is waited for, what has come back."""
    item = row.item
    if who := writing(item, now=now, besides=actor):
        return _("%(name)s is writing a reply") % {"name": who.name.split()[0]}
    asked = [f for f in item.forwardings.all() if f.answered_at is None]
    come = [f for f in item.forwardings.all() if f.answered_at and not f.answer_used]
    if item.is_open and come:
        return _("%(name)s has answered") % {"name": forwarded_to(come[-1])}
    if item.is_open and item.handling == Item.Handling.WAITING and asked:
        return _("Waiting for a reply from %(name)s") % {"name": forwarded_to(asked[-1])}
    if row.look:
        return deadlines.second_look(times.local_day(row.look.due_at), now).text
    if item.visibility != Item.Visibility.VISIBLE:
        return status(item, now=now)
    if finished and item.answered_by:
        return item.answered_by.name
    return ""


def forwarded_to(forwarding) -> str:
    """Who was asked, by the name that says most: a unit, a person, the route's own name, else the address."""
    if forwarding.unit or forwarding.person:
        return str(forwarding.unit or forwarding.person.name)
    return forwarding.route_name if forwarding.route != "other" and forwarding.route_name else forwarding.address


def name_of_platform(item: Item) -> str:
    """Facebook; for a site of our own what it is called."""
    platform = platform_of(item)
    if platform is None:
        return _("the channel")
    return item.account.name if item.account and platform.public_name else str(platform.name)
